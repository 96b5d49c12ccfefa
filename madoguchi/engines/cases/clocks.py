"""The clocks of a case: pure functions of days. The standard period pauses while a correction is awaited, the law's
never does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from madoguchi.core.calendar.public import ClosedDays, fiscal_year
from madoguchi.core.calendar.public import last_day as nominal_last_day
from madoguchi.engines.cases.definitions import Deadline, Procedure
from madoguchi.engines.cases.models.standing import FAR
from madoguchi.engines.forms.public import evaluate, holds, read_path


@dataclass(frozen=True)
class Pause:
    """From the day on which a correction was asked for until the day on which it ended; `until` None: still open."""

    since: date
    until: date | None = None


@dataclass(frozen=True)
class Clock:
    """The standard period as it stands. `due_on` is None while it pauses; `paused_days` are those of pauses that
    ended.
    """

    days: int
    began_on: date
    paused_days: int
    paused_since: date | None
    due_on: date | None

    def left(self, today: date) -> int | None:
        """Days until the promise breaks; negative when it is broken; None while it pauses."""
        return (self.due_on - today).days if self.due_on else None

    def used(self, today: date) -> int:
        """Days that have been used of the period, pauses left out."""
        until = self.paused_since or today
        return max((until - self.began_on).days - self.paused_days, 0)


def standard_clock(received_on: date, days: int, pauses: Iterable[Pause], closed: ClosedDays) -> Clock:
    """標準処理期間: from the day after arrival; days of a pause are not counted; a last day on which the house is
    closed gives way to the next open one.
    """
    ended, open_since = 0, None
    for pause in pauses:
        if pause.until is None:
            open_since = pause.since
        else:
            ended += max((pause.until - pause.since).days, 0)
    due = None if open_since else closed.next_open(nominal_last_day(received_on, days=days) + timedelta(days=ended))
    return Clock(days, received_on, ended, open_since, due)


def legal_due(received_on: date, days: int, closed: ClosedDays) -> date:
    """The period that the law gives the city. Nothing stops it."""
    return closed.last_day(received_on, days=days)


def filing_deadline(deadlines: Sequence[Deadline], names: Mapping[str, Any], closed: ClosedDays) -> date | None:
    """By when it had to be filed, by the first that counts for these answers; None where the answers give no day."""
    deadline = next((one for one in deadlines if one.when is None or holds(one.when, names)), None)
    if deadline is None:
        return None
    if deadline.on is not None:
        day = evaluate(deadline.on, names)
        return closed.next_open(day) if isinstance(day, date) else None
    value: Any = read_path(names, deadline.after or "")
    days, months = (evaluate(one, names) if isinstance(one, str) else one for one in (deadline.days, deadline.months))
    if not isinstance(value, date) or not isinstance(days, int) or not isinstance(months, int):
        return None
    return closed.last_day(value, days=days, months=months)


def kept_until(closed_on: date, years: int, counted_from: str = "fiscal-year") -> date:
    """保存期限: counted from the first day of the fiscal year after the one in which the case ended, or (`end`) from the
    day after it ended.
    """
    if counted_from == "end":
        return nominal_last_day(closed_on, years=years)
    return date(fiscal_year(closed_on) + 1 + years, 3, 31)


def breaks_on(promised: date | None, legal: date | None, asked_until: date | None) -> date:
    """What comes first: the promise, the law, or, while a correction is awaited, the day given for it."""
    days = [day for day in (promised, legal, asked_until) if day]
    return min(days) if days else FAR


def clock_of(procedure: Procedure, received_on: date, pauses: Iterable[Pause], closed: ClosedDays) -> Clock | None:
    if procedure.standard_days is None:
        return None
    return standard_clock(received_on, procedure.standard_days, pauses, closed)
