"""連続予約: the same time week after week, for a group, entered by the office; with exceptions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from madoguchi.core.calendar.public import in_tokyo
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.refused import Refused
from madoguchi.engines.booking.actions.cancel import cancel
from madoguchi.engines.booking.actions.reserve import Request, book
from madoguchi.engines.booking.models import Reservation, SeriesMember, Slot
from madoguchi.engines.booking.refusals import BadSelection, NoSuchSlot
from madoguchi.engines.people.public import Actor, authorize

MOST = 60


@dataclass
class Series:
    """What came of it: reservations made, and days on which it could not be, with the reason."""

    id: UUID
    made: list[Reservation] = field(default_factory=list)
    missed: list[tuple[date, str]] = field(default_factory=list)


def book_series(
    slot_id: UUID | str,
    wish: Request,
    *,
    until: date,
    every_days: int = 7,
    but: Iterable[date] = (),
    party: int = 1,
    by: Actor,
    at: datetime,
) -> Series:
    """The slot's time of day every so many days until a day, but for the exceptions. Each is booked by itself: what is
    taken is told, the rest stands. Raises NotPermitted, NoSuchSlot, BadSelection.
    """
    authorize(by, "booking.take-call")
    first = Slot.objects.filter(pk=slot_id).first()
    if first is None:
        raise NoSuchSlot
    days = (until - first.day).days // every_days + 1 if every_days > 0 else 0
    if not 1 <= days <= MOST:
        raise BadSelection(most=MOST)
    series, left_out = Series(uuid7()), set(but)
    for number in range(days):
        begins = first.starts_at + timedelta(days=every_days * number)
        day = in_tokyo(begins).date()
        if day in left_out:
            continue
        slot = Slot.objects.filter(bookable=first.bookable, track=first.track, starts_at=begins, withdrawn_at=None).first()
        if slot is None:
            series.missed.append((day, str(NoSuchSlot.message)))
            continue
        try:
            made = book([slot.pk], wish, party=party, by=by, at=at)
        except Refused as refusal:
            series.missed.append((day, str(refusal)))
            continue
        SeriesMember.objects.create(series=series.id, reservation=made)
        series.made.append(made)
    return series


def cancel_rest(row: Reservation, *, by: Actor, at: datetime) -> int:
    """Call off this one and those of its series that come after; how many."""
    member = SeriesMember.objects.filter(reservation=row).first()
    if member is None:
        cancel(row, by=by, at=at)
        return 1
    ids = SeriesMember.objects.filter(series=member.series).values("reservation")
    later = Reservation.objects.in_force().filter(pk__in=ids, starts_at__gte=row.starts_at).order_by("starts_at")
    done = 0
    for one in later.select_related("version"):
        cancel(one, by=by, at=at)
        done += 1
    return done
