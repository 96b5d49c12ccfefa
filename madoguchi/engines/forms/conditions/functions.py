"""The functions a condition may call. Days are counted by the rules of core.calendar, never by hand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from madoguchi.core.calendar import public as calendar
from madoguchi.engines.forms.conditions.types import Type


@dataclass(frozen=True)
class Function:
    """What it takes, what it gives, what it means (the table of the docs is made from this)."""

    takes: tuple[Type, ...]
    gives: Type
    meaning: str
    run: Callable[..., Any]

    @property
    def written(self) -> str:
        """How a call of it looks."""
        return self.meaning.partition(": ")[0]


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _shift(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days) if abs(days) <= 400_000 else None
    except OverflowError:
        return None


def _months(day: date, n: int) -> date | None:
    """The same day n months later, or the last of a shorter month (民法143条2項)."""
    year, month = divmod(day.year * 12 + day.month - 1 + int(n), 12)
    try:
        return date(year, month + 1, min(day.day, _length(year, month + 1)))
    except (ValueError, OverflowError):
        return None


def _length(year: int, month: int) -> int:
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day if year < 9999 else 28


def _sum(items: Any) -> Any:
    """Of what are numbers; what was left out counts nothing."""
    found = items if isinstance(items, list) else []
    return sum(one for one in found if isinstance(one, (int, float)) and not isinstance(one, bool))


FUNCTIONS: dict[str, Function] = {
    "date": Function((Type.TEXT,), Type.DATE, "date('2026-07-01'): the day written as 'YYYY-MM-DD'", _iso),
    "attained": Function(
        (Type.DATE, Type.NUMBER),
        Type.DATE,
        "attained(birth, n): the day on which age n is reached by law (the eve of the birthday)",
        lambda birth, n: calendar.attained_on(birth, int(n)) if 0 <= n <= 200 else None,
    ),
    "age": Function(
        (Type.DATE, Type.DATE),
        Type.NUMBER,
        "age(birth, day): the age in ordinary speech on that day",
        lambda birth, day: calendar.display_age(birth, day) if birth <= day else None,
    ),
    "school_year_end": Function(
        (Type.DATE, Type.NUMBER),
        Type.DATE,
        "school_year_end(birth, n): the first March 31 on or after reaching age n",
        lambda birth, n: calendar.first_march31_after(birth, int(n)) if 0 <= n <= 200 else None,
    ),
    "days_after": Function(
        (Type.DATE, Type.NUMBER), Type.DATE, "days_after(day, n): n days later; the day itself is not counted", _shift
    ),
    "days_between": Function(
        (Type.DATE, Type.DATE), Type.NUMBER, "days_between(a, b): days from a to b", lambda a, b: (b - a).days
    ),
    "months_after": Function(
        (Type.DATE, Type.NUMBER),
        Type.DATE,
        "months_after(day, n): the same day n months later, the last of the month where it is shorter",
        _months,
    ),
    "month_start": Function((Type.DATE,), Type.DATE, "month_start(day): the first of its month", lambda day: day.replace(day=1)),
    "month_end": Function(
        (Type.DATE,), Type.DATE, "month_end(day): the last of its month", lambda day: day.replace(day=_length(day.year, day.month))
    ),
    "fiscal_year_end": Function(
        (Type.DATE,),
        Type.DATE,
        "fiscal_year_end(day): the March 31 that ends its fiscal year",
        lambda day: date(calendar.fiscal_year(day) + 1, 3, 31),
    ),
    "min": Function((Type.NUMBER, Type.NUMBER), Type.NUMBER, "min(a, b): the smaller number", min),
    "max": Function((Type.NUMBER, Type.NUMBER), Type.NUMBER, "max(a, b): the larger number", max),
    "sum": Function((Type.ANY,), Type.NUMBER, "sum(list): the sum of its numbers: sum(items.map(i, i.price))", _sum),
    "fiscal_year": Function((Type.DATE,), Type.NUMBER, "fiscal_year(day): the year whose April 1 begins it", calendar.fiscal_year),
    "year": Function((Type.DATE,), Type.NUMBER, "year(day): the year of the Gregorian calendar", lambda day: day.year),
    "month": Function((Type.DATE,), Type.NUMBER, "month(day): 1 to 12", lambda day: day.month),
}

METHODS: dict[str, Function] = {
    "startsWith": Function((Type.TEXT, Type.TEXT), Type.BOOL, "text.startsWith('x')", lambda a, b: a.startswith(b)),
    "endsWith": Function((Type.TEXT, Type.TEXT), Type.BOOL, "text.endsWith('x')", lambda a, b: a.endswith(b)),
    "contains": Function((Type.TEXT, Type.TEXT), Type.BOOL, "text.contains('x')", lambda a, b: b in a),
}
