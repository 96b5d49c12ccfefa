"""枠の作成: until which day the slots of a bookable are made, and by what they were made."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone


class Laying(models.Model):
    """One row a bookable; locked while its slots are made, so that two workers make them once. `mark` is a digest of the
    definition's and the calendar's versions: another one means that all days are looked at anew.
    """

    zone = Zone.ALL
    bookable = models.CharField(_("予約できるもの"), max_length=48, unique=True)
    mark = models.CharField(_("作成のもと"), max_length=64, blank=True)
    until_on = models.DateField(_("作成済みの日"), null=True)
    laid_at = models.DateTimeField(_("作成日時"), null=True)

    objects: ClassVar[models.Manager["Laying"]] = models.Manager()

    class Meta:
        verbose_name = _("枠の作成")

    def __str__(self) -> str:
        return f"{self.bookable} {self.until_on}"
