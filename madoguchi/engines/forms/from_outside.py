"""Answers that a machine sends whole: of the shape that the schema says, then read as if they had been typed."""

from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs
from django.utils.translation import gettext as _

from madoguchi.engines.forms import answers as tree
from madoguchi.engines.forms.answers import Answers
from madoguchi.engines.forms.definitions import FormSpec, Page
from madoguchi.engines.forms.fields import FIELD_TYPES
from madoguchi.engines.forms.problems import Problem
from madoguchi.engines.forms.schema import json_schema
from madoguchi.engines.forms.typing import parse_typed, typed_from

MOST_PROBLEMS = 50
SAID_BETTER = {"required", "minItems", "maxItems"}
"""What `check` says in the words of the form."""
_VALIDATORS: dict[int, tuple[FormSpec, Any]] = {}


def taken(spec: FormSpec, sent: Any) -> tuple[Answers, list[Problem]]:
    """The answers in the form in which the house keeps them, and what could not be read. With problems of shape nothing is read."""
    problems = list(_misshapen(spec, sent))[:MOST_PROBLEMS]
    if problems:
        return {}, problems
    answers: Answers = {}
    for page in spec.pages:
        if page.repeat is None:
            answers = tree.merge(answers, _read(page, sent, "", problems))
        elif isinstance(items := tree.get(sent, page.repeat.id), list):
            read = [_read(page, item, f"{page.repeat.id}[{n}].", problems) for n, item in enumerate(items)]
            answers = tree.put(answers, page.repeat.id, read)
    return answers, problems


def _read(page: Page, values: Mapping[str, Any], place: str, problems: list[Problem]) -> Answers:
    for question in page.ask:
        if FIELD_TYPES.get(question.type).sealed and tree.get(values, question.id) is not None:
            sentence = _("個人番号は、ここでは受け付けません。空欄のまま送ってください。")
            problems.append(Problem(place + question.id, "not-taken-here", sentence))
    parsed = parse_typed(page, typed_from(page, values))
    problems += [problem.at(place + problem.path) for problem in parsed.problems]
    return parsed.values


def _misshapen(spec: FormSpec, sent: Any) -> Iterator[Problem]:
    for fault in _validator(spec).iter_errors(sent):
        kind = fault.kind.name
        if kind not in SAID_BETTER:
            yield Problem(tree.join(*fault.instance_path), "wrong-shape", _sentence(kind))


def _sentence(kind: str) -> str:
    if kind in {"additionalProperties", "unevaluatedProperties"}:
        return _("ここで尋ねていない項目があります。スキーマの項目だけを送ってください。")
    return _("スキーマと形が違います。")


def _validator(spec: FormSpec) -> Any:
    known = _VALIDATORS.get(id(spec))
    if known is None or known[0] is not spec:
        if len(_VALIDATORS) > 1000:
            _VALIDATORS.clear()
        known = _VALIDATORS[id(spec)] = spec, jsonschema_rs.validator_for(json_schema(spec))
    return known[1]
