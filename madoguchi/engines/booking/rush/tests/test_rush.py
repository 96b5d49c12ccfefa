"""順番待ち: as many a second as are served, in the order in which they came."""

from datetime import timedelta

import pytest

from madoguchi.engines.booking.rush import public as rush
from madoguchi.engines.booking.rush.models import Gate
from madoguchi.engines.booking.testing import NOON

pytestmark = pytest.mark.django_db
A_SECOND = 10.0


@pytest.fixture(autouse=True)
def nobody_came():
    rush.forget()


def after(seconds: float):
    return NOON + timedelta(seconds=seconds)


def take(count: int, at=NOON):
    return [rush.take_number(at, a_second=A_SECOND) for _n in range(count)]


def test_few__nobody_waits_and_nothing_is_written():
    assert [rush.is_rush(NOON) for _n in range(4)] == [False] * 4
    assert not Gate.objects.exists()


def test_many_within_a_second__are_asked_for_numbers():
    assert [rush.is_rush(NOON) for _n in range(5)][-1]


def test_numbers__in_the_order_of_coming__say_how_many_and_how_long():
    turns = take(100)
    assert [turn.number for turn in turns] == list(range(1, 101))
    assert [turn.is_in for turn in turns] == [True] * 20 + [False] * 80
    assert (turns[20].ahead, turns[20].seconds) == (1, 1)
    assert (turns[99].ahead, turns[99].seconds) == (80, 8)


def test_turn__place_is_kept__and_later_ones_never_pass():
    take(100)
    take(50, after(1))
    assert rush.turn_of(30, after(1), a_second=A_SECOND).is_in
    assert not rush.turn_of(31, after(1), a_second=A_SECOND).is_in
    assert rush.turn_of(100, after(8), a_second=A_SECOND).is_in
    assert rush.turn_of(101, after(8), a_second=A_SECOND).ahead == 1


def test_waiting__another_process_hears_of_it__until_a_while_after_the_last():
    take(100)
    rush.forget()  # what another process knows
    assert rush.is_rush(after(5))
    rush.forget()
    assert not rush.is_rush(after(8 + 61))


def test_quiet_time__only_so_many_at_once_afterwards():
    take(100)
    assert [turn.is_in for turn in take(25, after(3600))] == [True] * 20 + [False] * 5


def test_clock__that_goes_backwards__lets_nobody_out():
    take(100)
    take(1, after(4))
    assert rush.turn_of(60, after(4), a_second=A_SECOND).is_in
    assert rush.turn_of(60, after(-30), a_second=A_SECOND).is_in
    assert [turn.number for turn in take(1, after(-30))] == [102]


@pytest.mark.parametrize("number", [0, -1, 101, 10**12])
def test_number__never_given__has_no_turn(number):
    take(100)
    assert rush.turn_of(number, NOON, a_second=A_SECOND) is None
