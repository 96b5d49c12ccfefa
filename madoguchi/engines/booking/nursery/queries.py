"""Children and stays, for parents and for the nursery's day."""

from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from madoguchi.city.public import without_text
from madoguchi.engines.booking.nursery.models import Child, Stay
from madoguchi.engines.booking.planning import at_minute
from madoguchi.engines.people.public import Actor


def children_of(by: Actor) -> QuerySet[Child]:
    return Child.objects.visible_to(by).select_related("key").prefetch_related("interviews").order_by("registered_at")


def stays_to_read(by: Actor, *, at: datetime) -> QuerySet[Stay]:
    """Booked days of which the nursery has not read what is registered now, the next first."""
    unread = Q(acknowledged_at=None) | Q(revision__lt=F("child__revision"))
    rows = _stays(by).filter(unread, reservation__starts_at__gt=at)
    return rows.order_by("reservation__starts_at")


def stays_on(code: str, day: date, *, by: Actor) -> QuerySet[Stay]:
    """Who stays on a day: the sheet of the day."""
    rows = _stays(by).filter(reservation__bookable=code)
    rows = rows.filter(reservation__starts_at__gte=at_minute(day, 0), reservation__starts_at__lt=at_minute(day, 24 * 60))
    return rows.order_by("reservation__starts_at", "reservation__track")


def _stays(by: Actor) -> QuerySet[Stay]:
    rows = Stay.objects.filter(reservation__cancelled_at=None, child__in=Child.objects.visible_to(by))
    return rows.select_related("reservation__version", "reservation__key", "child__key").defer(
        *without_text("reservation__version")
    )
