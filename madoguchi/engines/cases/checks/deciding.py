"""What `city check` says about who decides, what is entered with a decision, and how long it holds."""

from collections.abc import Iterator
from typing import Any, get_args

from madoguchi.city.public import Finding, Path, World, error, hint
from madoguchi.engines.cases.answers import questions
from madoguchi.engines.cases.checks.calculating import GIVEN, faults_of, item_of, known_names
from madoguchi.engines.cases.definitions import AppealBody, Procedure
from madoguchi.engines.forms.public import FIELD_TYPES, Question, Type

NOT_FOR_CLERKS = {"file", "my-number", "consent"}


def check_deciding(procedure: Procedure, world: World) -> Iterator[Finding]:
    known = known_names(procedure)
    bodies = get_args(AppealBody)
    for i, one in enumerate(procedure.department_when):
        yield from faults_of(("department_when", i, "when"), one.when, known, Type.BOOL)
        yield from world.unknown(("department_when", i, "is"), "department", one.is_)
    for i, one in enumerate(procedure.appeal_body_when):
        yield from faults_of(("appeal_body_when", i, "when"), one.when, known, Type.BOOL)
        if one.is_ not in bodies:
            ja, en = hint(one.is_, bodies)
            yield error(
                ("appeal_body_when", i, "is"),
                f"そのような審査庁はありません。{ja}".rstrip(),
                f"there is no such body.{en}",
                "unknown-body",
            )
    for i, mark in enumerate(procedure.marks):
        yield from faults_of(("marks", i, "when"), mark.when, known, Type.BOOL)
    yield from check_entered(procedure, known)
    if procedure.validity:
        entered = {**known, **entered_kinds(procedure)}
        yield from faults_of(("validity", "from"), procedure.validity.from_, entered, Type.DATE)
        yield from faults_of(("validity", "until"), procedure.validity.until, entered, Type.DATE)
        if procedure.validity.renew:
            yield from world.unknown(("validity", "renew"), "procedure", procedure.validity.renew)


def entered_kinds(procedure: Procedure) -> dict[str, Any]:
    """What the clerk enters, as expressions see it."""
    asked = procedure.decide.ask if procedure.decide else []
    return {question.id: FIELD_TYPES.get(question.type).kind(question) for question in asked}


def check_entered(procedure: Procedure, known: dict[str, Any]) -> Iterator[Finding]:
    decide = procedure.decide
    if decide is None:
        return
    taken = {path.split(".")[0] for path in questions(procedure)} | {one.id for one in procedure.calculate} | GIVEN
    yield from _questions(decide.ask, ("decide", "ask"), taken)
    entered = entered_kinds(procedure)
    yield from _suggested(decide.suggest, set(entered), ("decide", "suggest"), {**known, **entered})
    each = decide.each
    if each is None:
        return
    here: Path = ("decide", "each")
    groups = [page.repeat.id for page in procedure.pages if page.repeat]
    if each.of not in groups:
        ja, en = hint(each.of, groups)
        yield error(
            (*here, "of"),
            f"「{each.of}」というくり返しのページがありません。{ja}".rstrip(),
            f"no page repeats {each.of!r}.{en}",
            "unknown-path",
        )
        return
    rates = [one.id for one in procedure.calculate if one.rates]
    if each.amount and each.amount not in rates:
        ja, en = hint(each.amount, rates)
        yield error(
            (*here, "amount"),
            f"「{each.amount}」という rates の計算がありません。{ja}".rstrip(),
            f"no calculation by rates is called {each.amount!r}.{en}",
            "value-missing",
        )
    names = {**known, **entered, "item": item_of(known, each.of)}
    yield from faults_of((*here, "when"), each.when, names, Type.BOOL)
    yield from _questions(each.ask, (*here, "ask"), {"item"})
    own = {question.id: FIELD_TYPES.get(question.type).kind(question) for question in each.ask}
    yield from _suggested(each.suggest, set(own), (*here, "suggest"), {**names, **own})


def _questions(asked: list[Question], here: Path, taken: set[str]) -> Iterator[Finding]:
    for i, question in enumerate(asked):
        if "." in question.id or question.id in taken:
            yield error(
                (*here, i, "id"),
                f"「{question.id}」は、ここでは使えない名前です。",
                f'the name "{question.id}" can\'t be used here.',
                "name-taken",
            )
        if question.type in NOT_FOR_CLERKS:
            yield error(
                (*here, i, "type"),
                f"type {question.type} は決定の内容には使えません。",
                f"type {question.type} is nothing that is entered with a decision.",
                "wrong-type",
            )
        taken = taken | {question.id}


def _suggested(suggest: dict[str, str], asked: set[str], here: Path, names: dict[str, Any]) -> Iterator[Finding]:
    for name, expression in suggest.items():
        if name not in asked:
            ja, en = hint(name, asked)
            yield error(
                (*here, name),
                f"「{name}」は ask にありません。{ja}".rstrip(),
                f"nothing called {name!r} is asked.{en}",
                "unknown-path",
            )
        else:
            yield from faults_of((*here, name), expression, names, Type.ANY)
