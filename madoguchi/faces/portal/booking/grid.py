"""The calendar of what is free: a week as a table, a month, a list. The same slots, the same words, three shapes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from madoguchi.core.calendar.public import holiday_name
from madoguchi.engines.booking import public as booking

DAY = timedelta(days=1)


@dataclass
class Cell:
    """One slot as it looks to this person now."""

    slot: booking.Slot
    state: booking.State
    chosen: bool = False

    @property
    def can_be_booked(self) -> bool:
        return self.state.can_be_booked and not self.chosen

    @property
    def sign(self) -> str:
        return "✓" if self.chosen else self.state.sign

    @property
    def words(self) -> str:
        if self.chosen:
            return _("いまの予約")
        if self.state is booking.State.FEW:
            return _("残り{free}").format(free=self.slot.free)
        return str(self.state.words)


@dataclass
class Column:
    """A day at the head of the week."""

    day: date
    holiday: str = ""

    @property
    def kind(self) -> str:
        return "sun" if self.holiday or self.day.weekday() == 6 else "sat" if self.day.weekday() == 5 else ""


@dataclass
class Row:
    """A time of day, and what each day of the week has at that time."""

    begins: time
    cells: list[Cell | None] = field(default_factory=list)


@dataclass
class DayOf:
    """A day of the list or the month."""

    day: date
    cells: list[Cell] = field(default_factory=list)
    holiday: str = ""
    outside: bool = False

    @property
    def free(self) -> int:
        return sum(cell.can_be_booked for cell in self.cells)

    @property
    def sign(self) -> str:
        if not self.cells:
            return "－"
        if not self.free:
            waits = all(cell.state is booking.State.NOT_OPEN_YET for cell in self.cells)
            return "・" if waits else "×"
        return "○" if self.free * 3 > len(self.cells) else "△"

    @property
    def words(self) -> str:
        return {
            "－": _("なし"),
            "×": _("満員"),
            "・": _("受付前"),
            "○": _("空き"),
            "△": _("残りわずか"),
        }[self.sign]

    @property
    def kind(self) -> str:
        return "sun" if self.holiday or self.day.weekday() == 6 else "sat" if self.day.weekday() == 5 else ""


def cells_of(
    slots: Iterable[booking.Slot], at: datetime, *, party: int = 1, chosen: Iterable[Any] = (), allowed: set[Any] | None = None
) -> list[Cell]:
    """`chosen`: ids of the slots of the reservation being changed; `allowed`: where the wished resources are free."""
    mine = set(chosen)
    found = []
    for slot in slots:
        state = booking.state_of(slot, at, party)
        if state.can_be_booked and allowed is not None and slot.pk not in allowed:
            state = booking.State.FULL
        found.append(Cell(slot, state, slot.pk in mine))
    return found


def monday_of(day: date) -> date:
    return day - DAY * day.weekday()


def columns(first: date) -> list[Column]:
    days = [first + DAY * n for n in range(7)]
    return [Column(day, str(holiday_name(day) or "")) for day in days]


def week(cells: Sequence[Cell], first: date) -> list[Row]:
    """Rows by time of day. A day on which nothing begins at that time has an empty cell."""
    by_place = {(cell.slot.day, localtime(cell.slot.starts_at).time()): cell for cell in cells}
    times = sorted({begins for _day, begins in by_place})
    return [Row(begins, [by_place.get((first + DAY * n, begins)) for n in range(7)]) for begins in times]


def days(cells: Sequence[Cell], first: date, last: date, month: int = 0) -> list[DayOf]:
    found = {}
    day = first
    while day <= last:
        found[day] = DayOf(day, holiday=str(holiday_name(day) or ""), outside=bool(month) and day.month != month)
        day += DAY
    for cell in cells:
        if cell.slot.day in found:
            found[cell.slot.day].cells.append(cell)
    return list(found.values())


def weeks_of_month(cells: Sequence[Cell], first: date) -> list[list[DayOf]]:
    """Whole weeks from Monday to Sunday that hold the month of `first`."""
    begin, end = span_of_month(first)
    found = days(cells, begin, end, first.month)
    return [found[n : n + 7] for n in range(0, len(found), 7)]


def span_of_month(first: date) -> tuple[date, date]:
    begin = first.replace(day=1)
    last = next_month(begin) - DAY
    return monday_of(begin), monday_of(last) + DAY * 6


def next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
