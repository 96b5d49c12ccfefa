"""順番待ち: as many a second as the servers manage, in the order in which they came."""

from datetime import timedelta
from types import SimpleNamespace
from unittest import mock

import pytest

from madoguchi.engines.booking.rush import crowd, entering, load
from madoguchi.engines.booking.rush import public as rush
from madoguchi.engines.booking.rush.models import Gate
from madoguchi.engines.booking.rush.tuning import FULL, LEAST, ROOM, START, tuned
from madoguchi.engines.booking.testing import NOON

pytestmark = pytest.mark.django_db
MOST = 8.0


@pytest.fixture(autouse=True)
def nobody_came(monkeypatch):
    busy(monkeypatch, None)
    rush.forget()
    yield
    rush.forget()


def after(seconds: float):
    return NOON + timedelta(seconds=seconds)


def take(count: int, at=NOON):
    return [rush.take_number(at, most=MOST) for _n in range(count)]


def is_rush(at=NOON) -> bool:
    return rush.is_rush(at, most=MOST)


def turn_of(number: int, at):
    entering._glanced.clear()  # a second has passed since the row was looked at
    return rush.turn_of(number, at, most=MOST)


def busy(monkeypatch, share: float | None) -> None:
    monkeypatch.setattr(entering.LOAD, "share", lambda: share)


def test_few__nobody_waits_and_nothing_is_written():
    assert [is_rush() for _n in range(4)] == [False] * 4
    assert not Gate.objects.exists()


def test_many_within_a_second__are_asked_for_numbers():
    assert [is_rush() for _n in range(5)][-1]


def test_few__but_the_process_does_nothing_else__are_asked_for_numbers(monkeypatch):
    """Where a page takes long, five a second are never seen; that they come one upon the other is."""
    clock = SimpleNamespace(now=0.0)
    fake = SimpleNamespace(monotonic=lambda: clock.now)
    monkeypatch.setattr(crowd, "time", fake)
    monkeypatch.setattr(entering, "time", fake)
    monkeypatch.setattr(entering.LOAD, "spent", lambda: clock.now * share)

    def newcomers(count: int) -> list[bool]:
        found = []
        for _n in range(count):
            clock.now += 2.0
            found.append(is_rush())
        return found

    share = 0.5
    assert newcomers(6) == [False] * 6
    rush.forget()
    share = 1.0
    assert newcomers(6) == [False] * 4 + [True] * 2


def test_numbers__in_the_order_of_coming__say_how_many_and_how_long():
    turns = take(100)
    assert [turn.number for turn in turns] == list(range(1, 101))
    assert [turn.is_in for turn in turns] == [True] * 8 + [False] * 92
    assert (turns[8].ahead, turns[8].seconds) == (1, 1)
    assert (turns[99].ahead, turns[99].seconds) == (92, 12)


def test_numbers__taken_by_the_handful__while_many_come(django_assert_max_num_queries):
    for _n in range(80):
        is_rush()
    with django_assert_max_num_queries(60):  # one by one they would be 240 and more
        turns = take(80)
    assert [turn.number for turn in turns] == list(range(1, 81))


def test_handful__laid_aside__lapses_and_is_nobodys():
    for _n in range(40):
        is_rush()
    first = take(1)[0].number
    later = SimpleNamespace(monotonic=mock.Mock(return_value=entering.time.monotonic() + 5))
    with mock.patch.object(entering, "time", later):
        assert take(1, after(5))[0].number == first + 10


def test_turn__place_is_kept__and_later_ones_never_pass():
    take(100)
    take(50, after(1))
    assert turn_of(16, after(1)).is_in
    assert not turn_of(17, after(1)).is_in
    assert turn_of(100, after(11.5)).is_in
    assert turn_of(101, after(11.5)).ahead == 1


def test_waiting__another_process_hears_of_it__until_a_while_after_the_last():
    take(100)
    rush.forget()  # what another process knows
    assert is_rush(after(5))
    rush.forget()
    assert not is_rush(after(12 + 61))


def test_quiet_time__only_so_many_at_once_afterwards():
    take(100)
    assert [turn.is_in for turn in take(12, after(3600))] == [True] * 8 + [False] * 4


def test_clock__that_goes_backwards__lets_nobody_out():
    take(100)
    take(1, after(4))
    assert turn_of(40, after(4)).is_in
    assert turn_of(40, after(-30)).is_in
    assert [turn.number for turn in take(1, after(-30))] == [102]


@pytest.mark.parametrize("number", [0, -1, 101, 10**12])
def test_number__never_given__has_no_turn(number):
    take(100)
    assert turn_of(number, NOON) is None


def test_busy_servers__let_in_fewer__and_say_that_it_takes_longer(monkeypatch):
    before = take(200)[-1]
    busy(monkeypatch, 0.99)
    for second in range(1, 6):
        now = turn_of(before.number, after(second))
    assert Gate.objects.get().a_second < MOST / 4
    assert now.seconds > before.seconds
    assert now.ahead < before.ahead, "nobody falls back"


def test_idle_servers__let_in_more__up_to_the_ceiling(monkeypatch):
    take(2000)
    Gate.objects.update(a_second=1)
    busy(monkeypatch, 0.2)
    rates = []
    for second in range(1, 40):
        turn_of(2000, after(second))
        rates.append(Gate.objects.get().a_second)
    assert rates == sorted(rates)
    assert rates[0] < 2
    assert rates[-1] == MOST


def test_rate__reckoned_anew_once_a_second__however_many_processes_look(monkeypatch):
    take(200)
    busy(monkeypatch, 0.99)
    for _process in range(5):
        turn_of(200, after(1))
    assert Gate.objects.get().a_second == pytest.approx(MOST * 0.7)


def test_tuned__never_stands_still__never_above_the_ceiling():
    assert tuned(LEAST, 1.0, most=60) == LEAST
    assert tuned(60, 0.0, most=60) == 60
    assert tuned(START, (ROOM + FULL) / 2, most=60) == START


def test_load__time_in_requests_by_the_clock__between_them_by_the_processor():
    clock = SimpleNamespace(now=0.0, work=0.0)
    fake = SimpleNamespace(monotonic=lambda: clock.now, process_time=lambda: clock.work)
    with mock.patch.object(load, "time", fake), mock.patch.object(load, "ONE_IN", 1):
        one = load.Load()
        for _n in range(10):
            with one.answering():
                clock.now += 0.03  # of which the database took most
                clock.work += 0.01
            clock.now += 0.07
            clock.work += 0.02  # read and sent
        assert one.share() == pytest.approx((10 * 0.03 + 9 * 0.02) / 1.0)
        assert one.share() is None, "that was just now"


def test_load__a_request_that_is_still_on__counts():
    clock = SimpleNamespace(now=0.0, work=0.0)
    fake = SimpleNamespace(monotonic=lambda: clock.now, process_time=lambda: clock.work)
    with mock.patch.object(load, "time", fake):
        one = load.Load()
        with one.answering():
            clock.now += 2.0
            assert one.share() == 1.0
            clock.now += 1.0
        clock.now += 1.0
        assert one.share() == 0.5
