"""What was typed on a page, and what it comes to. Inputs are called `id` or `id.part`; `asked` names what was shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from madoguchi.engines.forms import answers as tree
from madoguchi.engines.forms.answers import Answers
from madoguchi.engines.forms.definitions import Page, Question
from madoguchi.engines.forms.fields import FIELD_TYPES
from madoguchi.engines.forms.problems import Problem, Unparsable

Typed = dict[str, list[str]]
ASKED, FORGET = "asked", "forget"
MAX_TYPED = 20_000


@dataclass
class Parsed:
    values: Answers = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    secrets: dict[str, str] = field(default_factory=dict)


def inputs_of(question: Question) -> list[str]:
    """Names of all inputs of a question; the bare id stands for the whole value in one piece."""
    parts = FIELD_TYPES.get(question.type).parts(question)
    return list(dict.fromkeys([question.id, *(f"{question.id}.{part.name}" for part in parts if part.name)]))


def raw_of(question: Question, typed: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The question's own inputs, by part."""
    names = inputs_of(question)
    return {name.removeprefix(question.id).lstrip("."): list(typed[name]) for name in names if name in typed}


def only_known(page: Page, typed: Mapping[str, Sequence[str]]) -> Typed:
    """What belongs to the page, without what must not be kept, each no longer than a sane person's typing."""
    kept: Typed = {}
    for question in page.ask:
        if FIELD_TYPES.get(question.type).sealed or question.type == "file":
            continue
        for name in inputs_of(question):
            if name in typed:
                kept[name] = [value[:MAX_TYPED] for value in list(typed[name])[:100]]
    return kept


def parse_typed(page: Page, typed: Mapping[str, Sequence[str]], *, secrets: bool = False) -> Parsed:
    """Values and problems, paths relative to the item. Secrets only when asked for."""
    parsed = Parsed()
    for question in page.ask:
        field_type = FIELD_TYPES.get(question.type)
        if question.type == "file" or (field_type.sealed and not secrets):
            continue
        raw = raw_of(question, typed)
        if field_type.sealed and (found := _secret(question, raw, parsed)):
            parsed.secrets[question.id] = found
        try:
            value = field_type.parse(raw, question)
        except Unparsable as unparsable:
            parsed.problems.append(unparsable.problem.at(question.id))
            continue
        if value is not None:
            tree.put_into(parsed.values, question.id, value)
    parsed.problems = list({(p.path, p.code): p for p in parsed.problems}.values())
    return parsed


def _secret(question: Question, raw: Mapping[str, list[str]], parsed: Parsed) -> str:
    try:
        return FIELD_TYPES.get(question.type).secret(raw, question)
    except Unparsable:
        return ""


def typed_from(page: Page, values: Mapping[str, Any]) -> Typed:
    """What one would type to give these values: for prefill, for tests, for the demo's people."""
    typed: Typed = {ASKED: [" ".join(question.id for question in page.ask)]}
    for question in page.ask:
        value = tree.get(values, question.id)
        if value is None or question.type == "file":
            continue
        for part, written in FIELD_TYPES.get(question.type).typed(value, question).items():
            typed[f"{question.id}.{part}" if part else question.id] = written
    return typed


def asked_ids(typed: Mapping[str, Sequence[str]]) -> set[str] | None:
    """Ids of the questions that the person saw, None where the page did not say."""
    return set(" ".join(typed[ASKED]).split()) if ASKED in typed else None
