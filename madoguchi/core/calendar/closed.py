"""閉庁日: the days on which a city is closed (地方自治法4条の2 and the ordinance under it), and terms that end on one.

A city's hall and its branches differ; each is a `ClosedDays` made of data.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.calendar import terms
from madoguchi.core.calendar.days import ONE_DAY
from madoguchi.core.calendar.holidays import holiday_name

SATURDAY, SUNDAY = 5, 6
YEAR_END = ((12, 29), (1, 3))
_WEEKDAYS = (_("月曜日"), _("火曜日"), _("水曜日"), _("木曜日"), _("金曜日"), _("土曜日"), _("日曜日"))
_PATIENCE = 366  # a place closed longer than this is a mistake in the data


@dataclass(frozen=True)
class ClosedDays:
    """`extra` days are closed besides (with a reason, or without), `opened` ones are open in spite of everything."""

    extra: Mapping[date, str] | Iterable[date] = field(default=(), hash=False)
    opened: Iterable[date] = frozenset()
    weekdays: Iterable[int] = frozenset({SATURDAY, SUNDAY})
    holidays: bool = True
    year_end: tuple[tuple[int, int], tuple[int, int]] | None = YEAR_END

    def __post_init__(self) -> None:
        reasons = self.extra if isinstance(self.extra, Mapping) else dict.fromkeys(self.extra, "")
        object.__setattr__(self, "extra", dict(reasons))
        object.__setattr__(self, "opened", frozenset(self.opened))
        object.__setattr__(self, "weekdays", frozenset(self.weekdays))

    def is_closed(self, day: date) -> bool:
        return bool(self.why_closed(day))

    def why_closed(self, day: date) -> str | Promise:
        """元日, 年末年始, 土曜日, or the reason that the city gives; empty when open."""
        if day in self.opened:
            return ""
        if isinstance(self.extra, dict) and day in self.extra:
            return self.extra[day] or _("臨時の休み")
        if self.holidays and (name := holiday_name(day)):
            return name
        if self._is_year_end(day):
            return _("年末年始")
        return _WEEKDAYS[day.weekday()] if day.weekday() in self.weekdays else ""

    def next_open(self, day: date) -> date:
        """The day itself if open, else the next that is (民法142条)."""
        return self._step(day, ONE_DAY)

    def previous_open(self, day: date) -> date:
        """The day itself if open, else the last one before: for payments and for what must be done beforehand."""
        return self._step(day, -ONE_DAY)

    def last_day(self, start: date, *, days: int = 0, months: int = 0, years: int = 0, first_day_counts: bool = False) -> date:
        """The day that counts as the last of a term: the nominal one, moved on while the house is closed."""
        return self.next_open(terms.last_day(start, days=days, months=months, years=years, first_day_counts=first_day_counts))

    def after_open_days(self, day: date, count: int) -> date:
        """「3開庁日後」: the count-th open day after a day."""
        for _n in range(count):
            day = self.next_open(day + ONE_DAY)
        return day

    def _step(self, day: date, step: timedelta) -> date:
        for _n in range(_PATIENCE):
            if not self.is_closed(day):
                return day
            day += step
        raise ValueError(f"no open day within a year of {day}")

    def _is_year_end(self, day: date) -> bool:
        if not self.year_end:
            return False
        first, last = self.year_end
        here = (day.month, day.day)
        return first <= here <= last if first <= last else here >= first or here <= last
