from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.calendar.public import (
    ClosedDays,
    add_months_minpo,
    days_before,
    last_day,
    months_before,
    renewal_opens,
)

HALL = ClosedDays()
days = st.dates(date(1900, 1, 1), date(2200, 12, 31))

WORKED = [
    # event, term, nominal last day, the day that counts
    (date(2026, 11, 22), {"months": 3}, date(2027, 2, 22), date(2027, 2, 22)),
    (date(2026, 11, 30), {"months": 3}, date(2027, 2, 28), date(2027, 3, 1)),
    (date(2026, 8, 31), {"months": 6}, date(2027, 2, 28), date(2027, 3, 1)),
    (date(2026, 11, 28), {"days": 15}, date(2026, 12, 13), date(2026, 12, 14)),
    (date(2026, 11, 22), {"days": 14}, date(2026, 12, 6), date(2026, 12, 7)),
    (date(2026, 7, 1), {"days": 15}, date(2026, 7, 16), date(2026, 7, 16)),
]


@pytest.mark.parametrize(("event", "term", "nominal", "counting"), WORKED)
def test_last_day__worked_example__agrees(event, term, nominal, counting):
    assert last_day(event, **term) == nominal
    assert HALL.last_day(event, **term) == counting


@pytest.mark.parametrize(
    ("event", "months", "last"),
    [
        (date(2027, 2, 28), 1, date(2027, 3, 31)),  # begins on March 1, so it takes all of March
        (date(2026, 11, 29), 3, date(2027, 2, 28)),  # begins on November 30, and February has no 30th
        (date(2026, 11, 28), 3, date(2027, 2, 28)),
        (date(2026, 11, 27), 3, date(2027, 2, 27)),
        (date(2027, 11, 28), 3, date(2028, 2, 28)),  # a leap year
        (date(2027, 11, 29), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
    ],
)
def test_add_months__ends_of_months__follow_143(event, months, last):
    assert add_months_minpo(event, months) == last


def test_last_day__first_day_counted__is_a_day_earlier():
    assert last_day(date(2026, 7, 1), days=14, first_day_counts=True) == date(2026, 7, 14)
    assert HALL.last_day(date(2026, 7, 1), days=14, first_day_counts=True) == date(2026, 7, 14)


@given(days, st.integers(1, 2000))
def test_last_day__of_days__counts_that_many_after_the_event(event, count):
    assert (last_day(event, days=count) - event).days == count


@given(days, st.integers(1, 240))
def test_last_day__of_months__next_term_begins_the_day_after(event, months):
    """A term and the next of the same length, begun on the day after it, never overlap and leave no gap."""
    last = last_day(event, months=months)
    first, following = event + timedelta(days=1), last + timedelta(days=1)
    assert (following.year * 12 + following.month) - (first.year * 12 + first.month) == months + (following.day < first.day)
    assert following.day in (first.day, 1)


@given(days, st.integers(1, 20))
def test_last_day__of_years__is_that_of_twelve_times_the_months(event, years):
    assert last_day(event, years=years) == last_day(event, months=12 * years)


@given(days, st.integers(1, 400))
def test_last_day__longer_term__never_ends_earlier(event, count):
    assert last_day(event, days=count) < last_day(event, days=count + 1)
    assert last_day(event, months=count) < last_day(event, months=count + 1)


@pytest.mark.parametrize("term", [{}, {"days": 1, "months": 1}, {"days": 0}, {"days": -1}, {"months": -2}])
def test_last_day__term_without_one_length__is_a_fault(term):
    with pytest.raises(ValueError):
        last_day(date(2026, 7, 1), **term)


def test_days_before__sixty__counts_backwards_without_the_day_itself():
    assert days_before(date(2025, 5, 31), 60) == date(2025, 4, 1)
    assert months_before(date(2026, 5, 31), 3) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("expires", "opens"),
    [
        (date(2023, 7, 7), date(2023, 4, 8)),
        (date(2023, 5, 28), date(2023, 3, 1)),
        (date(2023, 8, 1), date(2023, 5, 2)),
        (date(2023, 5, 30), date(2023, 3, 1)),
        (date(2024, 5, 29), date(2024, 3, 1)),
        (date(2023, 7, 31), date(2023, 5, 1)),
    ],
)
def test_renewal_opens__worked_example__agrees(expires, opens):
    assert renewal_opens(expires) == opens
