"""縮退: a text for a channel that knows fewer letters. Each letter that had to change is told; 〓 where none would do.

After 縮退マップ (文字情報基盤): lossy, so never for certificates and notices; those wait for a person instead.
"""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from madoguchi.core.text.graphemes import graphemes
from madoguchi.core.text.variants import COMMON_FORM

GETA = "〓"


class Repertoire(StrEnum):
    """What a channel can write, by the codec that knows it."""

    JIS_X_0208 = "shift_jis"  # levels 1 and 2: most older systems
    CP932 = "cp932"  # with the NEC and IBM letters (髙 﨑 ①)
    JIS_X_0213 = "shift_jis_2004"  # levels 1 to 4


@dataclass(frozen=True)
class Change:
    position: int  # from 1, as a person counts
    original: str
    written: str


@dataclass(frozen=True)
class Degraded:
    text: str
    changes: tuple[Change, ...] = ()

    @property
    def exact(self) -> bool:
        return not self.changes

    @property
    def illegible(self) -> bool:
        """Some letter is lost altogether: give the reading instead."""
        return any(change.written == GETA for change in self.changes)


def degrade(text: str, to: Repertoire = Repertoire.JIS_X_0208) -> Degraded:
    if _writable(text, to):
        return Degraded(text)
    letters = graphemes(text)
    written = [_degraded(letter, to) for letter in letters]
    pairs = zip(letters, written, strict=True)
    return Degraded("".join(written), tuple(Change(n, old, new) for n, (old, new) in enumerate(pairs, 1) if old != new))


@lru_cache(4096)
def _degraded(letter: str, to: Repertoire) -> str:
    base = letter[0]
    for candidate in (letter, base, base.translate(COMMON_FORM), unicodedata.normalize("NFKC", letter)):
        if _writable(candidate, to):
            return candidate
    return GETA


def _writable(text: str, to: Repertoire) -> bool:
    try:
        text.encode(to)
    except UnicodeEncodeError:
        return False
    return True
