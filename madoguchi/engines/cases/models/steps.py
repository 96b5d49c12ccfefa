"""受付 and 審査: that a case was accepted, and that somebody began to examine it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.cases.models.case import Case


class Intake(models.Model):
    """受付: looked through and taken in. Never a condition for the clocks, which run from arrival."""

    zone = Zone.ALL
    shown_to_person: ClassVar = ("id", "case_id", "at")
    case = models.OneToOneField(Case, models.PROTECT, related_name="intake", verbose_name=_("案件"))
    by_code = models.CharField(_("受け付けた者"), max_length=80)
    at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("受付")

    def __str__(self) -> str:
        return str(self.at)


class Review(models.Model):
    """審査: begun by whom and when."""

    zone = Zone.ALL
    shown_to_person: ClassVar = ("id", "case_id", "at")
    case = models.OneToOneField(Case, models.PROTECT, related_name="review", verbose_name=_("案件"))
    by_code = models.CharField(_("審査する者"), max_length=80)
    at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("審査")

    def __str__(self) -> str:
        return str(self.at)
