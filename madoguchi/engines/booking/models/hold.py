"""確保: places kept for somebody: for minutes while a form is filled in or an offer is thought over, or for good."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.engines.booking.models.slot import Slot

TO_CONFIRM = "confirm"
"""`why` of a hold on which a reservation stands that waits for the link in a mail to be opened."""


class HoldEnd(models.TextChoices):
    LEFT = "left", _("取りやめ")
    EXPIRED = "expired", _("時間切れ")
    CANCELLED = "cancelled", _("取消し")


class HoldQuerySet(models.QuerySet["Hold"]):
    def in_force(self) -> "HoldQuerySet":
        """That keep places: nobody has ended them. One that has run out still does until it is swept."""
        return self.filter(ended_at=None)


class Hold(models.Model):
    """`expires_at` is empty once a reservation stands on it. Places go back with `ended_at`, in the same transaction.

    `why`: what it is for: "booking", or a code of the room that made it ("offer", "lottery").
    """

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bookable = models.CharField(_("予約できるもの"), max_length=48)
    holder = models.CharField(_("確保した者"), max_length=80)
    party = models.PositiveIntegerField(_("人数"))
    extras = models.JSONField(_("選んだ資源"), default=list)
    why = models.CharField(_("目的"), max_length=16, default="booking")
    made_at = models.DateTimeField(_("確保日時"))
    expires_at = models.DateTimeField(_("期限"), null=True)
    ended_at = models.DateTimeField(_("終了日時"), null=True)
    ended_by = models.CharField(_("終わり方"), max_length=12, choices=HoldEnd, blank=True)

    objects: ClassVar[HoldQuerySet] = HoldQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("確保")
        constraints = [
            models.CheckConstraint(name="hold_of_somebody", condition=Q(party__gte=1)),
            models.CheckConstraint(
                name="hold_end_says_how",
                condition=Q(ended_at=None, ended_by="") | Q(ended_at__isnull=False, ended_by__in=HoldEnd.values),
            ),
        ]
        indexes = [
            models.Index(name="hold_running_out", fields=["expires_at"], condition=Q(ended_at=None, expires_at__isnull=False)),
            models.Index(
                name="hold_of_holder", fields=["holder", "expires_at"], condition=Q(ended_at=None, expires_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_booked(self) -> bool:
        """Whether a reservation stands on it, or stood, as far as one knew when the row was read."""
        return self.expires_at is None or self.why == TO_CONFIRM


class Seat(models.Model):
    """Places of one slot that a hold keeps. The sum over those in force is what the slot's counters have given."""

    zone = Zone.ALL
    hold = models.ForeignKey(Hold, models.PROTECT, related_name="seats", verbose_name=_("確保"))
    slot = models.ForeignKey(Slot, models.PROTECT, related_name="seats", verbose_name=_("枠"))
    slot_id: UUID
    places = models.PositiveIntegerField(_("人数"))
    from_quota = models.BooleanField(_("窓口の枠から"), default=False)
    released_at = models.DateTimeField(_("解放日時"), null=True)

    objects: ClassVar[models.Manager["Seat"]] = models.Manager()

    class Meta:
        verbose_name = _("席")
        constraints = [
            models.CheckConstraint(name="seat_for_somebody", condition=Q(places__gte=1)),
            models.UniqueConstraint(name="one_seat_a_slot_and_hold", fields=["hold", "slot"], condition=Q(released_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.slot_id} {self.places}"


class Holder(models.Model):
    """Whoever has limits: the row is locked while the reservations are counted, so that two clicks count one after the
    other. `who` is an account, or a keyed mark of a mail address or telephone; in the scope "desk" a desk of a counter.
    """

    zone = Zone.ALL
    scope = models.CharField(_("範囲"), max_length=48)
    who = models.CharField(_("本人"), max_length=80)

    objects: ClassVar[models.Manager["Holder"]] = models.Manager()

    class Meta:
        verbose_name = _("予約する人")
        constraints = [models.UniqueConstraint(name="one_holder_a_scope", fields=["scope", "who"])]

    def __str__(self) -> str:
        return f"{self.scope} {self.who}"
