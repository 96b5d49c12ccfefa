"""お知らせ済み: a reminder that was handed to messages, once a reservation, time and lead."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.booking.models.reservation import Reservation


class Reminded(models.Model):
    """`starts_at` stands in it, so that a reservation that was moved is reminded of anew."""

    zone = Zone.ALL
    reservation = models.ForeignKey(Reservation, models.PROTECT, related_name="+", verbose_name=_("予約"))
    reservation_id: UUID
    minutes = models.PositiveIntegerField(_("何分前"))
    starts_at = models.DateTimeField(_("開始"))
    at = models.DateTimeField(_("日時"))

    objects: ClassVar[models.Manager["Reminded"]] = models.Manager()

    class Meta:
        verbose_name = _("お知らせ済み")
        constraints = [
            models.UniqueConstraint(name="one_reminder_a_lead", fields=["reservation", "minutes", "starts_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.reservation_id} {self.minutes}"
