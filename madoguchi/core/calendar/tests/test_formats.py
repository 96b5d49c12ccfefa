from datetime import UTC, date, datetime, time

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.calendar.public import (
    fiscal_year,
    fiscal_year_days,
    format_date,
    format_fiscal_year,
    format_instant,
    format_month,
    format_time,
    format_wareki,
    today,
)

JULY_1 = date(2026, 7, 1)
MOMENT = datetime(2026, 7, 1, 5, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lang", "day", "moment", "year", "wareki"),
    [
        ("ja", "2026年7月1日（水）", "2026年7月1日（水）14時10分", "令和8年度", "令和8年7月1日"),
        (
            "ja-easy",
            "2026年7月1日（水曜日）",
            "2026年7月1日（水曜日） 午後2時10分",
            "2026年度（令和8年度）",
            "令和8年7月1日",
        ),
        ("en", "1 July 2026 (Wed)", "1 July 2026 (Wed) 14:10", "FY2026", "1 July 2026 (Reiwa 8)"),
    ],
)
def test_format__in_each_language__is_as_the_pages_say(lang, day, moment, year, wareki):
    assert format_date(JULY_1, lang) == day
    assert format_instant(MOMENT, lang) == moment
    assert format_fiscal_year(JULY_1, lang) == year
    assert format_wareki(JULY_1, lang) == wareki
    page = Template(
        "{% load mado_calendar %}{{ d|day }};{{ at|instant }};{{ d|fiscal_year }};{{ d|wareki }};{{ at|day }};{{ none|day }}"
    )
    with translation.override(lang):
        assert page.render(Context({"d": JULY_1, "at": MOMENT, "none": None})) == ";".join([day, moment, year, wareki, day, ""])


def test_format__definition_language_easy__is_plain_japanese():
    assert format_date(JULY_1, "easy") == format_date(JULY_1, "ja-easy")


@pytest.mark.parametrize(
    ("at", "ja", "easy", "en"),
    [
        (time(0, 0), "0時", "午前0時", "0:00"),
        (time(9, 5), "9時5分", "午前9時5分", "9:05"),
        (time(12, 0), "12時", "午後0時", "12:00"),
        (time(23, 59), "23時59分", "午後11時59分", "23:59"),
    ],
)
def test_format_time__round_the_clock__is_unmistakable(at, ja, easy, en):
    assert (format_time(at), format_time(at, "easy"), format_time(at, "en")) == (ja, easy, en)


def test_format_month__month__has_no_day():
    assert (format_month(JULY_1), format_month(JULY_1, "en")) == ("2026年7月", "July 2026")
    assert format_date(JULY_1, weekday=False) == "2026年7月1日"


@pytest.mark.parametrize(
    ("year", "name"),
    [
        (2026, "令和8年度"),
        (2019, "令和元年度"),
        (2018, "平成30年度"),
        (1989, "平成元年度"),
        (1988, "昭和63年度"),
        (1926, "昭和元年度"),
        (1800, "1800年度"),
    ],
)
def test_format_fiscal_year__where_eras_meet__has_no_year_nought(year, name):
    assert format_fiscal_year(year) == name


def test_fiscal_year__turn__is_april_first():
    assert (fiscal_year(date(2026, 3, 31)), fiscal_year(date(2026, 4, 1))) == (2025, 2026)
    assert format_fiscal_year(date(2026, 3, 31)) == "令和7年度"


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_fiscal_year__any_day__lies_between_its_ends(day):
    first, last = fiscal_year_days(fiscal_year(day))
    assert first <= day <= last


def test_today__moment_before_nine_in_greenwich__is_already_tomorrow_in_japan():
    assert today(datetime(2026, 6, 30, 15, 0, tzinfo=UTC)) == JULY_1
    assert today(datetime(2026, 6, 30, 14, 59, tzinfo=UTC)) == date(2026, 6, 30)
    with pytest.raises(ValueError):
        today(datetime(2026, 7, 1))
