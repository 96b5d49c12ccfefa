"""漢数字: kanji numerals as digits, where a number is expected. In running text they may be a name's (千葉, 三木)."""

import re

KANJI_NUMERALS = "〇零一二三四五六七八九壱壹弐貳参參十拾百千万萬億"

_TO_DIGITS = str.maketrans("〇零一二三四五六七八九壱壹弐貳参參拾萬", "00123456789112233十万")
_RUN = re.compile(rf"[\d,{KANJI_NUMERALS}]*[{KANJI_NUMERALS}][\d,{KANJI_NUMERALS}]*|[\d,]+")
_GROUPING = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_FOUR = r"(?:(\d*)千)?(?:(\d*)百)?(?:(\d*)十)?(\d*)"
_SHAPE = re.compile(rf"(?:({_FOUR})億)?(?:({_FOUR})万)?({_FOUR})")


def arabic_numerals(text: str) -> str:
    """壱万弐千 → 12000, 1万2,000 → 12000, 二〇二六 → 2026. What makes no number is left as it stands."""
    return text if text.isascii() else _RUN.sub(_arabic, text)


def _arabic(run: re.Match[str]) -> str:
    written = run[0]
    if written.isascii():
        return written
    digits = _GROUPING.sub("", written.translate(_TO_DIGITS))
    if digits.isdecimal():
        return digits
    shape = _SHAPE.fullmatch(digits)
    if not shape:
        return written
    parts = shape.groups()
    oku, man, ones = parts[:5], parts[5:10], parts[10:]
    return str((_value(oku) or _named(oku)) * 10**8 + (_value(man) or _named(man)) * 10**4 + _value(ones))


def _value(parts: tuple[str | None, ...]) -> int:
    """千百十一: a place named without a digit counts once (百 is 100), one that is not named not at all."""
    places = zip((1000, 100, 10), parts[1:4], strict=True)
    return sum(place * int(digit or 1) for place, digit in places if digit is not None) + int(parts[4] or 0)


def _named(parts: tuple[str | None, ...]) -> int:
    return int(parts[0] == "")
