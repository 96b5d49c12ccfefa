"""利用の統計: how full, how early, by which way, who did not come, what was looked for and not found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Avg, Count, F, Q, Sum

from madoguchi.core.calendar.public import TOKYO
from madoguchi.engines.booking.models import Attendance, Reservation, Slot, Unmet
from madoguchi.engines.booking.queries import bookables
from madoguchi.engines.booking.unmet import write_unmet
from madoguchi.engines.people.public import Actor

IN_VAIN = ("slot-full", "not-enough-places", "resource-taken", "slot-closed")
"""Refusals that mean: there was not enough of it. Too early, too late or too busy a moment is another matter."""


@dataclass(frozen=True)
class Use:
    """Of one bookable between two days. `lead_days`: how long before its time a reservation was made, on average."""

    bookable: str
    title: str
    places: int
    taken: int
    reservations: int
    cancelled: int
    lead_days: float | None
    came: int
    missed: int
    refused: int

    @property
    def rate(self) -> int:
        return round(100 * self.taken / self.places) if self.places else 0

    @property
    def missed_rate(self) -> int:
        known = self.came + self.missed
        return round(100 * self.missed / known) if known else 0


def use(by: Actor, first: date, last: date) -> list[Use]:
    """Each bookable of the sections in which the actor may see reservations; five queries, whatever their number."""
    write_unmet()
    sections = by.sections_with("booking.see")
    mine = {one.code: str(one.title) for one in bookables() if one.department in sections}
    begin = datetime(first.year, first.month, first.day, tzinfo=TOKYO)
    end = datetime(last.year, last.month, last.day, tzinfo=TOKYO) + timedelta(days=1)
    slots = Slot.objects.offered().filter(bookable__in=mine, day__gte=first, day__lte=last).values("bookable")
    room = {
        row["bookable"]: row
        for row in slots.annotate(places=Sum(F("capacity") + F("quota")), left=Sum(F("free") + F("quota_free"))).order_by()
    }
    made = Reservation.objects.filter(bookable__in=mine, starts_at__gte=begin, starts_at__lt=end).values("bookable")
    booked = {
        row["bookable"]: row
        for row in made.annotate(
            n=Count("id"), cancelled=Count("id", filter=Q(cancelled_at__isnull=False)), lead=Avg(F("starts_at") - F("made_at"))
        ).order_by()
    }
    seen = Attendance.objects.filter(
        reservation__bookable__in=mine, reservation__starts_at__gte=begin, reservation__starts_at__lt=end
    ).values("reservation__bookable")
    attended = {
        row["reservation__bookable"]: row
        for row in seen.annotate(came_n=Count("id", filter=Q(came=True)), missed_n=Count("id", filter=Q(came=False))).order_by()
    }
    wanted = Unmet.objects.filter(reason__in=IN_VAIN, bookable__in=mine, day__gte=first, day__lte=last).values("bookable")
    refused = dict(wanted.annotate(n=Sum("times")).values_list("bookable", "n").order_by())
    return [_one(code, title, room, booked, attended, refused) for code, title in mine.items()]


def _one(code: str, title: str, room: dict, booked: dict, attended: dict, refused: dict) -> Use:
    slots, made, seen = room.get(code, {}), booked.get(code, {}), attended.get(code, {})
    places, left = slots.get("places") or 0, slots.get("left") or 0
    lead = made.get("lead")
    return Use(
        bookable=code,
        title=title,
        places=places,
        taken=places - left,
        reservations=made.get("n", 0),
        cancelled=made.get("cancelled", 0),
        lead_days=lead.total_seconds() / 86_400 if lead is not None else None,
        came=seen.get("came_n", 0),
        missed=seen.get("missed_n", 0),
        refused=refused.get(code, 0),
    )


def refused_days(by: Actor, code: str, first: date, last: date) -> Sequence[tuple[date, int]]:
    """On which days something was looked for in vain, most wanted first."""
    write_unmet()
    if not any(one.code == code and one.department in by.sections_with("booking.see") for one in bookables()):
        return []
    rows = Unmet.objects.filter(reason__in=IN_VAIN, bookable=code, day__gte=first, day__lte=last)
    return list(rows.values("day").annotate(n=Sum("times")).values_list("day", "n").order_by("-n", "day")[:30])
