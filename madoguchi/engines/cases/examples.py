"""`city test`: runs the examples that a procedure carries, and says what they touch."""

from collections.abc import Iterator
from typing import Any

from madoguchi.city.public import Calendar, Coverage, Example, Text, World, closed_days
from madoguchi.core.calendar.public import ClosedDays, to_wareki
from madoguchi.core.refused import Refused
from madoguchi.engines.cases import misses
from madoguchi.engines.cases.answers import entered_words, is_askable, pattern, put, question_at, questions
from madoguchi.engines.cases.calculations.running import reckon
from madoguchi.engines.cases.coverage import Reached
from madoguchi.engines.cases.definitions import ExampleCase, Procedure
from madoguchi.engines.cases.reading import applicant_of, calculated, names_of
from madoguchi.engines.documents.public import NoticeText, words_of_notice
from madoguchi.engines.forms.public import FIELD_TYPES, BadPath, Problem, Unparsable, check, due_slots, get, leaves, path


class CanNotBe(ValueError):
    """An example that cannot be run; `said` is why."""

    def __init__(self, said: Text) -> None:
        super().__init__(said.in_("en"))
        self.said = said


def run_examples_of(procedure: Procedure, world: World) -> Iterator[Example | Coverage]:
    closed = closed_days_of(world)
    reached = Reached(procedure)
    for index, example in enumerate(procedure.examples):
        try:
            answers = answers_of(procedure, example)
            answers, unread = type_in(procedure, example, answers)
        except CanNotBe as fault:
            yield Example(example.name, [fault.said], ("examples", index))
            continue
        wrong = [misses.no_such_question(path, questions(procedure)) for path in unasked(procedure, example)]
        wrong += wrong_with(procedure, example, answers, unread, closed)
        wrong += wrong_notice(procedure, example, answers, closed, world)
        yield Example(example.name, wrong, ("examples", index))
        reached.see(answers, example.today, example.decided.result if example.decided else None)
    yield from reached.coverage()


def type_in(procedure: Procedure, example: ExampleCase, answers: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The answers after the typing, and codes by path of what could not be read; what was there before goes.

    Raises CanNotBe where no question is, or where a sealed one is.
    """
    unread = {}
    for where, typed in example.typed.items():
        question = questions(procedure).get(pattern(where))
        if question is None:
            raise CanNotBe(misses.no_such_question(where, questions(procedure)))
        if FIELD_TYPES.get(question.type).sealed:
            raise CanNotBe(misses.kept_apart(where))
        parts = typed if isinstance(typed, dict) else {"": typed}
        raw = {part: text if isinstance(text, list) else [text] for part, text in parts.items()}
        try:
            answers = _put(procedure, answers, where, FIELD_TYPES.get(question.type).parse(raw, question))
        except Unparsable as problem:
            answers = _put(procedure, answers, where, None)
            unread[where] = problem.problem.code
    return answers, unread


def unasked(procedure: Procedure, example: ExampleCase) -> list[str]:
    """Paths that the example writes and no question has: a slip of the pen, which would leave the answer out."""
    given = [path for path, _value in leaves(example.answers) if question_at(procedure, path) is None]
    return given + [path for path in (*example.change, *example.expect.errors) if not known(procedure, path)]


def known(procedure: Procedure, path: str) -> bool:
    return is_askable(procedure, path) or question_at(procedure, path) is not None


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
            names = [one.name for one in procedure.examples]
            raise CanNotBe(misses.no_such_example(example.like, names, circle=other is not None))
        answers = answers_of(procedure, other, (*before, example.name))
    for where, value in example.change.items():
        answers = _put(procedure, answers, where, value)
    for where, question in questions(procedure).items():
        given = get(answers, where) if question.type == "consent" else None
        if isinstance(given, bool):
            consent = FIELD_TYPES.get("consent").parse({}, question)
            answers = put(answers, where, {**consent, "agreed": given})
    return answers


def _put(procedure: Procedure, answers: dict[str, Any], where: str, value: Any) -> dict[str, Any]:
    try:
        return put(answers, where, value)
    except BadPath:
        said = misses.no_such_place(where) if known(procedure, where) else misses.no_such_question(where, questions(procedure))
        raise CanNotBe(said) from None


def closed_days_of(world: World) -> ClosedDays:
    """The city's own closed days where the world has a calendar, else those in force."""
    calendar = world.get(Calendar, "city")
    return calendar.closed_days() if calendar else closed_days()


def wrong_with(
    procedure: Procedure, example: ExampleCase, answers: dict[str, Any], unread: dict[str, str], closed: ClosedDays
) -> Iterator[Text]:
    expected, day = example.expect, example.today
    problems = check(procedure, answers, day)
    errors = {problem.path: problem.code for problem in problems if not problem.confirm} | unread
    if errors != expected.errors:
        yield from misses.other_errors(procedure, expected.errors, errors, misses.said_to_people(procedure, answers, day))
    yield from wrong_ways(procedure, example, answers, problems)
    for where, value in expected.answers.items():
        if get(answers, where) != value:
            name = misses.named(where, misses.question_names(procedure, [where]))
            what = Text(f"{name.ja}の答え", en=f"The answer to {name.in_('en')}")
            yield misses.other_value(what, value, get(answers, where))
    names = names_of(procedure, answers, day, closed)
    if expected.deadline is not None and names["deadline"] != expected.deadline:
        yield misses.other_value(Text("提出の期限（deadline）", en="The last day for filing"), expected.deadline, names["deadline"])
    yield from wrong_values(procedure, expected.model_extra or {}, names)


def wrong_ways(procedure: Procedure, example: ExampleCase, answers: dict[str, Any], problems: list[Problem]) -> Iterator[Text]:
    """What is explained, which pages and which papers these answers lead to."""
    expected, day = example.expect, example.today
    if expected.explained is not None:
        explained = [problem.path for problem in problems if problem.confirm]
        names = misses.question_names(procedure, {*explained, *expected.explained})
        what = Text("説明が出る項目（explained）", en="What is explained")
        if miss := misses.other_list(what, expected.explained, explained, names, ordered=True):
            yield miss
    if expected.pages is not None:
        found = [page.name for page in path(procedure, answers, day)]
        titles = {page.name: page.title for page in procedure.pages}
        what = Text("通るページ（pages）", en="The pages on the way")
        if miss := misses.other_list(what, expected.pages, found, titles, ordered=True):
            yield miss
    if expected.attachments is not None:
        slots = [slot.id for slot in due_slots(procedure, answers, day)]
        labels = {slot.id: slot.label for slot in procedure.attach}
        if miss := misses.other_list(Text("要る書類（attachments）", en="The papers needed"), expected.attachments, slots, labels):
            yield miss


def wrong_values(procedure: Procedure, wanted: dict[str, Any], names: dict[str, Any]) -> Iterator[Text]:
    found = {one.id: one for one in reckon(procedure.calculate, names, procedure.rules)}
    for name, value in wanted.items():
        if name not in found:
            yield misses.not_calculated(name, [one.id for one in procedure.calculate])
        elif found[name].value != value:
            yield misses.other_value(misses.named(name, {name: found[name].label}), value, found[name].value)


def wrong_notice(
    procedure: Procedure, example: ExampleCase, answers: dict[str, Any], closed: ClosedDays, world: World
) -> Iterator[Text]:
    """The notice of the answer, filled in: are its values there, does it say what it should?"""
    decided = example.decided
    if decided is None:
        if example.expect.says:
            yield misses.NOT_DECIDED
        return
    code = getattr(procedure.results, decided.result)
    if code is None:
        yield misses.no_such_result(decided.result)
        return
    if decided.result in {"refuse", "cancel"} and not decided.reason.strip():
        yield misses.NO_REASON
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
        yield misses.of_refusal(notice.title, refused)
        return
    for words in example.expect.says:
        if words not in sheet:
            yield misses.not_said(notice.title, words)
