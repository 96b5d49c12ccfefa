"""A date, as anybody may type it."""

import re
import unicodedata
from datetime import date

from madoguchi.core.calendar.eras import ERAS
from madoguchi.core.calendar.wareki import NotADate, from_wareki, make_date
from madoguchi.core.text.public import arabic_numerals, unify_hyphens

LONGEST = 40
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_MONTH = "(?P<word>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
ERA = "|".join([*(era.name for era in ERAS), *(era.name[0] for era in ERAS), *(era.letter for era in ERAS)])
_BETWEEN = r"[./・,-]"
_SHAPES = [
    re.compile(shape, re.I)
    for shape in (
        rf"(?P<era>{ERA})(?P<year>\d{{1,3}})(?:年|{_BETWEEN})(?P<month>\d{{1,2}})(?:月|{_BETWEEN})(?P<day>\d{{1,2}})日?",
        rf"(?:西暦)?(?P<year>\d{{4}})(?:年|{_BETWEEN})(?P<month>\d{{1,2}})(?:月|{_BETWEEN})(?P<day>\d{{1,2}})日?",
        r"(?:西暦)?(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
        rf"(?P<era>{ERA}|[1-5])(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[-,.]?{_MONTH}[-,.]?(?P<year>\d{{4}})",
        rf"{_MONTH}[-.]?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[-,.]?(?P<year>\d{{4}})",
    )
]
_WEEKDAY = re.compile(r"\(?(?:[月火水木金土日]曜日?|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)\)?$|\([月火水木金土日祝・]+\)$", re.I)
_FIRST_YEAR = re.compile("元年|元(?=[./-])")


def parse_date(text: str) -> date:
    """令和8年7月1日 · R8.7.1 · ２０２６／７／１ · 20260701 · 5080701 · 1 July 2026, with or without weekday.

    A year of two digits without an era, and 7/1/2026, are not guessed at. Raises NotADate.
    """
    plain = plain_date(text)
    for shape in _SHAPES:
        if found := shape.fullmatch(plain):
            return _date(found.groupdict())
    raise NotADate(text=text.strip()[:LONGEST])


def plain_date(text: str) -> str:
    """Half width, digits for kanji numerals, hyphens of one kind, 1年 for 元年, no spaces, no weekday."""
    if len(text) > 2 * LONGEST:
        raise NotADate(text=text[:LONGEST])
    plain = "".join(unify_hyphens(unicodedata.normalize("NFKC", text)).split())
    plain = _WEEKDAY.sub("", plain).removesuffix("生")
    return arabic_numerals(_FIRST_YEAR.sub(lambda first: first[0].replace("元", "1"), plain))


def _date(part: dict[str, str | None]) -> date:
    if word := part.get("word"):
        part["month"] = str(MONTHS.index(word[:3].capitalize()) + 1)
    year, month, day = (int(part[name] or 0) for name in ("year", "month", "day"))
    if era := part.get("era"):
        return from_wareki(era, year, month, day)
    return make_date(year, month, day)
