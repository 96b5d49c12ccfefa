"""Coverage: before a sheet is set, every character of its data is looked up; all that is missing is named at once.

Typst by itself would draw a variant form (葛 with a selector) in its common form when the first family lacks it: the
wrong character in a name, without a word. Here each sequence is pinned to a family that has it, or reported.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from madoguchi.core.typesetting.faces import Shelf, shelf
from madoguchi.core.typesetting.refusals import MissingGlyph

_UNDRAWN = frozenset("\n\r\t \u00ad\u200b\u200c\u200d\u2060")
_EMOJI_SELECTORS = frozenset("\ufe0e\ufe0f")


def units(text: str) -> Iterator[str]:
    """A text as characters, each together with its variation selector."""
    previous = ""
    for char in text:
        if _is_selector(char) and previous:
            yield previous + char
            previous = ""
            continue
        if previous:
            yield previous
        previous = char
    if previous:
        yield previous


def missing_characters(*texts: str) -> list[str]:
    """What could not be printed, each once, in order of appearance."""
    return survey(texts, shelf())[0]


def check_characters(*texts: str) -> None:
    """Raises MissingGlyph. For pages that want to tell before anything is set."""
    if missing := missing_characters(*texts):
        raise MissingGlyph(missing)


def survey(texts: Iterable[str], at_hand: Shelf) -> tuple[list[str], dict[str, str]]:
    """What is missing, and which variant form has to be taken from which family."""
    missing: list[str] = []
    pins: dict[str, str] = {}
    first, *_others = at_hand.families
    for unit in dict.fromkeys(u for text in texts if not _is_plain(text) for u in units(text)):
        if unit in _UNDRAWN or (len(unit) == 2 and unit[1] in _EMOJI_SELECTORS and first.has(unit[0])):
            continue
        family = None if _is_private(unit) else next((f for f in at_hand.families if f.has(unit)), None)
        if family is None:
            missing.append(unit)
        elif len(unit) == 2 and family is not first:
            pins[unit] = family.name
    return missing, pins


def texts_in(data: Any) -> Iterator[str]:
    """Every string value in nested data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from texts_in(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from texts_in(value)


def _is_plain(text: str) -> bool:
    """ASCII that can be seen: in every font, and most of what drawings are made of."""
    return text.isascii() and text.isprintable()


def _is_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def _is_private(unit: str) -> bool:
    """Private use has no agreed meaning (and PDF/A refuses it): a name in it goes to the list for names."""
    return unicodedata.category(unit[0]) in {"Co", "Cs", "Cc", "Cn"} or unit == "\ufeff"
