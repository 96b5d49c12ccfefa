"""Planning: which slots a definition wants on which day. Pure: wall clock in, instants out."""

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from madoguchi.core.calendar.public import TOKYO
from madoguchi.engines.booking.definitions import Bookable, Lead, Opening
from madoguchi.engines.booking.definitions.opening import Exceptional

DAY = timedelta(days=1)
LEAST_HORIZON = 62

IsClosed = Callable[[date], bool]


@dataclass(frozen=True)
class Planned:
    """A slot as the definition wants it."""

    day: date
    track: str
    starts_at: datetime
    ends_at: datetime
    opens_at: datetime
    closes_at: datetime
    capacity: int
    quota: int


def plan(bookable: Bookable, first: date, last: date, is_closed: IsClosed) -> list[Planned]:
    """All slots of these days, in order. Of two openings that ask for the same beginning, the first is taken."""
    found: dict[tuple[str, datetime], Planned] = {}
    day = first
    while day <= last:
        for one in _of_day(bookable, day, is_closed):
            found.setdefault((one.track, one.starts_at), one)
        day += DAY
    return sorted(found.values(), key=lambda one: (one.starts_at, one.track))


def _of_day(bookable: Bookable, day: date, is_closed: IsClosed) -> Iterator[Planned]:
    exception = next((one for one in bookable.exceptions if one.on == day), None)
    if exception and exception.hours is None:
        return
    for opening in _openings(bookable, day, exception):
        if exception is None and opening.closed_days == "skip" and is_closed(day):
            continue
        hours = exception.hours if exception and exception.hours else opening.hours
        for minute in opening.beginnings(hours):
            starts_at = at_minute(day, minute)
            yield Planned(
                day=day,
                track=opening.track or "",
                starts_at=starts_at,
                ends_at=starts_at + timedelta(minutes=opening.length),
                opens_at=opens_at(bookable.lead, day),
                closes_at=closes_at(bookable.lead, day, starts_at, is_closed),
                capacity=opening.capacity,
                quota=opening.quota,
            )


def _openings(bookable: Bookable, day: date, exception: Exceptional | None) -> list[Opening]:
    """Those that speak of the day; on a day of extra opening of which none speaks, the first of each track."""
    found = [one for one in bookable.openings if one.holds_on(day)]
    if found or exception is None:
        return found
    first: dict[str, Opening] = {}
    for one in bookable.openings:
        first.setdefault(one.track or "", one)
    return list(first.values())


def at_minute(day: date, minute: int) -> datetime:
    """A moment by the wall clock; minutes beyond 24:00 are those of the next day."""
    return datetime.combine(day, time(0), TOKYO) + timedelta(minutes=minute)


def opens_at(lead: Lead, day: date) -> datetime:
    if lead.month_before:
        year, month = divmod(day.year * 12 + day.month - 1 - lead.month_before, 12)
        return datetime.combine(date(year, month + 1, lead.month_day), lead.at, TOKYO)
    return datetime.combine(day - timedelta(days=lead.days), lead.at, TOKYO)


def closes_at(lead: Lead, day: date, starts_at: datetime, is_closed: IsClosed) -> datetime:
    """The earlier of the two: minutes before the beginning, and the time of an open day before."""
    by_minutes = starts_at - timedelta(minutes=lead.minutes)
    if lead.until is None and not lead.open_days:
        return by_minutes
    last, left = day, lead.open_days
    for _n in range(400):
        if left == 0:
            break
        last -= DAY
        left -= not is_closed(last)
    until = datetime.combine(last, lead.until, TOKYO) if lead.until else datetime.combine(last + DAY, time(0), TOKYO)
    return min(by_minutes, until)


def horizon(lead: Lead, today: date) -> date:
    """The last day whose slots are made: a week beyond what can be booked, so that it can be seen when it opens."""
    if lead.month_before:
        year, month = divmod(today.year * 12 + today.month - 1 + lead.month_before + 1, 12)
        return max(date(year, month + 1, calendar.monthrange(year, month + 1)[1]), today + timedelta(days=LEAST_HORIZON))
    return today + timedelta(days=max(lead.days + 7, LEAST_HORIZON))
