"""休止: the office closes slots for a time; and what belongs to a series of bookings."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.engines.booking.models.reservation import Reservation


class Closure(models.Model):
    """Slots that begin within it are not offered, those made later too, until it is lifted. Who is booked stays booked
    until the office has moved or called off each: that is shown, and nobody is forgotten.
    """

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bookable = models.CharField(_("予約できるもの"), max_length=48)
    section = models.CharField(_("所属"), max_length=40)
    from_at = models.DateTimeField(_("休止の始まり"))
    until_at = models.DateTimeField(_("休止の終わり"))
    reason = models.CharField(_("理由"), max_length=200)
    by_code = models.CharField(_("休止した者"), max_length=80)
    at = models.DateTimeField(_("日時"))
    lifted_at = models.DateTimeField(_("解除日時"), null=True)

    objects: ClassVar[models.Manager["Closure"]] = models.Manager()

    class Meta:
        verbose_name = _("休止")
        constraints = [models.CheckConstraint(name="closure_ends_after_it_starts", condition=Q(until_at__gt=F("from_at")))]
        indexes = [models.Index(name="closure_in_force", fields=["bookable", "until_at"], condition=Q(lifted_at=None))]

    def __str__(self) -> str:
        return f"{self.bookable} {self.from_at:%Y-%m-%d %H:%M}"


class SeriesMember(models.Model):
    """連続予約: reservations that were made together, week by week; each can be changed or called off by itself."""

    zone = Zone.ALL
    series = models.UUIDField(_("連続予約"), db_index=True)
    reservation = models.OneToOneField(Reservation, models.PROTECT, related_name="+", verbose_name=_("予約"))

    objects: ClassVar[models.Manager["SeriesMember"]] = models.Manager()

    class Meta:
        verbose_name = _("連続予約")

    def __str__(self) -> str:
        return str(self.series)
