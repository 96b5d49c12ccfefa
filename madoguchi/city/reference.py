"""Reference: what may be written in which file, made from the models. The schema is the documentation."""

import types
from collections.abc import Iterator
from datetime import date, time
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from madoguchi.city.definitions.hours import Hours
from madoguchi.city.docstrings import describe, meaning
from madoguchi.city.roots import Definition, Part, Root, roots
from madoguchi.city.text import Text

NAMES: dict[Any, str] = {
    str: "文字 text", int: "整数 whole number", float: "数 number", bool: "true / false", Text: "文 text, {ja, en, …}",
    Hours: "時間帯 8:30-17:15", date: "日付 YYYY-MM-DD", time: "時刻 HH:MM", type(None): "null", Any: "何でも anything",
}  # fmt: skip


def reference_markdown() -> str:
    """docs/reference/definitions.md: a section a kind, a table a model."""
    lines = ["# 定義の書き方 / What a city may write", ""]
    for root in roots():
        lines += [f"## {root.folder}", "", f"`{root.kind}` — {_first_line(root.model)}", ""]
        for model in models_of(root):
            lines += [] if model is root.model else [f"### {root.kind}: {model.__name__}", "", _first_line(model), ""]
            lines += ["| key | 型 type | 必須 needed | 既定 default | 意味 meaning |", "|---|---|---|---|---|"]
            lines += [_row(model, name, info) for name, info in model.model_fields.items()]
            lines.append("")
    return "\n".join(lines)


def undescribed_keys() -> list[str]:
    """Keys of any definition that say nothing about themselves."""
    return [
        f"{root.kind}: {model.__name__}.{info.alias or name}"
        for root in roots()
        for model in models_of(root)
        for name, info in model.model_fields.items()
        if not meaning(model, name)
    ]


def json_schemas() -> dict[str, Any]:
    """JSON Schema of each kind, for editors."""
    describe([model for root in roots() for model in models_of(root)])
    return {root.kind: root.model.model_json_schema(by_alias=True) for root in roots()}


def models_of(root: Root) -> list[type[BaseModel]]:
    """The model of a root and every model inside it, once each, in the order of reading."""
    found: list[type[BaseModel]] = []
    waiting: list[type[BaseModel]] = [root.model]
    while waiting:
        model = waiting.pop(0)
        if model in found:
            continue
        found.append(model)
        inside = [kind for info in model.model_fields.values() for kind in _models(info.annotation)]
        waiting.extend(inside)
        waiting.extend(getattr(model, "variants", tuple)())
    return found


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation not in {Part, Definition, BaseModel}:
            yield annotation
        return
    for arg in get_args(annotation):
        yield from _models(arg)


def _row(model: type[BaseModel], name: str, info: FieldInfo) -> str:
    needed = "必須" if info.is_required() else ""
    default = info.get_default(call_default_factory=True, validated_data={}) if not info.is_required() else None
    shown = "" if default in (None, [], {}, (), "") or isinstance(default, BaseModel) else f"`{_plain(default)}`"
    says = " ".join(meaning(model, name).split()).replace("|", "\\|")
    return f"| `{info.alias or name}` | {_type(info.annotation)} | {needed} | {shown} | {says} |"


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_plain(item) for item in value) + "]"
    return str(value)


def _type(annotation: Any) -> str:
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(args[0])
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in args)
    if origin in {Union, types.UnionType}:
        return " / ".join(dict.fromkeys(_type(arg) for arg in args if arg is not type(None)))
    if origin in {list, tuple, set, frozenset}:
        return f"一覧 list of {_type(args[0])}"
    if origin is dict:
        return f"{_type(args[0])} → {_type(args[1])}"
    if annotation in NAMES:
        return NAMES[annotation]
    return str(getattr(annotation, "__name__", annotation))


def _first_line(model: type[BaseModel]) -> str:
    return (model.__doc__ or "").strip().split("\n\n", 1)[0].replace("\n", " ")
