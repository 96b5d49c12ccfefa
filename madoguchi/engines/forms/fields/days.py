"""date: 和暦 or 西暦, in three boxes or in one, half or full width. What is stored is the day alone."""

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from madoguchi.core.calendar import public as calendar
from madoguchi.core.refused import Refused
from madoguchi.core.text import public as text
from madoguchi.engines.forms.conditions.types import Kind, Type
from madoguchi.engines.forms.fields.base import FieldType, Limits, Part, Raw, lang, one, wrong_shape
from madoguchi.engines.forms.problems import Problem, Unparsable, bad

if TYPE_CHECKING:
    from madoguchi.engines.forms.definitions import Question

WESTERN = "AD"
_YEAR_WORD = re.compile(r"^(?:西暦)?(.*?)年?$")


class DateType(FieldType):
    code = "date"
    settings = frozenset({"not_after", "not_before"})
    group = True

    def kind(self, question: "Question") -> Kind:
        return Type.DATE

    def parts(self, question: "Question") -> tuple[Part, ...]:
        eras = tuple((era.letter, era.name if japanese() else era.romaji) for era in calendar.ERAS)
        western = (WESTERN, gettext_lazy("西暦"))
        return (
            Part("era", "select", gettext_lazy("元号"), (*eras, western) if japanese() else (western, *eras)),
            Part("year", label=gettext_lazy("年"), inputmode="numeric", size=4),
            Part("month", label=gettext_lazy("月"), inputmode="numeric", size=2),
            Part("day", label=gettext_lazy("日"), inputmode="numeric", size=2),
        )

    def parse(self, raw: Raw, question: "Question") -> Any:
        whole, year, month, day = (one(raw, part) for part in ("", "year", "month", "day"))
        if not (whole or year or month or day):
            return None
        try:
            if whole or (len(year) > 5 and not (month or day)):
                return calendar.parse_date(whole or year).isoformat()
            missing = next((part for part, value in (("year", year), ("month", month), ("day", day)) if not value), None)
            if missing:
                raise Unparsable("date-incomplete", _("年、月、日をすべて入力してください。"), missing)
            return calendar.parse_date(spelled(one(raw, "era"), year, month, day)).isoformat()
        except Refused as refused:
            raise Unparsable.by(refused, "year" if year else "") from None

    def typed(self, value: Any, question: "Question") -> dict[str, list[str]]:
        found = as_date(value)
        if found is None:
            return {"era": [], "year": [], "month": [], "day": []}
        era = calendar.era_of(found) if japanese() else None
        sign, year = (era.letter, era.year_of(found)) if era else (WESTERN, found.year)
        return {"era": [sign], "year": [str(year)], "month": [str(found.month)], "day": [str(found.day)]}

    def check(self, value: Any, question: "Question", limits: Limits) -> list[Problem]:
        found = as_date(value)
        if found is None:
            return wrong_shape("YYYY-MM-DD")
        if limits.not_after and found > limits.not_after:
            return [self._late(found, limits.not_after, question.not_after == "today")]
        if limits.not_before and found < limits.not_before:
            return [self._early(found, limits.not_before, question.not_before == "today")]
        return []

    def _late(self, found: date, bound: date, today: bool) -> Problem:
        if today:
            words = _("{day}は、今日（{bound}）より後の日付です。日付をお確かめください。")
            return bad("not-after-today", words.format(day=_day(found), bound=_day(bound)), part="day")
        return bad("not-after", _("{bound}までの日付を入力してください。").format(bound=_day(bound)), part="day")

    def _early(self, found: date, bound: date, today: bool) -> Problem:
        if today:
            words = _("{day}は、今日（{bound}）より前の日付です。日付をお確かめください。")
            return bad("not-before-today", words.format(day=_day(found), bound=_day(bound)), part="day")
        return bad("not-before", _("{bound}からの日付を入力してください。").format(bound=_day(bound)), part="day")

    def view(self, value: Any, question: "Question") -> Any:
        return as_date(value)

    def show(self, value: Any, question: "Question", language: str = "") -> str:
        found = as_date(value)
        if found is None:
            return ""
        language = language or lang()
        if not language.startswith(("ja", "easy")):
            return calendar.format_date(found, language, weekday=False)
        return f"{calendar.format_date(found, language, weekday=False)}（{calendar.wareki_year(found)}）"

    def schema(self, question: "Question") -> dict[str, Any]:
        return {"type": "string", "format": "date"}


def japanese() -> bool:
    return (get_language() or "ja").startswith("ja")


def spelled(era: str, year: str, month: str, day: str) -> str:
    """The boxes as one writing of a date. Four digits are a year of the common era, whatever the list of eras says."""
    plain = text.arabic_numerals(text.to_halfwidth("".join(year.split())))
    plain = _YEAR_WORD.sub(r"\1", plain)
    name = next((e.name for e in calendar.ERAS if e.letter == era), "")
    if re.fullmatch(r"\d{4}", plain) or not re.fullmatch(r"\d{1,3}|元", plain):
        name = ""
    month, day = (re.sub(r"[月日]$", "", "".join(text.to_halfwidth(part).split())) for part in (month, day))
    return f"{name}{plain}年{month}月{day}日"


def as_date(value: Any) -> date | None:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _day(day: date) -> str:
    return calendar.format_wareki(day, lang())


TYPES = (DateType(),)
