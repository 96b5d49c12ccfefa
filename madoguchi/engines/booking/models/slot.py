"""枠: a time at which so many can be served. Made ahead from the openings; its counters decide, nothing else does."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import Version
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone


class SlotQuerySet(models.QuerySet["Slot"]):
    def offered(self) -> "SlotQuerySet":
        """Neither withdrawn by a changed definition nor closed."""
        return self.filter(withdrawn_at=None, closed_at=None)

    def open_at(self, at: datetime) -> "SlotQuerySet":
        """That can be booked on line at that moment, full or not."""
        return self.offered().filter(opens_at__lte=at, closes_at__gt=at)

    def free(self, places: int = 1) -> "SlotQuerySet":
        """That have so many places left and whose resources are free."""
        return self.filter(withdrawn_at=None, closed_at=None, blocked=False, free__gt=0).filter(free__gte=places)


class Slot(models.Model):
    """`free` of `capacity` places are left for everybody, `quota_free` of `quota` for the desk when the line between the
    zones is cut. Each side writes its own counter alone, and the CHECKs refuse what would go beyond.

    `blocked`: a resource that each reservation needs is taken just then. It is written under the locks of the units.
    """

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bookable = models.CharField(_("予約できるもの"), max_length=48)
    track = models.CharField(_("区分"), max_length=48, blank=True)
    version = models.ForeignKey(Version, models.PROTECT, related_name="+", verbose_name=_("定義の版"))
    version_id: int
    section = models.CharField(_("所属"), max_length=40)
    starts_at = models.DateTimeField(_("開始"))
    ends_at = models.DateTimeField(_("終了"))
    day = models.DateField(_("日"))
    opens_at = models.DateTimeField(_("受付開始"))
    closes_at = models.DateTimeField(_("受付終了"))
    capacity = models.PositiveIntegerField(_("定員"))
    free = models.IntegerField(_("残り"))
    quota = models.PositiveIntegerField(_("窓口の枠"), default=0)
    quota_free = models.IntegerField(_("窓口の枠の残り"), default=0)
    blocked = models.BooleanField(_("資源が使用中"), default=False)
    closed_at = models.DateTimeField(_("中止日時"), null=True)
    withdrawn_at = models.DateTimeField(_("取下げ日時"), null=True)

    objects: ClassVar[SlotQuerySet] = SlotQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("枠")
        constraints = [
            models.CheckConstraint(name="slot_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(name="slot_not_beyond_capacity", condition=Q(free__gte=0, free__lte=F("capacity"))),
            models.CheckConstraint(name="slot_not_beyond_quota", condition=Q(quota_free__gte=0, quota_free__lte=F("quota"))),
            models.UniqueConstraint(
                name="one_slot_a_beginning", fields=["bookable", "track", "starts_at"], condition=Q(withdrawn_at=None)
            ),
        ]
        indexes = [
            models.Index(name="slot_of_bookable", fields=["bookable", "starts_at"]),
            models.Index(
                name="slot_free",
                fields=["bookable", "day", "starts_at", "track", "opens_at", "closes_at", "free"],
                condition=Q(withdrawn_at=None, closed_at=None, blocked=False, free__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bookable} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def is_offered(self) -> bool:
        return self.withdrawn_at is None and self.closed_at is None

    @property
    def taken(self) -> int:
        return self.capacity - self.free + self.quota - self.quota_free
