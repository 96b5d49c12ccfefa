"""The clocks, over New Year, holidays and leap days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.calendar.public import ClosedDays
from madoguchi.engines.cases.clocks import Pause, filing_deadline, kept_until, legal_due, standard_clock
from madoguchi.engines.cases.definitions import Deadline

CITY = ClosedDays()
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


def test_standard_clock__thirty_days__first_day_not_counted():
    assert standard_clock(date(2026, 7, 11), 30, [], CITY).due_on == date(2026, 8, 10)


def test_standard_clock__last_day_closed__moves_on():
    assert standard_clock(date(2026, 11, 30), 30, [], CITY).due_on == date(2027, 1, 4)


def test_standard_clock__pause_over_new_year__all_its_days_are_left_out():
    clock = standard_clock(date(2026, 12, 10), 30, [Pause(date(2026, 12, 25), date(2027, 1, 8))], CITY)
    assert (clock.paused_days, clock.due_on) == (14, date(2027, 1, 25))


def test_standard_clock__open_pause__has_no_due_day_and_uses_nothing():
    clock = standard_clock(date(2026, 12, 10), 30, [Pause(date(2026, 12, 25))], CITY)
    assert (clock.due_on, clock.left(date(2027, 1, 20))) == (None, None)
    assert clock.used(date(2027, 1, 20)) == clock.used(date(2026, 12, 25)) == 15


def test_legal_due__same_days__never_pauses():
    assert legal_due(date(2026, 12, 10), 30, CITY) == date(2027, 1, 12)


@pytest.mark.parametrize(
    ("event", "last"),
    [
        (date(2026, 7, 1), date(2026, 7, 16)),
        (date(2026, 11, 28), date(2026, 12, 14)),
        (date(2026, 12, 15), date(2027, 1, 4)),
    ],
)
def test_filing_deadline__fifteen_days__rolls_over_closed_days(event, last):
    names = {"reason": {"event_date": event}}
    assert filing_deadline([Deadline(days=15, after="reason.event_date")], names, CITY) == last


def test_filing_deadline__no_day_answered__is_unknown():
    assert filing_deadline([Deadline(days=15, after="reason.event_date")], {}, CITY) is None


@pytest.mark.parametrize(("closed_on", "until"), [(date(2026, 7, 15), date(2032, 3, 31)), (date(2027, 3, 31), date(2032, 3, 31))])
def test_kept_until__five_years__from_the_next_fiscal_year(closed_on, until):
    assert kept_until(closed_on, 5) == until


@given(DAYS, st.integers(1, 120), st.integers(0, 60), st.integers(0, 60))
def test_standard_clock__any_pause__never_shortens_and_ends_on_an_open_day(received, days, start, length):
    pause = Pause(received + timedelta(days=start), received + timedelta(days=start + length))
    without, paused = standard_clock(received, days, [], CITY), standard_clock(received, days, [pause], CITY)
    assert paused.due_on >= without.due_on
    assert not CITY.is_closed(paused.due_on)
    assert (paused.due_on - received).days >= days + length


@given(DAYS, st.lists(st.integers(1, 10), min_size=1, max_size=6))
def test_standard_clock__pauses_one_after_another__add_up(received, lengths):
    pauses, day = [], received
    for length in lengths:
        pauses.append(Pause(day, day + timedelta(days=length)))
        day += timedelta(days=length + 1)
    assert standard_clock(received, 30, pauses, CITY).paused_days == sum(lengths)


def test_kept_until__years_from_the_end__begin_the_day_after() -> None:
    assert kept_until(date(2026, 7, 1), 5, "end") == date(2031, 7, 1)
    assert kept_until(date(2028, 2, 28), 1, "end") == date(2029, 2, 28)
