"""Asking anew for certain answers: the fields of the items of a correction, filled with what stands there, and what was typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from madoguchi.engines.cases import public as cases
from madoguchi.engines.forms.public import FIELD_TYPES, BadPath, Problem, Question, Unparsable, get
from madoguchi.faces.shell.fields import FieldView
from madoguchi.faces.shell.questions import field_of

PAPER = "attach."


@dataclass
class Ask:
    """An item of a correction; `questions` by the path of each, or the `slot` of a paper."""

    label: Any
    comment: str
    now: str
    slot: str = ""
    questions: dict[str, Question] = field(default_factory=dict)
    fields: list[FieldView] = field(default_factory=list)


def asks_of(definition: Any, asked: Iterable[Any], answers: Mapping[str, Any]) -> list[Ask]:
    """Of the items that `application_for_person` names, with their fields as they stand now."""
    asks = []
    for one in asked:
        slot = one.path.removeprefix(PAPER) if one.path.startswith(PAPER) else ""
        ask = Ask(one.label, one.comment, one.words, slot, {} if slot else questions_below(definition, one.path))
        ask.fields = _fields(ask, lambda question, path: _now(answers, question, path), [])
        asks.append(ask)
    return asks


def questions_below(definition: Any, path: str) -> dict[str, Question]:
    """The question at a path; of an item or a group, all its questions."""
    question = cases.question_at(definition, path)
    if question is not None:
        return {path: question}
    found: dict[str, Question] = {}
    for page in definition.pages:
        for asked in page.ask:
            full = f"{path}.{asked.id}" if page.repeat and path.split("[")[0] == page.repeat.id else asked.id
            if full.startswith(f"{path}."):
                found[full] = asked
    return found


def typed(questions: Mapping[str, Question], request: HttpRequest) -> tuple[dict[str, Any], list[Problem]]:
    """What was typed by path, and what could not be read."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for path, question in questions.items():
        field_type = FIELD_TYPES.get(question.type)
        if question.type == "file" or field_type.sealed:
            continue
        try:
            values[path] = field_type.parse(raw_of(question, path, request), question)
        except Unparsable as unparsable:
            problems.append(unparsable.problem.at(path))
    return values, problems


def show_again(asks: Iterable[Ask], problems: Iterable[Problem], request: HttpRequest) -> None:
    """The fields as they were typed, each with what is wrong."""
    found = list(problems)
    for ask in asks:
        ask.fields = _fields(ask, lambda question, path: raw_of(question, path, request), found)


def raw_of(question: Question, path: str, request: HttpRequest) -> dict[str, list[str]]:
    """The inputs of a question by part."""
    names = {part.name: f"{path}.{part.name}" if part.name else path for part in FIELD_TYPES.get(question.type).parts(question)}
    return {part: request.POST.getlist(name) for part, name in names.items() if name in request.POST}


def _fields(ask: Ask, given: Any, problems: list[Problem]) -> list[FieldView]:
    if ask.slot:
        return [FieldView(PAPER + ask.slot, _("書類（写真でも出せます）"), "files", accept="image/*,.heic,.pdf")]
    return [
        field_of(question, given(question, path), [p for p in problems if p.path == path], name=path)
        for path, question in ask.questions.items()
    ]


def _now(answers: Mapping[str, Any], question: Question, path: str) -> dict[str, list[str]]:
    try:
        value = get(answers, path)
    except BadPath:
        value = None
    return FIELD_TYPES.get(question.type).typed(value, question) if value is not None else {}
