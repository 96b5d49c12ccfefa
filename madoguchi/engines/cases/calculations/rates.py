"""Amounts by age and place: who counts, in which order, by which table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from madoguchi.city.public import Text
from madoguchi.core.calendar.public import attained_on, first_march31_after
from madoguchi.engines.cases.calculations.definitions import Counted, Rates
from madoguchi.engines.forms.public import Amount, Rule, evaluate, holds, named


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
class Counts:
    path: str
    birth: date
    paid: bool


def by_rates(rates: Rates, names: Mapping[str, Any], rules: Sequence[Rule] = ()) -> tuple[int | None, tuple[Line, ...]]:
    at = evaluate(rates.at, names)
    if not isinstance(at, date):
        return None, ()
    month = at.replace(day=1)
    amounts = amounts_in(rates, month, rules)
    if amounts is None:
        return None, ()
    counted = counting(rates.paid, names, month, paid=True)
    for other in rates.also_in_order:
        counted += counting(other, names, month, paid=False)
    counted.sort(key=lambda one: one.birth)
    lines = []
    for place, item in enumerate(counted, 1):
        amount = next((a for a in amounts if fits(a, place, item.birth, month)), None)
        if item.paid and amount:
            lines.append(Line(item.path, place, amount.yen, amount.label, rates.place))
    return sum(line.yen for line in lines), tuple(lines)


def amounts_in(rates: Rates, month: date, rules: Sequence[Rule]) -> list[Amount] | None:
    """The table in force in a month: of the procedure itself, or of the rule that it names."""
    if rates.rule:
        found = named(rules, rates.rule)
        row = found.value.on(month) if found else None
        return row.amounts if row else None
    return next((table.amounts for table in rates.tables if table.in_force(month)), None)


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
