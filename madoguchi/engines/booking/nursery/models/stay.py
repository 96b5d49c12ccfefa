"""一時預かりの利用: what a reservation at a nursery says besides; and that the nursery has read it."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.booking.models.reservation import Reservation
from madoguchi.engines.booking.nursery.models.child import Child


class Stay(models.Model):
    """`revision`: of what the parent confirmed that it still holds. `acknowledged_at`: the nursery has read it; only then
    is the place firm.
    """

    zone = Zone.ALL
    reservation = models.OneToOneField(Reservation, models.PROTECT, related_name="stay", verbose_name=_("予約"))
    reservation_id: UUID
    child = models.ForeignKey(Child, models.PROTECT, related_name="stays", verbose_name=_("利用登録"))
    child_id: UUID
    revision = models.PositiveIntegerField(_("確認した版"))
    meal = models.BooleanField(_("給食"), default=False)
    confirmed_at = models.DateTimeField(_("保護者が確認した日時"))
    acknowledged_at = models.DateTimeField(_("園が確認した日時"), null=True)
    acknowledged_by = models.CharField(_("確認した職員"), max_length=80, blank=True)

    objects: ClassVar[models.Manager["Stay"]] = models.Manager()

    class Meta:
        verbose_name = _("一時預かりの利用")
        constraints = [
            models.CheckConstraint(name="acknowledged_by_somebody", condition=Q(acknowledged_at=None) | ~Q(acknowledged_by="")),
        ]

    def __str__(self) -> str:
        return f"{self.reservation_id} {self.child_id}"
