"""当選: what an entry won, and the reservation that came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.booking.lottery.models.entry import Entry


class Award(models.Model):
    """Written by the draw. `reservation` is set when the result is published."""

    zone = Zone.ALL
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="awards", verbose_name=_("応募"))
    slot = models.ForeignKey("mado_booking.Slot", models.PROTECT, related_name="awards", verbose_name=_("枠"))
    lot = models.CharField(_("くじ"), max_length=64)
    rank = models.PositiveIntegerField(_("第何希望"))
    round = models.PositiveIntegerField(_("回"))
    reservation = models.OneToOneField(
        "mado_booking.Reservation", models.PROTECT, null=True, related_name="award", verbose_name=_("予約")
    )
    trouble = models.CharField(_("予約にできなかった理由"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("当選")
        constraints = [models.UniqueConstraint(name="one_award_a_slot", fields=["entry", "slot"])]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.slot_id}"
