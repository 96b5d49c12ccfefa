"""JSON Schema (2020-12) of a form's answers, for the API and for whoever hands in by machine."""

from typing import Any

from madoguchi.engines.forms.definitions import FormSpec, Page, Question
from madoguchi.engines.forms.fields import FIELD_TYPES

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(spec: FormSpec, *, language: str = "ja") -> dict[str, Any]:
    """The shape of answers. What is required under conditions is for `check` to say; what always is, is here."""
    root = _object()
    for page in spec.pages:
        if page.repeat is None:
            for question in page.ask:
                _place(root, question, question.id.split("."), page.when is None, language)
        else:
            _list(root, page, language)
    return {"$schema": DIALECT, **root}


def _object() -> dict[str, Any]:
    return {"type": "object", "properties": {}, "additionalProperties": False}


def _place(inside: dict[str, Any], question: Question, path: list[str], always: bool, language: str) -> None:
    always = always and question.required and question.when is None
    for name in path[:-1]:
        if always:
            _require(inside, name)
        inside = inside["properties"].setdefault(name, _object())
    inside["properties"][path[-1]] = _described(question, language)
    if always:
        _require(inside, path[-1])


def _described(question: Question, language: str) -> dict[str, Any]:
    described = {"title": question.label.in_(language), **FIELD_TYPES.get(question.type).schema(question)}
    if question.hint:
        described["description"] = question.hint.in_(language)
    return described


def _list(root: dict[str, Any], page: Page, language: str) -> None:
    assert page.repeat
    item = _object()
    for question in page.ask:
        _place(item, question, question.id.split("."), True, language)
    inside = root
    *groups, last = page.repeat.id.split(".")
    for name in groups:
        inside = inside["properties"].setdefault(name, _object())
    title = (page.repeat.item or page.title).in_(language)
    inside["properties"][last] = {
        "title": title, "type": "array", "items": item, "minItems": page.repeat.min, "maxItems": page.repeat.max,
    }  # fmt: skip
    if page.when is None and page.repeat.min and not groups:
        _require(inside, last)


def _require(inside: dict[str, Any], name: str) -> None:
    if name not in inside.setdefault("required", []):
        inside["required"].append(name)
