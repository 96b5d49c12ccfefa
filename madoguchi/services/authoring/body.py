"""A manuscript's text as data: places in it, the same place in another revision, two people's changes joined.

    {"procedure": {…}, "notice": {"code": {…}}}    or    {"block": {…}}

A place is a path of keys and indices. Its address, `procedure.pages.2.ask.0`, goes with the number of the revision in which it
was seen; `follow` finds the same thing in a later one, by id and not by position.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from madoguchi.city.public import Map, Path, Seq

Body = dict[str, Any]
GONE = object()
"""What is not there."""


def kind_of(body: Body) -> str:
    """What it is a manuscript of."""
    return "block" if "block" in body else "procedure"


def main_of(body: Body) -> dict[str, Any]:
    """The definition that it is a manuscript of."""
    main: dict[str, Any] = body[kind_of(body)]
    return main


def given(body: Body) -> Iterator[tuple[str, dict[str, Any]]]:
    """The definitions in it, those first that others name."""
    for raw in body.get("notice", {}).values():
        yield "notice", raw
    yield kind_of(body), main_of(body)


def at(body: Any, path: Path) -> Any:
    """What stands there, or GONE."""
    for step in path:
        if isinstance(body, dict):
            body = body.get(str(step), GONE)
        elif isinstance(body, list) and isinstance(step, int) and 0 <= step < len(body):
            body = body[step]
        else:
            return GONE
    return body


def replaced(body: Any, path: Path, value: Any) -> Any:
    """A copy with the value there; GONE takes it out. What lies beside is shared."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    inner = at(body, (step,))
    if value is GONE and not rest:
        if isinstance(body, list):
            return [item for i, item in enumerate(body) if i != step]
        return {key: item for key, item in body.items() if key != step}
    new = replaced({} if inner is GONE else inner, rest, value)
    if isinstance(body, list):
        return [new if i == step else item for i, item in enumerate(body)]
    return {**body, step: new}


def name_of(item: Any) -> str:
    """By what an item of a list is known: a page by its key, a question by its id, a use by its block and group."""
    if not isinstance(item, dict):
        return ""
    if "use" in item:
        return f"{item['use']}~{item.get('as', '')}"
    for key in ("key", "id", "code", "name"):
        if isinstance(item.get(key), str):
            return str(item[key])
    return ""


def follow(old: Any, new: Any, path: Path) -> Path | None:
    """Where in `new` the thing stands that stood at `path` in `old`; None where it is no more."""
    found: list[str | int] = []
    for step in path:
        before = at(old, (step,))
        if before is GONE:
            return None
        if isinstance(step, int) and isinstance(new, list):
            place = _same(before, step, old, new)
            if place is None:
                return None
            step_new: str | int = place
        else:
            step_new = step
        old, new = before, at(new, (step_new,))
        if new is GONE:
            return None
        found.append(step_new)
    return tuple(found)


def _same(item: Any, step: int, old: list[Any], new: list[Any]) -> int | None:
    name = name_of(item)
    if name and [name_of(other) for other in old].count(name) == 1:
        places = [i for i, other in enumerate(new) if name_of(other) == name]
        if len(places) == 1:
            return places[0]
    if asked := _asked(item):  # a page without a key is known by what it asks
        shared = [len(asked & _asked(other)) for other in new]
        most = max(shared, default=0)
        if most and shared.count(most) == 1:
            return shared.index(most)
    places = [i for i, other in enumerate(new) if other == item]
    if step in places:
        return step
    if places:
        return places[0]
    if name or len(new) != len(old):
        return None
    return step


def joined(base: Any, mine: Any, theirs: Any) -> tuple[Any, list[str]]:
    """Both people's changes in one, and the keys at which they said different things (there it is mine)."""
    if mine == theirs or theirs == base:
        return mine, []
    if mine == base:
        return theirs, []
    if not all(isinstance(one, dict) for one in (base, mine, theirs)):
        return mine, [""]
    whole: dict[str, Any] = {}
    clashes: list[str] = []
    for key in [*mine, *(key for key in theirs if key not in mine)]:
        parts = [one.get(key, GONE) for one in (base, mine, theirs)]
        value, wrong = joined(*parts)
        clashes += [f"{key}.{below}".rstrip(".") for below in wrong]
        if value is not GONE:
            whole[key] = value
    return whole, clashes


def _asked(page: Any) -> set[str]:
    ask = page.get("ask") if isinstance(page, dict) else None
    return {name_of(one) for one in ask} - {""} if isinstance(ask, list) else set()


def spelled(path: Path) -> str:
    """The address of a place."""
    return ".".join(map(str, path))


def read_place(text: str) -> Path:
    return tuple(int(step) if step.isdecimal() and i else step for i, step in enumerate(text.split(".")) if step)


def lasting(body: Body, path: Path) -> str:
    """The place by names, which stays the same when pages and questions are moved."""
    words, here = [], body
    for step in path:
        here = at(here, (step,))
        words.append((name_of(here) or str(step)) if isinstance(step, int) else str(step))
    return ".".join(words)[:200]


def marked(raw: Mapping[str, Any], file: str) -> tuple[Map, list[Path]]:
    """A copy in which every place is marked by a number, so that a finding about it leads back: numbers → paths."""
    paths: list[Path] = [(), ()]
    top = _mark(raw, file, (), 1, paths)
    return top, paths


def _mark(data: Any, file: str, path: Path, line: int, paths: list[Path]) -> Any:
    if isinstance(data, Mapping):
        new: Any = Map(file, line)
        for key, value in data.items():
            number = _numbered((*path, key), paths)
            new.lines[key] = number
            new[key] = _mark(value, file, (*path, key), number, paths)
        return new
    if isinstance(data, list):
        new = Seq(file, line)
        for i, value in enumerate(data):
            number = _numbered((*path, i), paths)
            new.lines.append(number)
            new.append(_mark(value, file, (*path, i), number, paths))
        return new
    return data


def _numbered(path: Path, paths: list[Path]) -> int:
    paths.append(path)
    return len(paths) - 1


def copied(body: Any) -> Any:
    return deepcopy(body)
