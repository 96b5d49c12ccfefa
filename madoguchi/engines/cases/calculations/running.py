"""Reckoning: the values of a procedure for given answers, on a given day of filing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from madoguchi.city.public import Text
from madoguchi.core.calendar.public import attained_on, first_march31_after, format_date, format_month
from madoguchi.core.money.public import format_yen
from madoguchi.engines.cases.calculations.definitions import Amount, Calculation, Counted, Rates
from madoguchi.engines.forms.public import evaluate, holds


@dataclass(frozen=True)
class Line:
    """One item's part in a sum: `children[0]`, its place, what it gives and why."""

    path: str
    place: int
    yen: int
    why: Text
    called: Text

    def words(self, lang: str = "ja") -> str:
        """第1子, as the definition calls it."""
        return self.called.in_(lang).replace("{place}", str(self.place))


@dataclass(frozen=True)
class Calculated:
    """A value with its reason; `value` is plain JSON (months as YYYY-MM), None where the answers do not say enough."""

    id: str
    label: Text
    value: Any
    why: Text | None = None
    written_as: str = ""
    shown: bool = True
    lines: tuple[Line, ...] = field(default_factory=tuple)

    def words(self, lang: str = "ja") -> str:
        """The value as it is shown."""
        match self.value, self.written_as:
            case None, _:
                return "―"
            case _, "yen":
                return format_yen(int(self.value), lang)
            case _, "month":
                return format_month(date.fromisoformat(f"{self.value}-01"), lang)
            case _, "date":
                return format_date(date.fromisoformat(self.value), lang)
            case bool(), _:
                return {True: {"en": "yes"}, False: {"en": "no"}}[self.value].get(lang, "はい" if self.value else "いいえ")
        return str(self.value)


def reckon(calculations: list[Calculation], names: Mapping[str, Any]) -> list[Calculated]:
    """`names`: answers as conditions see them (dates as dates), with `filed`, `deadline` and `today`."""
    known: dict[str, Any] = dict(names)
    results = []
    for calculation in calculations:
        value, lines = one(calculation, known)
        known[calculation.id] = value
        results.append(
            Calculated(
                calculation.id,
                calculation.label,
                plain(value, calculation.written_as),
                calculation.why,
                calculation.written_as,
                calculation.shown,
                lines,
            )
        )
    return results


def one(calculation: Calculation, names: Mapping[str, Any]) -> tuple[Any, tuple[Line, ...]]:
    if calculation.value is not None:
        return evaluate(calculation.value, names), ()
    if calculation.month_after is not None:
        day = evaluate(calculation.month_after, names)
        return (month_after(day) if isinstance(day, date) else None), ()
    if calculation.next_month is not None:
        day = evaluate(calculation.next_month.after, names)
        return (next_of(day, calculation.next_month.of) if isinstance(day, date) else None), ()
    assert calculation.rates is not None
    return by_rates(calculation.rates, names)


def month_after(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def next_of(day: date, months: list[int]) -> date:
    month = month_after(day)
    while month.month not in months:
        month = month_after(month)
    return month


def plain(value: Any, written_as: str) -> Any:
    if isinstance(value, date):
        return f"{value:%Y-%m}" if written_as == "month" else value.isoformat()
    return value


@dataclass(frozen=True)
class Counts:
    path: str
    birth: date
    paid: bool


def by_rates(rates: Rates, names: Mapping[str, Any]) -> tuple[int | None, tuple[Line, ...]]:
    at = evaluate(rates.at, names)
    if not isinstance(at, date):
        return None, ()
    month = at.replace(day=1)
    table = next((table for table in rates.tables if table.in_force(month)), None)
    if table is None:
        return None, ()
    counted = counting(rates.paid, names, month, paid=True)
    for other in rates.also_in_order:
        counted += counting(other, names, month, paid=False)
    counted.sort(key=lambda one: one.birth)
    lines = []
    for place, item in enumerate(counted, 1):
        amount = next((a for a in table.amounts if fits(a, place, item.birth, month)), None)
        if item.paid and amount:
            lines.append(Line(item.path, place, amount.yen, amount.label, rates.place))
    return sum(line.yen for line in lines), tuple(lines)


def counting(group: Counted, names: Mapping[str, Any], month: date, *, paid: bool) -> list[Counts]:
    items = names.get(group.each)
    found = []
    for index, item in enumerate(items if isinstance(items, list) else []):
        birth = item.get(group.birth) if isinstance(item, Mapping) else None
        if not isinstance(birth, date) or not holds(group.counts, {**names, "item": item}):
            continue
        if group.until_school_year_of is not None and first_march31_after(birth, group.until_school_year_of) < month:
            continue
        found.append(Counts(f"{group.each}[{index}]", birth, paid))
    return found


def fits(amount: Amount, place: int, birth: date, month: date) -> bool:
    """An age limit holds until the month in which the age is reached, that month included."""
    if amount.place_from is not None and place < amount.place_from:
        return False
    return amount.under is None or attained_on(birth, amount.under) >= month
