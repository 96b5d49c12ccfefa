"""Canonical: the one form in which a definition is hashed, and the order of its free maps kept beside it.

JSON maps have no order and RFC 8785 sorts them, yet the order of `options:` is what people see. So a map whose keys
are the city's own (not the names of a model) and not in sorted order is listed under `$order`, by its path.
"""

import hashlib
import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import rfc8785
from pydantic import BaseModel

from madoguchi.city.findings import Path
from madoguchi.city.text import Text

ORDER = "$order"


def canonical(body: dict[str, Any]) -> str:
    """RFC 8785: the text that is stored, and whose bytes are hashed. Raises rfc8785.CanonicalizationError."""
    text: str = rfc8785.dumps(body).decode()
    return text


def read_canonical(text: str) -> dict[str, Any]:
    """The data again; whole numbers beyond what JSON keeps exactly were decimals."""
    found: dict[str, Any] = json.loads(text, parse_int=_number)
    return found


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def pinned(data: dict[str, Any], model: BaseModel) -> dict[str, Any]:
    """The resolved definition as it is stored and hashed."""
    body = _plain(data)
    order = {_pointer(path): keys for path, keys in _orders(data, model, ())}
    if order:
        body[ORDER] = order
    return dict(body)


def unpinned(body: dict[str, Any]) -> dict[str, Any]:
    """The definition again, its free maps in their order."""
    data = deepcopy({key: value for key, value in body.items() if key != ORDER})
    for pointer, keys in body.get(ORDER, {}).items():
        target: Any = data
        for step in filter(None, pointer.split("/")):
            step = step.replace("~1", "/").replace("~0", "~")
            target = target[int(step)] if isinstance(target, list) else target[step]
        values = {key: target[key] for key in keys}
        target.clear()
        target.update(values)
    return data


def _number(digits: str) -> int | float:
    return int(digits) if abs(int(digits)) <= 2**53 - 1 else float(digits)


def _plain(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_plain(value) for value in data]
    return float(data) if isinstance(data, float) else data


def _orders(data: Any, seen: Any, path: Path) -> Iterator[tuple[Path, list[str]]]:
    """Free maps out of sorted order. `seen` is what pydantic made of `data`: the keys of a model have no order."""
    if isinstance(data, list):
        items = seen if isinstance(seen, list | tuple) and len(seen) == len(data) else [None] * len(data)
        for i, value in enumerate(data):
            yield from _orders(value, items[i], (*path, i))
    elif isinstance(data, dict) and not isinstance(seen, Text):
        fields: dict[str, Any] = {}
        if isinstance(seen, BaseModel):
            fields = {info.alias or name: getattr(seen, name) for name, info in type(seen).model_fields.items()}
        else:
            fields = seen if isinstance(seen, dict) else {}
            if list(data) != sorted(data):
                yield path, list(data)
        for key, value in data.items():
            yield from _orders(value, fields.get(key), (*path, key))


def _pointer(path: Path) -> str:
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
