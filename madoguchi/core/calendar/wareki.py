"""和暦: 令和8年7月1日. The first year of an era is written 元年."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from madoguchi.core.calendar.days import last_of_month
from madoguchi.core.calendar.eras import ERA_BY_SIGN, Era, era_of
from madoguchi.core.refused import Refused

YEARS = range(1600, 3000)


class NotADate(Refused):
    """Base of what is wrong with a date that somebody gave."""

    code = "not-a-date"
    message = _("「{text}」は日付として読めません。2026年7月1日、令和8年7月1日、2026/7/1 のように入力してください。")


class NoSuchDay(NotADate):
    code, message = "no-such-day", _("{year}年{month}月{day}日という日はありません。")


class BeforeEra(NotADate):
    code, message = "before-era", _("{era}は{first}からです。元号をお確かめください。")


def to_wareki(day: date) -> str:
    """令和8年7月1日. A day before 明治 keeps its Gregorian year."""
    return f"{wareki_year(day)}{day.month}月{day.day}日"


def wareki_year(day: date) -> str:
    era = era_of(day)
    return era_year(era, era.year_of(day)) if era else f"{day.year}年"


def era_year(era: Era, year: int) -> str:
    return f"{era.name}{'元' if year == 1 else year}年"


def from_wareki(era: Era | str, year: int, month: int, day: int) -> date:
    """The day; an era that has ended goes on (平成33年 is 2021), one that has not begun does not. Raises NotADate."""
    era = era if isinstance(era, Era) else era_called(era)
    found = make_date(era.first_day.year + year - 1, month, day)
    if year < 1 or found < era.first_day:
        first = era.first_day
        raise BeforeEra(era=era.name, first=f"{first.year}年{first.month}月{first.day}日")
    return found


def era_called(sign: str) -> Era:
    """令和, 令, R or 5. Raises NotADate."""
    era = ERA_BY_SIGN.get(sign.upper())
    if not era:
        raise NotADate(text=sign)
    return era


def make_date(year: int, month: int, day: int) -> date:
    """A day of the calendar, in a year that people speak of. Raises NoSuchDay."""
    if year in YEARS and 1 <= month <= 12 and 1 <= day <= last_of_month(year, month).day:
        return date(year, month, day)
    raise NoSuchDay(year=year, month=month, day=day)
