"""Differences between what is in force and a folder, as paths with the value before and after."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from madoguchi.city.explaining import show
from madoguchi.city.models import Publication
from madoguchi.city.roots import ROOTS
from madoguchi.city.world import World

Key = tuple[str, str]
Slim = Callable[[dict[str, Any]], dict[str, Any]]
Meaning = Callable[[dict[str, Any], dict[str, Any], World], Iterable[str]]

SLIM: dict[str, Slim] = {}
MEANINGS: dict[str, Meaning] = {}
What = Literal["added", "changed", "dropped"]


@dataclass(frozen=True)
class Difference:
    """One definition that differs: what a load would do to it, and the lines that say how."""

    kind: str
    code: str
    what: What
    source: str = ""
    lines: list[str] = field(default_factory=list)
    meaning: list[str] = field(default_factory=list)


def register_meaning(kind: str, fn: Meaning) -> None:
    """`fn(before, after, world)` says in sentences what a change of the data of such a definition means, and for whom."""
    MEANINGS[kind] = fn


def register_slim(kind: str, fn: Slim) -> None:
    """`fn(data)` leaves out what other definitions inlined, so that their changes are told once, where they were made."""
    SLIM[kind] = fn


def compare(world: World, rows: Mapping[Key, Publication]) -> list[Difference]:
    """What loading `world` would do to these publications, in order. Rows that agree are left out."""
    found = []
    for key, row in sorted(rows.items()):
        document = world.document(*key)
        if document is None:
            if not row.retired_at:
                found.append(Difference(*key, "dropped", row.taken_from))
        elif row.retired_at:
            found.append(Difference(*key, "added", row.taken_from))
        elif document.sha256 != row.version.sha256:
            found.append(changed(key, row, document.resolved or {}, world))
    return found


def changed(key: Key, row: Publication, after: dict[str, Any], world: World) -> Difference:
    slim, meaning = SLIM.get(key[0], _same), MEANINGS.get(key[0])
    before = row.version.body
    said = list(meaning(before, after, world)) if meaning else []
    old, new = slim(before), slim(after)
    lines = [] if old == new else list(path_lines(old, new))
    return Difference(*key, "changed", row.taken_from, lines, said)


def _same(data: dict[str, Any]) -> dict[str, Any]:
    return data


def compare_all(world: World) -> list[Difference]:
    """Folder against database, everything."""
    rows = {(r.kind, r.code): r for r in Publication.objects.filter(kind__in=ROOTS.keys()).select_related("version")}
    new = [Difference(d.kind, d.code, "added") for d in world.documents() if (d.kind, d.code) not in rows]
    return sorted([*compare(world, rows), *new], key=lambda d: (d.kind, d.code))


def path_lines(before: Any, after: Any) -> Iterator[str]:
    """`- path: old` and `+ path: new`, in the order of the paths. Items of lists are named by their id or code."""
    old, new = dict(flat(before)), dict(flat(after))
    for path in [*old, *(p for p in new if p not in old)]:
        if path in old and path in new and old[path] == new[path]:
            continue
        if path in old:
            yield from _lines("-", path, old[path])
        if path in new:
            yield from _lines("+", path, new[path])
    common = [p for p in old if p in new]
    if [p for p in new if p in old] != common and set(old) == set(new) and all(old[p] == new[p] for p in common):
        yield "~ 並び順だけが変わりました / only the order has changed"


def flat(data: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value with its path."""
    if isinstance(data, dict) and data:
        for key, value in data.items():
            yield from flat(value, f"{path}.{key}" if path else str(key))
    elif isinstance(data, list) and data:
        names = [_name(item, i) for i, item in enumerate(data)]
        if len(set(names)) < len(names):
            names = [str(i) for i in range(len(data))]
        for name, item in zip(names, data, strict=True):
            yield from flat(item, f"{path}[{name}]")
    else:
        yield path, data


def _name(item: Any, index: int) -> str:
    if isinstance(item, dict):
        for key in ("id", "code", "name", "use", "on", "department"):
            if isinstance(item.get(key), str):
                return str(item[key])
    return str(index)


def _lines(sign: str, path: str, value: Any) -> Iterator[str]:
    if isinstance(value, str) and "\n" in value:
        yield f"{sign} {path}: |"
        for line in value.split("\n"):
            yield f"{sign}     {line}"
    else:
        text = "{}" if value == {} else "[]" if value == [] else value if isinstance(value, str) else show(value)
        yield f"{sign} {path}: {text}"
