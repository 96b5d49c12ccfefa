from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.calendar.public import attained_on, display_age, first_march31_after

births = st.dates(date(1900, 1, 1), date(2100, 12, 31))
ages = st.integers(1, 110)


@pytest.mark.parametrize(
    ("birth", "years", "attained"),
    [
        (date(2008, 4, 1), 18, date(2026, 3, 31)),
        (date(2008, 4, 2), 18, date(2026, 4, 1)),
        (date(1961, 1, 1), 65, date(2025, 12, 31)),
        (date(2008, 2, 29), 18, date(2026, 2, 28)),
        (date(2008, 2, 29), 20, date(2028, 2, 28)),
        (date(2007, 3, 1), 1, date(2008, 2, 29)),
    ],
)
def test_attained_on__worked_example__is_the_day_before_the_birthday(birth, years, attained):
    assert attained_on(birth, years) == attained


@pytest.mark.parametrize(
    ("birth", "end"),
    [
        (date(2008, 4, 1), date(2026, 3, 31)),
        (date(2008, 4, 2), date(2027, 3, 31)),
        (date(2008, 3, 31), date(2026, 3, 31)),
    ],
)
def test_first_march31__of_eighteen__agrees(birth, end):
    assert first_march31_after(birth, 18) == end


@given(births, ages)
def test_attained_on__and_display_age__differ_by_the_eve_of_the_birthday(birth, years):
    eve = attained_on(birth, years)
    leapling_in_common_year = (birth.month, birth.day) == (2, 29) and eve.month == 2 and (eve + timedelta(days=1)).day == 29
    assert display_age(birth, eve) == years - 1
    assert display_age(birth, eve + timedelta(days=1)) == years or leapling_in_common_year


@given(births, ages)
def test_first_march31__any_birth__is_within_a_year_of_attaining(birth, years):
    end, attained = first_march31_after(birth, years), attained_on(birth, years)
    assert (end.month, end.day) == (3, 31)
    assert timedelta(0) <= end - attained <= timedelta(days=365)


def test_display_age__before_birth__is_a_fault():
    assert display_age(date(2026, 7, 1), date(2026, 7, 1)) == 0
    with pytest.raises(ValueError):
        display_age(date(2026, 7, 1), date(2026, 6, 30))
