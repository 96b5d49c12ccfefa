"""後続: that a case follows an earlier one (更新, 事後の申請)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.cases.models.case import Case


class CaseLink(models.Model):
    """A case follows at most one; one may be followed by several (サービス計画, 更新)."""

    zone = Zone.ALL
    shown_to_person: ClassVar = ("id", "case_id", "earlier_id", "at")
    case = models.OneToOneField(Case, models.PROTECT, related_name="follows", verbose_name=_("案件"))
    earlier = models.ForeignKey(Case, models.PROTECT, related_name="followed_by", verbose_name=_("前の案件"))
    by_code = models.CharField(_("結びつけた者"), max_length=80)
    at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("案件のつながり")
        constraints = [models.CheckConstraint(name="follows_another", condition=~Q(case=F("earlier")))]

    def __str__(self) -> str:
        return f"{self.earlier_id} → {self.case_id}"
