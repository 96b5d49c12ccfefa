from contextlib import suppress
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from madoguchi.core.calendar.public import NoSuchDay, NotADate, era_of, format_date, parse_date

JULY_1 = date(2026, 7, 1)
days = st.dates(date(1868, 1, 25), date(2117, 12, 31))
WIDE = {ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789/.-RHSTM()"}


@pytest.mark.parametrize(
    "text",
    [
        "2026年7月1日",
        "２０２６年７月１日（水）",
        "西暦2026年7月1日",
        "2026-07-01",
        "2026/7/1",
        "２０２６．７．１",
        "2026・7・1",
        "2026 ー 7 ー 1",
        "20260701",
        "令和8年7月1日",
        "令和 8年 7月 1日",
        "令和八年七月一日（水曜日）",
        "令8.7.1",
        "R8.7.1",
        "ｒ８・７・１",
        "R080701",
        "R08/07/01",
        "㋿8年7月1日",
        "5080701",
        "平成38年7月1日",
        "二〇二六年七月一日",
        "令和8年7月1日生",
        "2026年7月1日(水・祝)",
        "1 July 2026 (Wed)",
        "1 Jul 2026",
        "July 1, 2026",
        "Jul. 1st 2026",
        "令和8年7月1",
        " 2026年7月1日\n",
    ],
)
def test_parse__any_way_of_writing_a_day__is_read(text):
    assert parse_date(text) == JULY_1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("4050101", date(1993, 1, 1)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("令和元.5.1", date(2019, 5, 1)),
        ("R1.5.1", date(2019, 5, 1)),
        ("昭和六十四年一月七日", date(1989, 1, 7)),
        ("明治6年1月1日", date(1873, 1, 1)),
        ("H31.4.30", date(2019, 4, 30)),
        ("平成33年1月1日", date(2021, 1, 1)),
        ("昭和100年12月31日", date(2025, 12, 31)),
    ],
)
def test_parse__eras__are_read(text, day):
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "あした",
        "26/7/1",
        "8.7.1",
        "7/1/2026",
        "2026/7",
        "2026年7月",
        "6080701",
        "202607011",
        "令和8年7月",
        "Q8.7.1",
        "1 Foo 2026",
        "９" * 500,
    ],
)
def test_parse__what_is_no_date_or_two__is_refused_not_guessed(text):
    with pytest.raises(NotADate) as refused:
        parse_date(text)
    assert "日付として読めません" in str(refused.value)


@pytest.mark.parametrize("text", ["2026年2月30日", "令和8年13月1日", "20260000", "9999-12-31", "0001-01-01", "R7.2.29"])
def test_parse__day_that_never_comes__is_refused(text):
    with pytest.raises(NoSuchDay) as refused:
        parse_date(text)
    assert str(refused.value).endswith("日という日はありません。")


@given(days)
def test_parse__every_shape_of_every_day__is_that_day(day):
    era = era_of(day)
    year = era.year_of(day)
    for text in [
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{era.digit}{year:02}{day:%m%d}",
        f"{era.letter}{year}.{day.month}.{day.day}",
        f"{era.letter}{year:02}{day:%m%d}",
        format_date(day),
        format_date(day, "ja-easy"),
        format_date(day, "en"),
    ]:
        assert parse_date(text) == parse_date(text.translate(WIDE)) == day


@given(st.text(max_size=100))
@example("令和")
@example("(水)")
@example("R0.0.0")
def test_parse__anything__gives_a_date_or_a_refusal(text):
    with suppress(NotADate):
        assert isinstance(parse_date(text), date)
