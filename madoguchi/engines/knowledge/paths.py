"""The questions of a life event and the list in which they end: what must, may and need not be done, in order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from madoguchi.city.public import Finding, LifeEvent, Question, Todo, World, error
from madoguchi.engines.forms.public import Codes, Kind, check_condition, holds

Answers = Mapping[str, str]
REFERENCES = {"procedure": "procedure", "topic": "topic", "purpose": "purpose", "department": "department"}


def asked(event: LifeEvent, answers: Answers) -> dict[str, str]:
    """Of the answers those that were asked for: an answer to a question that is hidden, or no option of it, does not count."""
    kept: dict[str, str] = {}
    for question in event.questions:
        given = answers.get(question.id, "")
        if _is_asked(question, kept) and given in question.options:
            kept[question.id] = given
    return kept


def next_question(event: LifeEvent, answers: Answers) -> Question | None:
    """The first that is asked and not answered; None at the end."""
    kept = asked(event, answers)
    return next((q for q in event.questions if q.id not in kept and _is_asked(q, kept)), None)


def _is_asked(question: Question, answers: Answers) -> bool:
    return question.when is None or holds(question.when, answers)


@dataclass(frozen=True)
class Plan:
    """The list for somebody's answers."""

    must: list[Todo] = field(default_factory=list)
    may: list[Todo] = field(default_factory=list)
    need_not: list[Todo] = field(default_factory=list)

    @property
    def open(self) -> list[Todo]:
        return [*self.must, *self.may]


def plan_of(event: LifeEvent, answers: Answers) -> Plan:
    kept, plan = asked(event, answers), Plan()
    for todo in event.todo:
        if todo.when is not None and not holds(todo.when, kept):
            plan.need_not.append(todo)
        else:
            (plan.must if todo.need == "must" else plan.may).append(todo)
    return plan


def check_path(event: LifeEvent, world: World) -> Iterator[Finding]:
    """Conditions read earlier answers only; what the list points to exists."""
    names: dict[str, Kind] = {}
    for i, question in enumerate(event.questions):
        yield from _condition(("questions", i, "when"), question.when, names)
        names[question.id] = Codes(frozenset(question.options))
    for i, todo in enumerate(event.todo):
        yield from _condition(("todo", i, "when"), todo.when, names)
        for key, kind in REFERENCES.items():
            if code := getattr(todo, key):
                yield from world.unknown(("todo", i, key), kind, code)


def _condition(path: tuple[str | int, ...], source: str | None, names: Mapping[str, Kind]) -> Iterator[Finding]:
    for fault in check_condition(source, names) if source else ():
        yield error(path, f"条件「{source}」: {fault.ja}", f'condition "{source}": {fault.en}', fault.code)
