from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.calendar.public import ClosedDays, holiday_name

HALL = ClosedDays()
days = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 7, 1), ""),
        (date(2026, 7, 4), "土曜日"),
        (date(2026, 7, 5), "日曜日"),
        (date(2026, 9, 22), "国民の休日"),
        (date(2026, 1, 1), "元日"),
        (date(2026, 12, 28), ""),
        (date(2026, 12, 29), "年末年始"),
        (date(2027, 1, 3), "年末年始"),
        (date(2027, 1, 4), ""),
    ],
)
def test_why_closed__day_of_the_hall__is_told(day, why):
    assert str(HALL.why_closed(day)) == why
    assert HALL.is_closed(day) == bool(why)


def test_holidays__substitute_day__is_one():
    assert "振替休日" in holiday_name(date(2027, 3, 22))
    assert HALL.next_open(date(2027, 3, 20)) == date(2027, 3, 23)


def test_closed_days__of_a_city__are_data():
    flood, fair = date(2026, 7, 1), date(2026, 7, 5)
    hall = ClosedDays(extra={flood: "水害のため"}, opened=[fair])
    assert hall.why_closed(flood) == "水害のため"
    assert not hall.is_closed(fair)
    assert str(ClosedDays(extra=[flood]).why_closed(flood)) == "臨時の休み"
    library = ClosedDays(weekdays={0}, holidays=False, year_end=((12, 28), (1, 4)))
    assert [library.is_closed(date(2026, 7, day)) for day in (4, 5, 6, 7)] == [False, False, True, False]
    assert library.is_closed(date(2026, 12, 28))
    assert ClosedDays(weekdays={0}) == ClosedDays(weekdays=frozenset({0}))
    assert ClosedDays(year_end=((8, 13), (8, 15))).is_closed(date(2026, 8, 14))
    assert not ClosedDays(year_end=None).is_closed(date(2026, 12, 29))


@given(days)
def test_next_open__any_day__is_the_first_that_is_open(day):
    found = HALL.next_open(day)
    assert not HALL.is_closed(found)
    assert all(HALL.is_closed(day + timedelta(days=n)) for n in range((found - day).days))
    assert HALL.previous_open(found) == found
    assert HALL.previous_open(day) <= day <= found


@given(days, st.integers(1, 30))
def test_after_open_days__count__passes_that_many(day, count):
    end = HALL.after_open_days(day, count)
    assert sum(not HALL.is_closed(day + timedelta(days=n)) for n in range(1, (end - day).days + 1)) == count
    assert not HALL.is_closed(end)


def test_next_open__place_that_never_opens__is_a_fault_of_the_data():
    with pytest.raises(ValueError):
        ClosedDays(weekdays=range(7)).next_open(date(2026, 7, 1))
