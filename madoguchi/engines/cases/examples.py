"""`city test`: runs the examples that a procedure carries, and says what they touch."""

from collections.abc import Iterator
from typing import Any

from madoguchi.city.public import Calendar, Coverage, Example, World, closed_days
from madoguchi.core.calendar.public import ClosedDays, to_wareki
from madoguchi.core.refused import Refused
from madoguchi.engines.cases.answers import entered_words, pattern, put, questions
from madoguchi.engines.cases.calculations.running import reckon
from madoguchi.engines.cases.coverage import Reached
from madoguchi.engines.cases.definitions import ExampleCase, Procedure
from madoguchi.engines.cases.reading import applicant_of, calculated, names_of
from madoguchi.engines.documents.public import NoticeText, words_of_notice
from madoguchi.engines.forms.public import FIELD_TYPES, BadPath, Unparsable, check, due_slots, get, path


class NoSuchExample(LookupError):
    """`like` names an example that is not there, or that refers back."""


def run_examples_of(procedure: Procedure, world: World) -> Iterator[Example | Coverage]:
    closed = closed_days_of(world)
    reached = Reached(procedure)
    for index, example in enumerate(procedure.examples):
        try:
            answers = answers_of(procedure, example)
            answers, unread = type_in(procedure, example, answers)
        except (NoSuchExample, BadPath) as fault:
            yield Example(example.name, [str(fault)], ("examples", index))
            continue
        wrong = [*wrong_with(procedure, example, answers, unread, closed)]
        wrong += wrong_notice(procedure, example, answers, closed, world)
        yield Example(example.name, wrong, ("examples", index))
        reached.see(answers, example.today, example.decided.result if example.decided else None)
    yield from reached.coverage()


def type_in(procedure: Procedure, example: ExampleCase, answers: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The answers after the typing, and codes by path of what could not be read; what was there before goes.

    Raises BadPath where no question is, or where a sealed one is.
    """
    unread = {}
    for where, typed in example.typed.items():
        question = questions(procedure).get(pattern(where))
        if question is None or FIELD_TYPES.get(question.type).sealed:
            raise BadPath(where)
        parts = typed if isinstance(typed, dict) else {"": typed}
        raw = {part: text if isinstance(text, list) else [text] for part, text in parts.items()}
        try:
            answers = put(answers, where, FIELD_TYPES.get(question.type).parse(raw, question))
        except Unparsable as problem:
            answers = put(answers, where, None)
            unread[where] = problem.problem.code
    return answers, unread


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


def wrong_with(
    procedure: Procedure, example: ExampleCase, answers: dict[str, Any], unread: dict[str, str], closed: ClosedDays
) -> Iterator[str]:
    expected, day = example.expect, example.today
    problems = check(procedure, answers, day)
    errors = {problem.path: problem.code for problem in problems if not problem.confirm} | unread
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
    for where, value in expected.answers.items():
        if get(answers, where) != value:
            yield differs(where, value, get(answers, where))
    names = names_of(procedure, answers, day, closed)
    if expected.deadline is not None and names["deadline"] != expected.deadline:
        yield differs("deadline", expected.deadline, names["deadline"])
    yield from wrong_values(procedure, expected.model_extra or {}, names)


def wrong_values(procedure: Procedure, wanted: dict[str, Any], names: dict[str, Any]) -> Iterator[str]:
    found = {one.id: one.value for one in reckon(procedure.calculate, names, procedure.rules)}
    for name, value in wanted.items():
        if name not in found:
            yield f"{name}: no such value is calculated / そのような計算はありません"
        elif found[name] != value:
            yield differs(name, value, found[name])


def wrong_notice(
    procedure: Procedure, example: ExampleCase, answers: dict[str, Any], closed: ClosedDays, world: World
) -> Iterator[str]:
    """The notice of the answer, filled in: are its values there, does it say what it should?"""
    decided = example.decided
    if decided is None:
        if example.expect.says:
            yield "says: nothing was decided / decided がありません"
        return
    code = getattr(procedure.results, decided.result)
    if code is None:
        yield f"decided: results has no {decided.result} / results に {decided.result} がありません"
        return
    if decided.result in {"refuse", "cancel"} and not decided.reason.strip():
        yield "decided: a reason is needed / 理由が必要です（行政手続法8条）"
    notice = world.get(NoticeText, code)
    if notice is None:
        return
    values = {one.id: one.words() for one in calculated(procedure, answers, example.today, closed)}
    values |= {
        "reason": decided.reason,
        "procedure": procedure.title.ja,
        "law": procedure.law.ja,
        "received_on_words": to_wareki(example.today),
        "decided_on_words": to_wareki(example.today),
        "name": applicant_of(procedure, answers).name,
        "reply": decided.reason,
        **entered_words(procedure, decided.entered),
    }
    try:
        sheet = words_of_notice(notice, values)
    except Refused as refused:
        yield f"{code}: {refused}"
        return
    for words in example.expect.says:
        if words not in sheet:
            yield f"{code}: 「{words}」が通知にありません / the notice does not say this"


def differs(what: str, expected: Any, found: Any) -> str:
    return f"{what}: expected {expected}, found {found} / {what}: {expected} のはずが {found} でした"
