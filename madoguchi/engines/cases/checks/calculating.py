"""What `city check` says about calculations and other expressions: names that are taken or unknown, rules that are not there."""

from collections.abc import Iterator
from typing import Any

from madoguchi.city.public import Finding, Path, error, hint
from madoguchi.engines.cases.answers import questions
from madoguchi.engines.cases.calculations.definitions import Calculation
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.forms.public import Codes, Kind, ListOf, Type, all_names, check_condition, named, names_of

GIVEN = {"filed", "deadline", "today", "rules"}
KINDS: dict[str, Type] = {
    "yen": Type.NUMBER,
    "days": Type.NUMBER,
    "months": Type.NUMBER,
    "percent": Type.NUMBER,
    "month": Type.DATE,
    "date": Type.DATE,
    "yes-no": Type.BOOL,
}
Found = tuple[Path, str, dict[str, Any], Kind]


def known_names(procedure: Procedure, *, calculated: bool = True) -> dict[str, Any]:
    """What expressions about the whole case may read."""
    known: dict[str, Any] = {**names_of(procedure), **dict.fromkeys(GIVEN - {"rules"}, Type.DATE)}
    for one in procedure.calculate if calculated else ():
        known[one.id] = kind_of(one, procedure)
    return known


def kind_of(one: Calculation, procedure: Procedure) -> Kind:
    if one.choose:
        values = [choice.is_ for choice in one.choose]
        return Type.NUMBER if isinstance(values[0], int) else Codes(frozenset(map(str, values)))
    found = named(procedure.rules, one.rule.name) if one.rule else None
    if found:
        return {"date": Type.DATE, "text": Type.TEXT}.get(found.value.unit, Type.NUMBER)
    return KINDS.get(one.written_as, Type.ANY)


def check_calculations(procedure: Procedure) -> Iterator[Finding]:
    """Names are unique and hide no answer; expressions can be read."""
    taken = {path.split(".")[0] for path in questions(procedure)} | GIVEN
    known = known_names(procedure, calculated=False)
    for index, calculation in enumerate(procedure.calculate):
        here = ("calculate", index)
        if calculation.id in taken:
            yield error(
                (*here, "id"),
                f"「{calculation.id}」は、すでに別のものの名前です。",
                f'"{calculation.id}" is the name of something else already.',
                "name-taken",
            )
        taken.add(calculation.id)
        yield from check_rules_of(calculation, procedure, here)
        for where, expression, names, wanted in expressions(calculation, known):
            yield from faults_of((*here, *where), expression, names, wanted)
        known[calculation.id] = kind_of(calculation, procedure)
    for i, deadline in enumerate(procedure.deadline):
        plain = known_names(procedure, calculated=False)
        for name, wanted in (("when", Type.BOOL), ("days", Type.NUMBER), ("months", Type.NUMBER), ("on", Type.DATE)):
            written = getattr(deadline, name)
            if isinstance(written, str):
                yield from faults_of(("deadline", i, name), written, {k: v for k, v in plain.items() if k != "deadline"}, wanted)


def faults_of(where: Path, expression: str, names: dict[str, Any], wanted: Kind) -> Iterator[Finding]:
    for fault in check_condition(expression, names, wanted):
        yield error(where, f"式「{expression}」: {fault.ja}", f'expression "{expression}": {fault.en}', "bad-expression")


def check_rules_of(one: Calculation, procedure: Procedure, here: Path) -> Iterator[Finding]:
    """Rules that are named must be among those that the procedure uses, and have what is wanted of them."""
    for where, name in rules_named(one):
        found = named(procedure.rules, name)
        if found is None:
            ja, en = hint(name, all_names(procedure.rules))
            yield error(
                (*here, *where),
                f"「{name}」という決まりがありません（rules に書いたファイルの値だけが使えます）。{ja}".rstrip(),
                f'there is no rule "{name}" (only values of the files named under rules can be used).{en}',
                "unknown-rule",
            )
            continue
        table = found.value.unit == "amounts"
        if table != (where[0] == "rates"):
            yield error(
                (*here, *where),
                "rates には unit: amounts の決まりを、rule にはそれ以外の決まりを書きます。",
                "rates takes a rule of unit amounts, rule any other.",
                "rule-of-wrong-kind",
            )
        elif one.rule and bool(found.value.dated[0].cases) != (one.rule.case is not None):
            yield error(
                (*here, "rule"),
                "この決まりは場合分けがあります。case を書いてください。"
                if found.value.dated[0].cases
                else "この決まりに場合分けはありません。case を消してください。",
                "the rule has cases: write case." if found.value.dated[0].cases else "the rule has no cases: leave case out.",
                "rule-case",
            )


def rules_named(one: Calculation) -> Iterator[tuple[Path, str]]:
    if one.rule:
        yield ("rule", "name"), one.rule.name
    if one.rates and one.rates.rule:
        yield ("rates", "rule"), one.rates.rule


def expressions(one: Calculation, known: dict[str, Any]) -> Iterator[Found]:
    """Every expression of a calculation with its place, the names that it may use and what it must give."""
    plain: list[tuple[Path, str | None, Kind]] = [
        (("when",), one.when, Type.BOOL),
        (("value",), one.value, Type.ANY),
        (("month_after",), one.month_after, Type.DATE),
    ]
    if one.next_month:
        plain.append((("next_month", "after"), one.next_month.after, Type.DATE))
    for i, choice in enumerate(one.choose):
        plain.append((("choose", i, "when"), choice.when, Type.BOOL))
    if one.rule:
        plain += [(("rule", "on"), one.rule.on, Type.DATE), (("rule", "case"), one.rule.case, Type.TEXT)]
    if one.left:
        plain += [
            (("left", "of"), one.left.of, Type.NUMBER),
            (("left", "on"), one.left.on, Type.DATE),
            (("left", "step"), one.left.step, Type.NUMBER),
            (("left", "reset_after"), one.left.reset_after, Type.NUMBER),
        ]
    for i, row in enumerate(one.table.rows if one.table else ()):
        plain.append((("table", "rows", i, "when"), row.when, Type.BOOL))
        plain += [(("table", "rows", i, "cells", j), cell, Type.ANY) for j, cell in enumerate(row.cells)]
    for where, expression, wanted in plain:
        if expression is not None:
            yield where, expression, known, wanted
    if one.rates is not None:
        yield ("rates", "at"), one.rates.at, known, Type.DATE
        for where, counted in [(("rates", "paid"), one.rates.paid)] + [
            (("rates", "also_in_order", i), other) for i, other in enumerate(one.rates.also_in_order)
        ]:
            yield (*where, "counts"), counted.counts, {**known, "item": item_of(known, counted.each)}, Type.BOOL


def item_of(known: dict[str, Any], group: str) -> Kind:
    found = known.get(group)
    return found.of if isinstance(found, ListOf) else Type.ANY
