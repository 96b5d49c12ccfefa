from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.calendar.public import (
    ERAS,
    BeforeEra,
    NoSuchDay,
    NotADate,
    era_of,
    from_wareki,
    parse_date,
    to_wareki,
)

FIRST_DAYS = [
    # first day, its name, the day before and its name
    (date(2019, 5, 1), "令和元年5月1日", "平成31年4月30日"),
    (date(1989, 1, 8), "平成元年1月8日", "昭和64年1月7日"),
    (date(1926, 12, 25), "昭和元年12月25日", "大正15年12月24日"),
    (date(1912, 7, 30), "大正元年7月30日", "明治45年7月29日"),
    (date(1868, 1, 25), "明治元年1月25日", "1868年1月24日"),
]
in_an_era = st.dates(date(1868, 1, 25), date(2150, 12, 31))


@pytest.mark.parametrize(("day", "name", "name_before"), FIRST_DAYS)
def test_to_wareki__where_an_era_begins__changes_on_its_first_day(day, name, name_before):
    assert to_wareki(day) == name
    assert to_wareki(day - timedelta(days=1)) == name_before


def test_eras__letters_and_digits__are_those_of_the_cards():
    assert [(era.name, era.letter, era.digit) for era in ERAS] == [
        ("令和", "R", 5),
        ("平成", "H", 4),
        ("昭和", "S", 3),
        ("大正", "T", 2),
        ("明治", "M", 1),
    ]


@given(in_an_era)
def test_from_wareki__of_any_day__comes_back(day):
    era = era_of(day)
    parts = (era.year_of(day), day.month, day.day)
    for sign in (era, era.name, era.name[0], era.letter, era.letter.lower(), str(era.digit)):
        assert from_wareki(sign, *parts) == day
    assert parse_date(to_wareki(day)) == day


@given(in_an_era, st.sampled_from(ERAS))
def test_from_wareki__old_era_goes_on__names_the_same_day(day, era):
    if day >= era.first_day:
        assert from_wareki(era, day.year - era.first_day.year + 1, day.month, day.day) == day


def test_from_wareki__future_date_in_an_old_era__is_normalised():
    assert from_wareki("平成", 33, 1, 1) == date(2021, 1, 1)
    assert from_wareki("昭和", 100, 12, 31) == date(2025, 12, 31)


@pytest.mark.parametrize(("era", "year", "month", "day"), [("令和", 1, 4, 30), ("平成", 1, 1, 7), ("昭和", 0, 12, 31)])
def test_from_wareki__before_the_era__is_refused_and_says_from_when(era, year, month, day):
    with pytest.raises(BeforeEra) as refused:
        from_wareki(era, year, month, day)
    assert str(refused.value).startswith(f"{era}は")


def test_from_wareki__no_such_day_or_era__is_refused():
    with pytest.raises(NoSuchDay):
        from_wareki("令和", 7, 2, 29)
    with pytest.raises(NotADate):
        from_wareki("慶応", 3, 1, 1)
