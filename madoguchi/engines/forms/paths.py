"""The way through a form, walked anew from the answers each time: which pages, which questions, which answers count.

A condition reads only what was asked before it, so one pass from the first page to the last decides everything.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from madoguchi.engines.forms import answers as tree
from madoguchi.engines.forms.answers import Answers
from madoguchi.engines.forms.conditions import evaluate, holds, read
from madoguchi.engines.forms.definitions import FormSpec, Page, Question, Slot, as_day
from madoguchi.engines.forms.fields import FIELD_TYPES, FieldType, Limits
from madoguchi.engines.forms.rules import rules_on


@dataclass
class Asked:
    """A question on the way, its place, its answer (None: not answered) and the names its conditions read."""

    question: Question
    path: str
    value: Any
    names: Mapping[str, Any]

    @property
    def type(self) -> FieldType:
        return FIELD_TYPES.get(self.question.type)

    @property
    def required(self) -> bool:
        q = self.question
        return q.required or (q.required_when is not None and holds(q.required_when, self.names))

    def limits(self) -> Limits:
        today = self.names["today"]
        return Limits(bound(self.question.not_after, self.names), bound(self.question.not_before, self.names), today, self.names)


@dataclass
class Item:
    """One item of a repeated page, or the one and only of a plain page (`index` None)."""

    index: int | None
    asked: list[Asked] = field(default_factory=list)
    names: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Stop:
    """A page on the way with what is asked on it."""

    page: Page
    items: list[Item] = field(default_factory=list)

    def asked(self) -> Iterator[Asked]:
        for item in self.items:
            yield from item.asked


@dataclass
class Walk:
    """One pass through a form."""

    spec: FormSpec
    today: date
    stops: list[Stop] = field(default_factory=list)
    answers: Answers = field(default_factory=dict)
    names: dict[str, Any] = field(default_factory=dict)

    def stop(self, key: str) -> Stop | None:
        return next((stop for stop in self.stops if stop.page.key == key), None)

    def slots(self) -> list[Slot]:
        return [slot for slot in self.spec.attach if slot.when is None or holds(slot.when, self.names)]


def walk(spec: FormSpec, answers: Mapping[str, Any], today: date) -> Walk:
    """Pages and questions that the answers lead to, and the answers that count."""
    way = Walk(spec, today, names={"today": today, "rules": rules_on(spec.rules, today)} if spec.rules else {"today": today})
    for page in spec.pages:
        if page.when is not None and not holds(page.when, way.names):
            continue
        stop = Stop(page)
        way.stops.append(stop)
        if page.repeat is None:
            stop.items.append(_plain(page, answers, way))
        else:
            _repeated(page, page.repeat.id, answers, way, stop)
    return way


def _plain(page: Page, answers: Mapping[str, Any], way: Walk) -> Item:
    item = Item(None, names=way.names)
    for question in page.ask:
        names = _names(way.names, question, read(way.names, parts_of(question.within)) if question.within else way.names)
        if question.when is not None and not holds(question.when, names):
            continue
        value = tree.get(answers, question.id)
        item.asked.append(Asked(question, question.id, value, names))
        if value is not None:
            tree.put_into(way.answers, question.id, value)
            tree.put_into(way.names, question.id, _view(question, value))
    return item


def _repeated(page: Page, id: str, answers: Mapping[str, Any], way: Walk, stop: Stop) -> None:
    given = tree.get(answers, id)
    if not isinstance(given, list):
        return
    kept: list[Answers] = []
    views: list[dict[str, Any]] = []
    for index, one in enumerate(given):
        item = Item(index)
        out: Answers = {}
        view: dict[str, Any] = {}
        for question in page.ask:
            this = read(view, parts_of(question.within)) if question.within else view
            names = _names(way.names, question, this)
            if question.when is not None and not holds(question.when, names):
                continue
            value = tree.get(one, question.id)
            item.asked.append(Asked(question, f"{id}[{index}].{question.id}", value, names))
            if value is not None:
                tree.put_into(out, question.id, value)
                tree.put_into(view, question.id, _view(question, value))
        item.names = {**way.names, "this": view}
        stop.items.append(item)
        kept.append(out)
        views.append(view)
    tree.put_into(way.answers, id, kept)
    tree.put_into(way.names, id, views)


def _names(names: Mapping[str, Any], question: Question, this: Any) -> Mapping[str, Any]:
    return {**names, "this": this if this is not None else {}}


def _view(question: Question, value: Any) -> Any:
    return FIELD_TYPES.get(question.type).view(value, question)


def parts_of(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))


def bound(expression: str | None, names: Mapping[str, Any]) -> date | None:
    """The day that a `not_after` comes to."""
    if expression is None:
        return None
    value = as_day(expression) or evaluate(expression, names)
    return value if isinstance(value, date) else None


def path(spec: FormSpec, answers: Mapping[str, Any], today: date) -> list[Page]:
    """The pages on the way."""
    return [stop.page for stop in walk(spec, answers, today).stops]


def effective(spec: FormSpec, answers: Mapping[str, Any], today: date) -> Answers:
    """The answers that count: what is hidden, or was never asked, is left out."""
    return walk(spec, answers, today).answers


def due_slots(spec: FormSpec, answers: Mapping[str, Any], today: date) -> list[Slot]:
    """The papers that these answers call for."""
    return walk(spec, answers, today).slots()
