"""The birthday in the signature certificate of a 個人番号カード: `EYYYYMMDD`, OID 1.2.392.200149.8.5.5.4."""

import re

from madoguchi.core.calendar.partial import PartialDate, of_parts
from madoguchi.core.calendar.wareki import NotADate

_SHAPE = re.compile(r"[0-5](\d{4})(\d\d)(\d\d)", re.ASCII)


def parse_jpki_birth(text: str) -> PartialDate:
    """`319800217` is 1980-02-17: the first digit names the era, yet the year is Gregorian. 00 is an unknown part."""
    found = _SHAPE.fullmatch(text)
    if not found:
        raise NotADate(text=text[:9])
    return of_parts(text, *map(int, found.groups()))
