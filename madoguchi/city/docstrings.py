"""The text under each key of a definition's model. Read only where documentation is made: no process pays for it when it starts."""

import ast
import inspect
from collections.abc import Sequence
from functools import cache
from textwrap import dedent

from pydantic import BaseModel


def meaning(model: type[BaseModel], name: str) -> str:
    """What the key says about itself; nothing where no text stands under it."""
    for one in model.__mro__:
        if text := _texts(one).get(name):
            return text
    return ""


def describe(models: Sequence[type[BaseModel]]) -> None:
    """Have the JSON Schema of these models carry the texts. `models`: outer ones first."""
    for model in reversed(models):
        for name, info in model.model_fields.items():
            info.description = meaning(model, name) or None
        model.model_rebuild(force=True)


@cache
def _texts(model: type) -> dict[str, str]:
    if not issubclass(model, BaseModel) or model is BaseModel:
        return {}
    (shape,) = ast.parse(dedent(inspect.getsource(model))).body
    assert isinstance(shape, ast.ClassDef)
    return {
        key.target.id: inspect.cleandoc(text.value.value)
        for key, text in zip(shape.body, shape.body[1:], strict=False)
        if isinstance(key, ast.AnnAssign) and isinstance(key.target, ast.Name)
        and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant) and isinstance(text.value.value, str)
    }  # fmt: skip
