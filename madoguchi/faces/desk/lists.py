"""Lists of the desk: pages by the key of the last row, never by counting, with the filters kept in the address."""

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)
SIZE = 50
BETWEEN = "~"


@dataclass(frozen=True)
class Page(Generic[M]):
    """`first` and `following` are queries for a link; empty where there is nothing to go to."""

    rows: list[M] = field(default_factory=list)
    first: str = ""
    following: str = ""


def page_of(rows: QuerySet[M], request: Any, *, by: tuple[str, ...], size: int = SIZE) -> Page[M]:
    """The rows after `?after=`. `by`: fields that sort, all rising or (with a minus) all falling, the last unique."""
    names = [name.removeprefix("-") for name in by]
    asked = request.GET.get("after", "")
    if values := _values(rows, names, asked):
        rows = rows.filter(_beyond(names, values, "lt" if by[0].startswith("-") else "gt"))
    found = list(rows.order_by(*by)[: size + 1])
    shown, more = found[:size], len(found) > size
    return Page(
        rows=shown,
        first=query(request, after="") if asked else "",
        following=query(request, after=_key(shown[-1], names)) if more else "",
    )


def query(request: Any, **changes: str) -> str:
    """The query of this page with some values changed; what is empty is left out."""
    kept = {name: request.GET[name] for name in request.GET} | changes
    return "?" + urlencode({name: value for name, value in kept.items() if value})


def _key(row: Model, names: list[str]) -> str:
    values = (row.serializable_value(name) for name in names)
    return BETWEEN.join(v.isoformat() if hasattr(v, "isoformat") else str(v) for v in values)


def _values(rows: QuerySet[M], names: list[str], asked: str) -> list[Any]:
    """What the key says, or nothing where it is no key of this list: then the list begins at its beginning."""
    meta: Any = rows.model._meta
    parts = asked.split(BETWEEN) if asked else []
    if len(parts) != len(names):
        return []
    try:
        return [meta.get_field(name).to_python(part) for name, part in zip(names, parts, strict=True)]
    except (ValidationError, ValueError, OverflowError):
        return []


def _beyond(names: list[str], values: list[Any], direction: str) -> Q:
    beyond, same = Q(), Q()
    for name, value in zip(names, values, strict=True):
        beyond |= same & Q(**{f"{name}__{direction}": value})
        same &= Q(**{name: value})
    return beyond
