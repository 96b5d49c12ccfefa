"""Paths of answers (`children[0].living`): put a value, say what differs, find the question."""

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from madoguchi.city.public import Text
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.forms.public import FIELD_TYPES, BadPath, Question, get, leaves

PAPER = "attach."


def steps(path: str) -> list[str | int]:
    way: list[str | int] = []
    for part in path.split("."):
        match = re.fullmatch(r"([a-z][a-z0-9_]*)((?:\[\d{1,4}\])*)", part)
        if match is None:
            raise BadPath(path)
        way += [match[1], *(int(number) for number in re.findall(r"\d+", match[2]))]
    return way


def put(answers: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A copy with the value at the path. An item may be added at the end of a list, not beyond. None takes the
    answer away.
    """
    copy: dict[str, Any] = deepcopy(dict(answers))
    here: Any = copy
    way = steps(path)
    *before, last = way
    for step, following in zip(before, way[1:], strict=True):
        here = step_into(here, step, [] if isinstance(following, int) else {}, path)
    if isinstance(last, int):
        if not isinstance(here, list) or last > len(here):
            raise BadPath(path)
        here[last : last + 1] = [] if value is None else [value]
    elif not isinstance(here, dict):
        raise BadPath(path)
    elif value is None:
        here.pop(last, None)
    else:
        here[last] = value
    return copy


def step_into(here: Any, step: str | int, empty: Any, path: str) -> Any:
    if isinstance(step, str) and isinstance(here, dict):
        return here.setdefault(step, empty)
    if isinstance(step, int) and isinstance(here, list) and step <= len(here):
        if step == len(here):
            here.append(empty)
        return here[step]
    raise BadPath(path)


def covers(asked: str, path: str) -> bool:
    """`claimant.address` covers itself and all beneath it."""
    return path == asked or path.startswith((f"{asked}.", f"{asked}["))


def pattern(path: str) -> str:
    return re.sub(r"\[\d+\]", "", path)


def questions(procedure: Procedure) -> dict[str, Question]:
    """Every question by its path without item numbers: `children.living`."""
    found = {}
    for page in procedure.pages:
        for question in page.ask:
            found[f"{page.repeat.id}.{question.id}" if page.repeat else question.id] = question
    return found


def question_at(procedure: Procedure, path: str) -> Question | None:
    """The question at the path, or the one that a part of its answer belongs to (`claimant.name.family`)."""
    known, name = questions(procedure), pattern(path)
    while name:
        if name in known:
            return known[name]
        name = name.rpartition(".")[0]
    return None


def is_askable(procedure: Procedure, path: str) -> bool:
    """A question, a group of questions, an item of a repeated page, or a paper."""
    if path.startswith(PAPER):
        return any(slot.id == path.removeprefix(PAPER) for slot in procedure.attach)
    try:
        steps(path)
    except BadPath:
        return False
    name = pattern(path)
    return any(covers(name, known) or covers(known, name) for known in questions(procedure))


def label_of(procedure: Procedure, path: str) -> Text:
    """What a person calls the place."""
    if path.startswith(PAPER):
        return next((slot.label for slot in procedure.attach if slot.id == path.removeprefix(PAPER)), Text(path))
    question = question_at(procedure, path)
    if question:
        return question.label
    for page in procedure.pages:
        if page.repeat and page.repeat.id == pattern(path):
            return page.repeat.item or page.title
    return Text(path)


def words_of(procedure: Procedure, path: str, value: Any, language: str = "") -> str:
    """The value as it is read: the option's text, the date, the joined name."""
    question = question_at(procedure, path)
    if value is None:
        return ""
    if question is None:
        return str(value)
    whole = pattern(path) in questions(procedure) or FIELD_TYPES.get(question.type).group
    if isinstance(value, Mapping) and not whole:
        return str(value)
    return FIELD_TYPES.get(question.type).show(value, question, language)


@dataclass(frozen=True)
class Difference:
    """One answer that is other than before; None: there was none, or there is none any more."""

    path: str
    label: Text
    before: Any
    after: Any
    before_words: str = ""
    after_words: str = ""


def differing_paths(before: Mapping[str, Any], after: Mapping[str, Any], procedure: Procedure) -> list[str]:
    """Paths of questions whose answers differ, in the order of the later answers."""
    a, b = dict(leaves(before)), dict(leaves(after))
    changed = [path for path in [*b, *(path for path in a if path not in b)] if a.get(path) != b.get(path)]
    return list(dict.fromkeys(question_path(procedure, path) for path in changed))


def question_path(procedure: Procedure, path: str) -> str:
    """`claimant.name.family` → `claimant.name`, where that is the question."""
    known, here = questions(procedure), path
    while here:
        if pattern(here) in known:
            return here
        here = here.rpartition(".")[0]
    return path


def differences_between(
    procedure: Procedure, before: Mapping[str, Any], after: Mapping[str, Any], language: str = ""
) -> list[Difference]:
    found = []
    for path in differing_paths(before, after, procedure):
        a, b = get(before, path), get(after, path)
        a_words, b_words = (words_of(procedure, path, value, language) for value in (a, b))
        found.append(Difference(path, label_of(procedure, path), a, b, a_words, b_words))
    return found


def below(paths: Iterable[str], asked: Iterable[str]) -> list[str]:
    """Those paths that nobody asked about."""
    wanted = list(asked)
    return [path for path in paths if not any(covers(one, path) for one in wanted)]


def get_words(procedure: Procedure, answers: Mapping[str, Any], path: str, language: str = "") -> str:
    """What stands at a path, in words; nothing for a paper or a group."""
    if path.startswith(PAPER) or question_at(procedure, path) is None:
        return ""
    return words_of(procedure, path, get(answers, path), language)


def entered_words(procedure: Procedure, values: Mapping[str, Any], language: str = "") -> dict[str, str]:
    """What the clerk entered with a decision, in words, by id; what no question asks for as it stands."""
    asked = {question.id: question for question in (procedure.decide.ask if procedure.decide else ())}
    return {
        name: FIELD_TYPES.get(asked[name].type).show(value, asked[name], language) if name in asked else str(value)
        for name, value in values.items()
    }
