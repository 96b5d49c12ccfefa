"""担当: who works on a case, from when until when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.cases.models.case import Case


class Assignment(models.Model):
    zone = Zone.OFFICE
    case = models.ForeignKey(Case, models.PROTECT, related_name="assignments", verbose_name=_("案件"))
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("担当者"))
    by_code = models.CharField(_("決めた者"), max_length=80)
    at = models.DateTimeField(_("日時"))
    ended_at = models.DateTimeField(_("終了日時"), null=True)

    class Meta:
        verbose_name = _("担当")
        constraints = [
            models.UniqueConstraint(name="one_assignee_a_case", fields=["case"], condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return str(self.at)
