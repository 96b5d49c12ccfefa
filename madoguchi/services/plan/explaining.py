"""Terms of the glossary, found in a text: the first place of each, longest spellings first."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from madoguchi.city.public import Word

LATIN = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; `word` where it is a term."""

    text: str
    word: Word | None = None


def pieces(text: str, words: Iterable[Word], seen: set[str]) -> Iterator[Piece]:
    """The text cut at its terms. A term is explained once a page: `seen` remembers."""
    by_spelling = {spelling: word for word in words for spelling in word.spellings}
    if not by_spelling:
        yield Piece(text)
        return
    spellings = sorted(by_spelling, key=len, reverse=True)
    at = 0
    for match in re.finditer("|".join(map(re.escape, spellings)), text):
        word = by_spelling[match[0]]
        if word.code in seen or _within_a_word(text, match.start(), match.end()):
            continue
        seen.add(word.code)
        if match.start() > at:
            yield Piece(text[at : match.start()])
        yield Piece(match[0], word)
        at = match.end()
    if at < len(text):
        yield Piece(text[at:])


def _within_a_word(text: str, start: int, end: int) -> bool:
    """AI within MAIL is no term."""
    before = start > 0 and LATIN.match(text[start]) and LATIN.match(text[start - 1])
    after = end < len(text) and LATIN.match(text[end - 1]) and LATIN.match(text[end])
    return bool(before or after)
