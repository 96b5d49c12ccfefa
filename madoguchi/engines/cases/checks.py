"""What `city check` says about a procedure, beyond its form."""

from collections.abc import Iterator
from typing import Any

from madoguchi.city.public import Finding, World, error, near, warning
from madoguchi.engines.cases.answers import questions
from madoguchi.engines.cases.calculations.definitions import Calculation
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.documents.public import NoticeText, needed_values
from madoguchi.engines.forms.public import ListOf, Type, check_condition, names_of

GIVEN = {"filed", "deadline", "today"}


def check_procedure(procedure: Procedure, world: World) -> Iterator[Finding]:
    yield from world.unknown(("department",), "department", procedure.department)
    for name, code in procedure.results:
        if code:
            yield from world.unknown(("results", name), "notice", code)
    yield from check_notices(procedure, world)
    yield from check_paths(procedure)
    yield from check_outcomes(procedure)
    yield from check_calculations(procedure)
    yield from check_facts(procedure)


def check_notices(procedure: Procedure, world: World) -> Iterator[Finding]:
    """What a notice says of its own must be calculated here."""
    calculated = {one.id for one in procedure.calculate}
    for name, code in procedure.results:
        notice = world.get(NoticeText, code) if code else None
        for value in sorted(needed_values(notice)) if notice else ():
            if value not in calculated:
                yield error(
                    ("results", name),
                    f"通知「{code}」が使う値「{value}」は、calculate にありません。",
                    f'the notice "{code}" uses the value "{value}", which is not calculated.',
                    "value-missing",
                )


def check_paths(procedure: Procedure) -> Iterator[Finding]:
    """Paths that name questions must name them, of the right type."""
    known = questions(procedure)
    wanted = []
    if procedure.deadline:
        wanted.append((("deadline", "after"), procedure.deadline.after, "date"))
    if procedure.applicant:
        types = {"name": "name", "address": "postal-address", "birth": "date", "phone": "phone", "mail": "mail"}
        for name, path in procedure.applicant:
            if path:
                wanted.append((("applicant", name), path, types[name]))
    for where, path, type_ in wanted:
        question = known.get(path)
        if question is None:
            close = ", ".join(near(path, known)) or "―"
            yield error(
                where,
                f"「{path}」という問いがありません。近い名前: {close}",
                f'there is no question "{path}". Near: {close}',
                "unknown-path",
            )
        elif question.type != type_:
            yield error(
                where,
                f"「{path}」は {question.type} です。{type_} の問いを書いてください。",
                f'"{path}" is of type {question.type}; expected {type_}.',
                "wrong-type",
            )


def check_outcomes(procedure: Procedure) -> Iterator[Finding]:
    """A disposition has its notices, and somebody to whom a review is asked."""
    if not procedure.kind.is_answered:
        return
    for name in ("grant", "refuse"):
        if getattr(procedure.results, name) is None:
            yield error(
                ("results",),
                f"{procedure.kind.value} には {name} の通知が必要です。",
                f"a procedure of kind {procedure.kind.value} needs a notice for {name}.",
                "notice-missing",
            )
    if procedure.appeal_body == "none":
        yield error(
            ("appeal_body",),
            "処分には、審査請求先（appeal_body）が必要です。",
            "a disposition needs an appeal_body.",
            "appeal-body-missing",
        )
    if procedure.standard_days is None and procedure.legal_days is None:
        yield warning(
            ("standard_days",),
            "標準処理期間が定められていません（行政手続法 6条）。",
            "no standard period is set.",
            "no-standard-period",
        )


def check_calculations(procedure: Procedure) -> Iterator[Finding]:
    """Names are unique and hide no answer; expressions can be read."""
    taken = {path.split(".")[0] for path in questions(procedure)} | GIVEN
    known: dict[str, Any] = {**names_of(procedure), **dict.fromkeys(GIVEN, Type.DATE)}
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
        for expression, names, wanted in expressions(calculation, known):
            for fault in check_condition(expression, names, wanted):
                close = f"（近い名前: {', '.join(fault.near)}）" if fault.near else ""
                yield error(
                    here,
                    f"式「{expression}」に誤りがあります: {fault.message}{close}",
                    f'the expression "{expression}" is wrong: {fault.message}',
                    "bad-expression",
                )
        known[calculation.id] = KINDS.get(calculation.written_as, Type.ANY)


KINDS: dict[str, Type] = {"yen": Type.NUMBER, "month": Type.DATE, "date": Type.DATE, "yes-no": Type.BOOL}


def expressions(one: Calculation, known: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], Type]]:
    """Every expression of a calculation with the names that it may use and what it must give."""
    if one.value is not None:
        yield one.value, known, Type.ANY
    if one.month_after is not None:
        yield one.month_after, known, Type.DATE
    if one.next_month is not None:
        yield one.next_month.after, known, Type.DATE
    if one.rates is not None:
        yield one.rates.at, known, Type.DATE
        for counted in (one.rates.paid, *one.rates.also_in_order):
            group = known.get(counted.each)
            item = group.of if isinstance(group, ListOf) else Type.ANY
            yield counted.counts, {**known, "item": item}, Type.BOOL


def check_facts(procedure: Procedure) -> Iterator[Finding]:
    if procedure.facts is None:
        yield warning(
            ("facts",),
            "手続のページに出す事実（だれが・いつまでに・手数料など）がありません。",
            "the facts for the procedure's page are missing.",
            "no-facts",
        )
    if not procedure.examples:
        yield warning(("examples",), "例がありません。", "there are no examples.", "no-examples")
