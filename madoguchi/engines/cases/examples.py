"""`city test`: runs the examples that a procedure carries, and says what they touch."""

from collections.abc import Iterator
from typing import Any

from madoguchi.city.public import Calendar, Coverage, Example, World, closed_days
from madoguchi.core.calendar.public import ClosedDays
from madoguchi.engines.cases.answers import put, questions
from madoguchi.engines.cases.calculations.running import reckon
from madoguchi.engines.cases.definitions import ExampleCase, Procedure
from madoguchi.engines.cases.reading import names_of
from madoguchi.engines.forms.public import FIELD_TYPES, BadPath, check, due_slots, get, path


class NoSuchExample(LookupError):
    """`like` names an example that is not there, or that refers back."""


def run_examples_of(procedure: Procedure, world: World) -> Iterator[Example | Coverage]:
    closed = closed_days_of(world)
    seen: set[str] = set()
    asked: set[str] = set()
    for index, example in enumerate(procedure.examples):
        try:
            answers = answers_of(procedure, example)
        except (NoSuchExample, BadPath) as fault:
            yield Example(example.name, [str(fault)], ("examples", index))
            continue
        yield Example(example.name, list(wrong_with(procedure, example, answers, closed)), ("examples", index))
        seen |= {page.name for page in path(procedure, answers, example.today)}
        asked |= {slot.id for slot in due_slots(procedure, answers, example.today)}
    yield covered("pages", [page.name for page in procedure.pages], seen)
    yield covered("attachments", [slot.id for slot in procedure.attach], asked)


def covered(what: str, all_: list[str], seen: set[str]) -> Coverage:
    missing = [one for one in all_ if one not in seen]
    return Coverage(what, len(all_) - len(missing), len(all_), missing)


def example_answers(procedure: Procedure, number: int = 0) -> dict[str, Any]:
    """The whole answers of an example, for whoever needs a plausible set. Raises IndexError where there is none."""
    return answers_of(procedure, procedure.examples[number])


def answers_of(procedure: Procedure, example: ExampleCase, before: tuple[str, ...] = ()) -> dict[str, Any]:
    """The answers with everything that the example leaves to others: those it is like, its changes, the wording of
    consents.
    """
    answers: dict[str, Any] = example.answers
    if example.like is not None:
        other = next((one for one in procedure.examples if one.name == example.like), None)
        if other is None or example.like in before:
            raise NoSuchExample(f"like: {example.like}")
        answers = answers_of(procedure, other, (*before, example.name))
    for where, value in example.change.items():
        answers = put(answers, where, value)
    for where, question in questions(procedure).items():
        given = get(answers, where) if question.type == "consent" else None
        if isinstance(given, bool):
            consent = FIELD_TYPES.get("consent").parse({}, question)
            answers = put(answers, where, {**consent, "agreed": given})
    return answers


def closed_days_of(world: World) -> ClosedDays:
    """The city's own closed days where the world has a calendar, else those in force."""
    calendar = world.get(Calendar, "city")
    return calendar.closed_days() if calendar else closed_days()


def wrong_with(procedure: Procedure, example: ExampleCase, answers: dict[str, Any], closed: ClosedDays) -> Iterator[str]:
    expected, day = example.expect, example.today
    problems = check(procedure, answers, day)
    errors = {problem.path: problem.code for problem in problems if not problem.confirm}
    if errors != expected.errors:
        yield differs("errors", expected.errors, errors)
    if expected.explained is not None:
        explained = [problem.path for problem in problems if problem.confirm]
        if explained != expected.explained:
            yield differs("explained", expected.explained, explained)
    if expected.pages is not None:
        pages = [page.name for page in path(procedure, answers, day)]
        if pages != expected.pages:
            yield differs("pages", expected.pages, pages)
    if expected.attachments is not None:
        slots = [slot.id for slot in due_slots(procedure, answers, day)]
        if sorted(slots) != sorted(expected.attachments):
            yield differs("attachments", expected.attachments, slots)
    names = names_of(procedure, answers, day, closed)
    if expected.deadline is not None and names["deadline"] != expected.deadline:
        yield differs("deadline", expected.deadline, names["deadline"])
    yield from wrong_values(procedure, expected.model_extra or {}, names)


def wrong_values(procedure: Procedure, wanted: dict[str, Any], names: dict[str, Any]) -> Iterator[str]:
    found = {one.id: one.value for one in reckon(procedure.calculate, names)}
    for name, value in wanted.items():
        if name not in found:
            yield f"{name}: no such value is calculated / そのような計算はありません"
        elif found[name] != value:
            yield differs(name, value, found[name])


def differs(what: str, expected: Any, found: Any) -> str:
    return f"{what}: expected {expected}, found {found} / {what}: {expected} のはずが {found} でした"
