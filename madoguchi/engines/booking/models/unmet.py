"""満たせなかった希望: how often something was looked for and not found. Counts alone; nobody is in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone


class Unmet(models.Model):
    """`day`: the day that was wanted; `asked_on`: the day of asking; `reason`: the code of the refusal."""

    zone = Zone.ALL
    bookable = models.CharField(_("予約できるもの"), max_length=48)
    day = models.DateField(_("希望の日"))
    asked_on = models.DateField(_("探した日"))
    reason = models.CharField(_("理由"), max_length=40)
    times = models.PositiveIntegerField(_("回数"), default=0)

    class Meta:
        verbose_name = _("満たせなかった希望")
        constraints = [models.UniqueConstraint(name="one_unmet_a_day_and_reason", fields=["bookable", "day", "asked_on", "reason"])]

    def __str__(self) -> str:
        return f"{self.bookable} {self.day} {self.reason}"
