"""Answers: nested JSON, read and written by paths such as `children[0].living`. Nothing here changes its argument."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Answers = dict[str, Any]
_STEP = re.compile(r"([a-z][a-z0-9_]*)((?:\[\d{1,4}\])*)", re.I)


class BadPath(ValueError):
    """No path of answers."""


def split(path: str) -> list[str | int]:
    """`children[0].living` → ["children", 0, "living"]."""
    steps: list[str | int] = []
    for part in path.split("."):
        match = _STEP.fullmatch(part)
        if not match:
            raise BadPath(path)
        steps.append(match[1])
        steps += [int(index) for index in re.findall(r"\d+", match[2])]
    return steps


def join(*parts: str | int) -> str:
    """["children", 0, "living"] → `children[0].living`."""
    out = ""
    for part in parts:
        out += f"[{part}]" if isinstance(part, int) else f".{part}" if out and part else part
    return out


def get(answers: Any, path: str) -> Any:
    """What stands at the path, None where nothing does."""
    for step in split(path):
        if isinstance(step, int):
            answers = answers[step] if isinstance(answers, list) and step < len(answers) else None
        else:
            answers = answers.get(step) if isinstance(answers, Mapping) else None
        if answers is None:
            return None
    return answers


def put(answers: Answers, path: str, value: Any) -> Answers:
    """A copy with the value at a path of names. A list is put as a whole."""
    first, _, rest = path.partition(".")
    inner = answers.get(first)
    if not rest:
        return {**answers, first: value}
    return {**answers, first: put(inner if isinstance(inner, dict) else {}, rest, value)}


def put_into(answers: Answers, path: str, value: Any) -> None:
    """The same, in place, for an object that one is building."""
    *groups, last = path.split(".")
    for name in groups:
        answers = answers.setdefault(name, {})
    answers[last] = value


def merge(a: Answers, b: Answers) -> Answers:
    """Both; where they meet in a group both parts, else b's."""
    out = dict(a)
    for name, value in b.items():
        mine = out.get(name)
        out[name] = merge(mine, value) if isinstance(mine, dict) and isinstance(value, dict) else value
    return out


def leaves(answers: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value that is no group and no list of groups, with its path."""
    if isinstance(answers, Mapping):
        for name, value in answers.items():
            yield from leaves(value, join(path, str(name)) if path else str(name))
    elif isinstance(answers, list) and answers and all(isinstance(item, Mapping) for item in answers):
        for index, item in enumerate(answers):
            yield from leaves(item, f"{path}[{index}]")
    else:
        yield path, answers
