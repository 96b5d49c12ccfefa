"""The search key: one spelling for all spellings of a name or an address. Keys are compared and indexed, never shown.

NFKC (width, ligatures, compatibility ideographs), then case, old forms of kanji, both syllabaries, small kana, accents
of Latin letters, all hyphens and ー alike; selectors of variants (IVS), spaces and middle dots go.
"""

import re
import unicodedata

from madoguchi.core.text.hyphens import TO_HYPHEN
from madoguchi.core.text.kana import LARGE, SMALL, katakana_to_hiragana
from madoguchi.core.text.variants import COMMON_FORM

_NO_ACCENTS = {"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}


def _accents() -> dict[int, str]:
    """é → e, ễ → e (the letters of Latin-1 to Vietnamese), so that a name is found as a residence card prints it."""
    latin = (chr(code) for block in ((0xC0, 0x250), (0x1E00, 0x1F00)) for code in range(*block))
    bases = {ord(letter): unicodedata.normalize("NFD", letter)[0].lower() for letter in latin}
    return {code: base for code, base in bases.items() if base.isascii()} | str.maketrans(_NO_ACCENTS)


_DROPPED = dict.fromkeys([
    *range(0x300, 0x370),  # combining marks that had no letter to join
    0x3099, 0x309A, ord("・"), ord("·"), ord("゠"), 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD,
    *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0),  # selectors: SVS, IVS
    *map(ord, " \t\n\r\f\v\x1c\x1d\x1e\x1f\x85\u2028\u2029"),
])  # fmt: skip
_SAME_SOUND = str.maketrans("ぢづゐゑを", "じずいえお")
_SMALL_TO_LARGE = str.maketrans(katakana_to_hiragana(SMALL), katakana_to_hiragana(LARGE))


def _through(code: int) -> str:
    """A kana as its large hiragana, one letter for one sound."""
    return katakana_to_hiragana(chr(code)).translate(_SMALL_TO_LARGE).translate(_SAME_SOUND)


_FOLDED: dict[int, str | int | None] = {
    **_accents(),
    **TO_HYPHEN,
    **COMMON_FORM,
    **{code: _through(code) for code in (*range(0x3041, 0x3097), *range(0x30A1, 0x30F7))},
    **_DROPPED,
}
_REPEATED = re.compile("(.)々")
_MARKS = str.maketrans("゛゜", "\u3099\u309a")


def fold(text: str) -> str:
    """髙橋　ﾕｳｲﾁ → 高橋ゆういち; サイトウ = さいとう; 邊󠄀 = 辺; Nguyễn → nguyen."""
    if text.isascii():
        return "".join(text.lower().split())
    key = unicodedata.normalize("NFKC", text.translate(_MARKS)).casefold().translate(_FOLDED)
    return _REPEATED.sub(r"\1\1", key) if "々" in key else key
