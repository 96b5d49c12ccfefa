"""Rows as they stand in an envelope, and back: by the names of columns, in the form of JSON."""

import base64
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import BinaryField, Model


def said_of(row: Model, names: Iterable[str]) -> dict[str, Any]:
    """The columns named; those sealed (`sealed_…`) are left to whoever can open them."""
    return {name: getattr(row, name) for name in names if not name.startswith("sealed")}


def values_of(model: type[Model], said: Mapping[str, Any]) -> dict[str, Any]:
    """What was said, as the model's fields read it. Raises FieldDoesNotExist, ValidationError."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    found = {}
    for name, value in said.items():
        field = fields[name]
        if value is None or isinstance(field, BinaryField):
            found[name] = base64.b64decode(value) if value else value
        else:
            target: Any = getattr(field, "target_field", field) if field.is_relation else field
            found[name] = target.to_python(value)
    return found


def letters(raw: bytes | memoryview) -> str:
    return base64.b64encode(bytes(raw)).decode()


def raw_of(text: str) -> bytes:
    return base64.b64decode(text)
