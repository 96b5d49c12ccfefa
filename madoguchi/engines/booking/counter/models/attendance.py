"""来庁: whether the person of a reservation came."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone


class Attendance(models.Model):
    """One row a reservation. One that was marked as not having come and then comes after all is turned round, never the
    other way.
    """

    zone = Zone.ALL
    reservation = models.OneToOneField(
        "mado_booking.Reservation", models.PROTECT, related_name="attendance", verbose_name=_("予約")
    )
    came = models.BooleanField(_("来た"))
    at = models.DateTimeField(_("日時"))
    by_code = models.CharField(_("記録した者"), max_length=80)

    class Meta:
        verbose_name = _("来庁")
        indexes = [models.Index(name="attendance_missed", fields=["at"], condition=models.Q(came=False))]

    def __str__(self) -> str:
        return f"{self.reservation_id} {self.came}"
