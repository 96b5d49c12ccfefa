"""Reckoning: the values of a procedure for given answers, on a given day of filing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from madoguchi.city.public import Text
from madoguchi.core.calendar.public import format_date, format_month
from madoguchi.core.money.public import format_yen
from madoguchi.engines.cases.calculations.definitions import ByRule, Calculation, Table
from madoguchi.engines.cases.calculations.limits import History, Used, left_of
from madoguchi.engines.cases.calculations.rates import Line, by_rates
from madoguchi.engines.forms.public import Rule, evaluate, holds, named

__all__ = ["Calculated", "History", "Line", "Row", "Used", "reckon"]


@dataclass(frozen=True)
class Row:
    """A row of a table as it is shown."""

    label: Text
    cells: tuple[Any, ...]


@dataclass(frozen=True)
class Calculated:
    """A value with its reason; `value` is plain JSON (months as YYYY-MM), None where the answers do not say enough.
    `shown_as` is the value in words where a definition gives them (a stage, a rule's own unit).
    """

    id: str
    label: Text
    value: Any
    why: Text | None = None
    written_as: str = ""
    shown: bool = True
    lines: tuple[Line, ...] = field(default_factory=tuple)
    shown_as: Text | None = None
    head: tuple[Text, ...] = ()
    rows: tuple[Row, ...] = ()
    used: tuple[Used, ...] = ()
    repeated: tuple[str, ...] = ()

    def words(self, lang: str = "ja") -> str:
        """The value as it is shown."""
        if self.value is None:
            return "―"
        if self.shown_as is not None:
            return self.shown_as.in_(lang)
        if self.rows:
            return "、".join(f"{row.label.in_(lang)} {' / '.join(row.cells)}" for row in self.table_words(lang))
        return in_words(self.value, self.written_as, lang)

    def table_words(self, lang: str = "ja") -> list[Row]:
        """The rows of a table with their cells in words."""
        return [Row(row.label, tuple(in_words(cell, self.written_as, lang) for cell in row.cells)) for row in self.rows]


COUNTED = {"days": ("日", "days"), "months": ("か月", "months")}


def in_words(value: Any, written_as: str, lang: str = "ja") -> str:
    match value, written_as:
        case None, _:
            return "―"
        case bool(), _:
            return {True: {"en": "yes"}, False: {"en": "no"}}[value].get(lang, "はい" if value else "いいえ")
        case int() | float(), "yen":
            return format_yen(int(value), lang)
        case str(), "month":
            return format_month(date.fromisoformat(f"{value}-01"), lang)
        case str(), "date":
            return format_date(date.fromisoformat(value), lang)
        case _, "percent":
            return f"{value}%"
        case _, "days" | "months":
            ja, en = COUNTED[written_as]
            return f"{value} {en}" if lang == "en" else f"{value}{ja}"
    return str(value)


def reckon(
    calculations: Sequence[Calculation], names: Mapping[str, Any], rules: Sequence[Rule] = (), history: History | None = None
) -> list[Calculated]:
    """`names`: answers as conditions see them (dates as dates), with `filed`, `deadline`, `today` and `rules`. `rules` are
    those of the version; `history` tells what of a limit was used before (None: it is not known here).
    """
    known: dict[str, Any] = dict(names)
    results = []
    for calculation in calculations:
        found = one(calculation, known, rules, history)
        known[calculation.id] = in_expressions(found)
        results.append(found)
    return results


def in_expressions(found: Calculated) -> Any:
    """The value as later expressions read it: days as days, a month as its first."""
    if isinstance(found.value, str) and found.written_as in {"date", "month"}:
        return date.fromisoformat(found.value if found.written_as == "date" else f"{found.value}-01")
    return found.value


def one(
    calculation: Calculation, names: Mapping[str, Any], rules: Sequence[Rule] = (), history: History | None = None
) -> Calculated:
    if calculation.when is not None and not holds(calculation.when, names):
        return written(calculation, None)
    if calculation.value is not None:
        return written(calculation, evaluate(calculation.value, names))
    if calculation.month_after is not None:
        day = evaluate(calculation.month_after, names)
        return written(calculation, month_after(day) if isinstance(day, date) else None)
    if calculation.next_month is not None:
        day = evaluate(calculation.next_month.after, names)
        return written(calculation, next_of(day, calculation.next_month.of) if isinstance(day, date) else None)
    if calculation.rates is not None:
        value, lines = by_rates(calculation.rates, names, rules)
        return written(calculation, value, lines=lines)
    if calculation.choose:
        chosen = next((choice for choice in calculation.choose if holds(choice.when, names)), None)
        if chosen is None:
            return written(calculation, None)
        return written(calculation, chosen.is_, shown_as=chosen.label, why=chosen.why or calculation.why)
    if calculation.rule is not None:
        return by_rule(calculation, calculation.rule, names, rules)
    if calculation.table is not None:
        return as_table(calculation, calculation.table, names)
    assert calculation.left is not None
    rest = left_of(calculation.left, names, history)
    return written(calculation, rest.yen, why=rest.why, used=rest.used, repeated=rest.repeated)


def written(calculation: Calculation, value: Any, *, why: Text | None = None, **more: Any) -> Calculated:
    kind = calculation.written_as
    if kind == "" and isinstance(value, date):
        kind = "date"
    return Calculated(
        calculation.id, calculation.label, plain(value, kind), why or calculation.why, kind, calculation.shown, **more
    )


def by_rule(calculation: Calculation, asked: ByRule, names: Mapping[str, Any], rules: Sequence[Rule]) -> Calculated:
    """The row in force on the day; the reason says since when."""
    found, day = named(rules, asked.name), evaluate(asked.on, names)
    row = found.value.on(day) if found and isinstance(day, date) else None
    value = row.value if row else None
    if row and asked.case is not None:
        value = row.cases.get(str(evaluate(asked.case, names)))
    if found is None or row is None or value is None:
        return written(calculation, None)
    unit = calculation.unit or found.value.unit
    shown = Text({lang: found.value.words(value, lang) for lang in ("ja", "en", "easy")})
    law = found.value.law or found.rule.law
    since = {
        "ja": f"{found.value.label.in_('ja')}（{format_date(row.first, weekday=False)}から）",
        "en": f"{found.value.label.in_('en')} (since {format_date(row.first, 'en', weekday=False)})",
        "easy": f"{found.value.label.in_('easy')}（{format_date(row.first, weekday=False)}から）",
    }
    if law:
        since["ja"] += f" {law.in_('ja')}"
    kept = date.fromisoformat(str(value)) if unit == "date" else value
    return Calculated(
        calculation.id,
        calculation.label,
        plain(kept, unit),
        calculation.why or Text(since),
        unit,
        calculation.shown,
        shown_as=shown,
    )


def as_table(calculation: Calculation, table: Table, names: Mapping[str, Any]) -> Calculated:
    rows = tuple(
        Row(row.label, tuple(plain(evaluate(cell, names), table.unit) for cell in row.cells))
        for row in table.rows
        if holds(row.when, names)
    )
    value = [[row.label.ja, *row.cells] for row in rows] or None
    return Calculated(
        calculation.id,
        calculation.label,
        value,
        calculation.why,
        table.unit,
        calculation.shown,
        head=tuple(table.head),
        rows=rows,
    )


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
