"""Which keys a model allows at a place of a definition: to name the near ones when a key is unknown."""

import types
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from madoguchi.city.findings import Path
from madoguchi.city.marks import found_at


def keys_at(model: type[BaseModel], path: Path, data: Any) -> Iterator[str]:
    """The keys that may stand at the path: those of every model that could be meant there."""
    candidates: list[Any] = [model]
    for depth, step in enumerate(path):
        below: list[Any] = []
        for one in candidates:
            below.extend(_below(one, step))
        value = found_at(data, path[: depth + 1])
        candidates = [kind for annotation in below for kind in _models(annotation, value)]
    for one in candidates:
        if isinstance(one, type) and issubclass(one, BaseModel):
            yield from (info.alias or name for name, info in one.model_fields.items())


def _below(one: Any, step: str | int) -> Iterator[Any]:
    if isinstance(one, type) and issubclass(one, BaseModel):
        for name, info in one.model_fields.items():
            if (info.alias or name) == step:
                yield info
    elif (args := get_args(one)) and get_origin(one) in {list, tuple, set, frozenset, dict}:
        yield args[-1] if get_origin(one) is dict else args[0]


def _models(annotation: Any, value: Any) -> Iterator[Any]:
    """Models, lists and maps within an annotation; of a discriminated union the one whose tag is written."""
    if isinstance(annotation, FieldInfo):
        annotation = annotation.annotation
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _models(get_args(annotation)[0], value)
    elif origin in {Union, types.UnionType}:
        found = [one for arg in get_args(annotation) for one in _models(arg, value)]
        tagged = [one for one in found if _tag_fits(one, value)]
        yield from tagged or found
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        chosen = getattr(annotation, "model_for", None)
        yield (chosen(value) if chosen else None) or annotation
    elif origin in {list, tuple, set, frozenset, dict}:
        yield annotation


def _tag_fits(one: Any, value: Any) -> bool:
    if not (isinstance(one, type) and issubclass(one, BaseModel) and isinstance(value, dict)):
        return False
    for name, info in one.model_fields.items():
        if get_origin(info.annotation) is Literal and value.get(info.alias or name) in get_args(info.annotation):
            return True
    return False
