"""Marks: maps and lists that remember the file and lines they were read from, however they are put together later."""

from collections.abc import Callable
from typing import Any

from madoguchi.city.findings import Path


class Map(dict[str, Any]):
    """A map of YAML; `lines` says on which line each key stands."""

    __slots__ = ("file", "line", "lines")

    def __init__(self, file: str = "", line: int = 0) -> None:
        super().__init__()
        self.file, self.line = file, line
        self.lines: dict[str, int] = {}

    def empty(self) -> "Map":
        other = Map(self.file, self.line)
        other.lines = self.lines
        return other


class Seq(list[Any]):
    """A list of YAML; `lines` says on which line each item begins."""

    __slots__ = ("file", "line", "lines")

    def __init__(self, file: str = "", line: int = 0) -> None:
        super().__init__()
        self.file, self.line = file, line
        self.lines: list[int] = []

    def empty(self) -> "Seq":
        other = Seq(self.file, self.line)
        other.lines = self.lines
        return other


class Spelled(float):
    """A number whose spelling says more than its value: 1.10."""

    text: str


def spelling(number: float) -> str:
    """A number as it was written."""
    return number.text if isinstance(number, Spelled) else str(number)


def data_path(data: Any, loc: Path) -> Path:
    """The part of pydantic's `loc` that is a path of the data: names of union branches and validators are left out."""
    path: list[str | int] = []
    for step in loc:
        if _leads_on(data, step):
            data = data[step]
            path.append(step)
    return tuple(path)


def _leads_on(data: Any, step: str | int) -> bool:
    if isinstance(data, dict):
        return step in data
    return isinstance(data, list) and isinstance(step, int) and 0 <= step < len(data)


def found_at(data: Any, path: Path) -> Any:
    """What stands at the path, or None."""
    for step in path:
        if not _leads_on(data, step):
            return None
        data = data[step]
    return data


def place_of(data: Any, path: Path, *, file: str = "") -> tuple[str, int]:
    """File and line of what the path names; where it leads nowhere, of the nearest thing above."""
    line = 1
    if isinstance(data, Map | Seq):
        file, line = data.file or file, data.line or line
    for step in path:
        if isinstance(data, Map):
            file, line = data.file or file, data.lines.get(str(step), data.line) or line
        elif isinstance(data, Seq) and isinstance(step, int) and step < len(data.lines):
            file, line = data.file or file, data.lines[step]
        if not _leads_on(data, step):
            break
        data = data[step]
        if isinstance(data, Map) and data.file != file:
            file, line = data.file or file, data.line or line
    return file, line


def rewrite(data: Any, change: Callable[[Path, Any], Any], path: Path = ()) -> Any:
    """A copy with every leaf passed through `change`; marks stay. Parts without a change are shared."""
    if isinstance(data, dict):
        pairs = [(key, value, rewrite(value, change, (*path, key))) for key, value in data.items()]
        if all(old is new for _, old, new in pairs):
            return data
        copy: dict[str, Any] = data.empty() if isinstance(data, Map) else {}
        copy.update((key, new) for key, _, new in pairs)
        return copy
    if isinstance(data, list):
        items = [rewrite(value, change, (*path, i)) for i, value in enumerate(data)]
        if all(old is new for old, new in zip(data, items, strict=True)):
            return data
        seq: list[Any] = data.empty() if isinstance(data, Seq) else []
        seq.extend(items)
        return seq
    return change(path, data)
