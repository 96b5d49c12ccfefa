"""Texts: what was struck and what was added, word by word, and within a word where that is shorter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "ins", "del"]
WORDS = re.compile(r"[一-鿿々〆ヶ]+|[ぁ-ゖ]+|[ァ-ヺー]+|[A-Za-zＡ-Ｚａ-ｚ0-9０-９.,-]+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Span:
    """A stretch of text: as before, added or struck."""

    kind: Kind
    text: str


def spans(old: str, new: str) -> list[Span]:
    """The way from one text to the other. Joining what is not `ins` gives the old text, what is not `del` the new one."""
    if old == new:
        return [Span("same", new)] if new else []
    before, after = WORDS.findall(old), WORDS.findall(new)
    found: list[Span] = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Span("same", "".join(after[c:d])))
        else:
            found += _replaced("".join(before[a:b]), "".join(after[c:d]))
    return list(_joined(found))


def _replaced(old: str, new: str) -> Iterator[Span]:
    """個人住民税 → 個人市民税: what both begin and end with stays."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    yield Span("same", new[:start])
    yield Span("del", old[start : len(old) - end])
    yield Span("ins", new[start : len(new) - end])
    yield Span("same", new[len(new) - end :])


def _joined(found: list[Span]) -> Iterator[Span]:
    """Neighbours of one kind made one; what was struck comes before what was added in its place."""
    run: dict[str, str] = {"del": "", "ins": ""}
    same = ""
    for one in found:
        if not one.text:
            continue
        if one.kind == "same":
            yield from (Span(kind, text) for kind, text in run.items() if text)  # type: ignore[arg-type]
            run = {"del": "", "ins": ""}
            same += one.text
        else:
            if same:
                yield Span("same", same)
                same = ""
            run[one.kind] += one.text
    if same:
        yield Span("same", same)
    yield from (Span(kind, text) for kind, text in run.items() if text)  # type: ignore[arg-type]


def old_of(found: list[Span]) -> str:
    return "".join(one.text for one in found if one.kind != "ins")


def new_of(found: list[Span]) -> str:
    return "".join(one.text for one in found if one.kind != "del")
