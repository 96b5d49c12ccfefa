"""完了 and 取下げ: the two ways in which a case ends."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.cases.models.case import Case
from madoguchi.engines.cases.sealed import show


class Completion(models.Model):
    """完了: the decision has left the house, or there was nothing to tell."""

    zone = Zone.ALL
    shown_to_person: ClassVar = ("id", "case_id", "at")
    case = models.OneToOneField(Case, models.PROTECT, related_name="completion", verbose_name=_("案件"))
    by_code = models.CharField(_("完了とした者"), max_length=80)
    at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("完了")

    def __str__(self) -> str:
        return str(self.at)


class Withdrawal(models.Model):
    """取下げ: the person took the application back before it was decided."""

    zone = Zone.ALL
    shown_to_person: ClassVar = ("id", "case_id", "sealed_reason", "at")
    case = models.OneToOneField(Case, models.PROTECT, related_name="withdrawal", verbose_name=_("案件"))
    sealed_reason = models.BinaryField(_("理由（封緘）"), default=b"")
    by_code = models.CharField(_("取り下げた者"), max_length=80)
    at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("取下げ")
        indexes = [models.Index(name="withdrawal_at", fields=["at"])]

    def __str__(self) -> str:
        return str(self.at)

    @property
    def reason(self) -> str:
        return show(self.case.key, self.sealed_reason, f"cases.withdrawal:{self.case_id}")
