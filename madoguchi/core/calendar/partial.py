"""A date of which a part is unknown: 昭和25年5月日不詳. Registers hold such birthdays (住民基本台帳事務処理要領)."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from madoguchi.core.calendar.days import last_of_month
from madoguchi.core.calendar.parse import ERA, parse_date, plain_date
from madoguchi.core.calendar.wareki import NotADate, era_called, make_date


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class DateNotCertain(NotADate):
    code, message = "date-not-certain", _("「{text}」は日まで分からないため、担当者が確かめます。")


@dataclass(frozen=True)
class PartialDate:
    """What is known of a date, beside the words in which it was given."""

    precision: Precision
    text: str
    year: int = 0
    month: int = 0
    day: int = 0

    @property
    def earliest(self) -> date | None:
        return make_date(self.year, self.month or 1, self.day or 1) if self.year else None

    @property
    def latest(self) -> date | None:
        if not self.year:
            return None
        return make_date(self.year, self.month, self.day) if self.day else last_of_month(self.year, self.month or 12)

    def as_date(self) -> date:
        """The day, if it is certain: rules of age and of terms take no other. Raises DateNotCertain."""
        if self.precision is not Precision.DAY:
            raise DateNotCertain(text=self.text)
        return date(self.year, self.month, self.day)

    def __str__(self) -> str:
        return self.text


_UNKNOWN = re.compile("不詳|不明|頃|ごろ|推定")
_KNOWN_PART = re.compile(
    rf"(?:(?P<era>{ERA})(?P<era_year>\d{{1,3}})|(?:西暦)?(?P<year>\d{{4}}))(?:年|[./-]|$)"
    r"(?:(?P<month>\d{1,2})(?:月|[./-]|$))?(?:0{1,2}日?)?[年月日]*",
    re.I,
)
_EIGHT = re.compile(r"(\d{4})(\d\d)(\d\d)")


def parse_partial(text: str) -> PartialDate:
    """A whole date, or 昭和25年5月, 1950年 月日不詳, 1950-05-00, 19500000, 不詳. Raises NotADate."""
    plain = plain_date(text)
    bare = _UNKNOWN.sub("", plain)
    if not bare.strip("年月日0-"):
        return PartialDate(Precision.UNKNOWN, text)
    if eight := _EIGHT.fullmatch(plain):
        return of_parts(text, *map(int, eight.groups()))
    if bare == plain:
        try:
            whole = parse_date(text)
            return PartialDate(Precision.DAY, text, whole.year, whole.month, whole.day)
        except NotADate:
            pass
    found = _KNOWN_PART.fullmatch(bare)
    if not found:
        raise NotADate(text=text)
    year, count = found["year"], found["era_year"]
    first = era_called(found["era"]).first_day.year if count else 0
    return of_parts(text, first + int(count) - 1 if count else int(year), int(found["month"] or 0), 0)


def of_parts(text: str, year: int, month: int, day: int) -> PartialDate:
    """0 stands for what is unknown; a day without its month is as good as none."""
    if not year:
        return PartialDate(Precision.UNKNOWN, text)
    make_date(year, month or 1, day if month and day else 1)
    if not month:
        return PartialDate(Precision.YEAR, text, year)
    if not day:
        return PartialDate(Precision.MONTH, text, year, month)
    return PartialDate(Precision.DAY, text, year, month, day)
