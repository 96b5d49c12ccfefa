"""Numbers, and who is in. A token bucket: so many people a second, and some at once where nobody came for a while.

Nothing is written about a person: the number is in their hands, and whether it is in follows from the row and the clock. A process
looks at the row once a second, and takes numbers from it by the handful, so that the queue costs the database nothing.
"""

import threading
import time
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db import transaction

from madoguchi.engines.booking.rush.crowd import Crowd
from madoguchi.engines.booking.rush.load import LOAD
from madoguchi.engines.booking.rush.models import Gate
from madoguchi.engines.booking.rush.tuning import FULL, start, tuned

GATE = "booking"
AT_ONCE = 1.0
"""Seconds' worth of people that are let in at once after a quiet time."""
MANY = 5
"""So many newcomers within a second, in one process, are perhaps a rush: from there on numbers are asked for."""
STAYS_BUSY = timedelta(seconds=60)
GLANCE = 1.0
HANDFUL, HANDFUL_LASTS = 0.25, 0.5
"""Seconds' worth of newcomers for whom numbers are taken together; and how long those may lie before they lapse."""

_lock = threading.Lock()
_crowd = Crowd(MANY)
_glanced: list[tuple[float, Gate | None]] = []
_swamped: deque[tuple[float, float]] = deque(maxlen=MANY)
_handful: list[tuple[float, int, int]] = []


@dataclass(frozen=True)
class Turn:
    """`ahead`: people before this number; `seconds`: until it is in (0: now)."""

    number: int
    ahead: int
    seconds: int

    @property
    def is_in(self) -> bool:
        return self.ahead == 0


def is_rush(at: datetime, *, most: float) -> bool:
    """Whether whoever comes now has to take a number. Counts the one who asks."""
    many = _crowd.joined()
    swamped = _is_swamped()
    return many or swamped or _is_busy(at, most)


def is_running(at: datetime, *, most: float) -> bool:
    """Whether people wait now, for whoever must not pass them but begins no queue. Counts the one who asks while they do."""
    running = _is_busy(at, most)
    if running:
        _crowd.joined()
    return running


def _is_busy(at: datetime, most: float) -> bool:
    gate = _gate(at, most)
    return gate is not None and gate.busy_until is not None and at < gate.busy_until


def _is_swamped() -> bool:
    """Whether the last few newcomers came while this process did nothing but answer: then more may stand outside than it sees."""
    now, spent = time.monotonic(), LOAD.spent()
    with _lock:
        _swamped.append((now, spent))
        passed, busy = now - _swamped[0][0], spent - _swamped[0][1]
        return len(_swamped) == MANY and passed > 0 and busy / passed > FULL


def take_number(at: datetime, *, most: float) -> Turn:
    """The next number, and its turn. `most`: people a second at most."""
    with _lock:
        now = time.monotonic()
        if _handful and now - _handful[0][0] < HANDFUL_LASTS:
            taken, number, last = _handful.pop()
            if number < last:
                _handful.append((taken, number + 1, last))
        else:
            many = max(round(_crowd.size() * HANDFUL), 1)
            taken_from = _take(many, at, most)
            _glanced[:] = [(now, taken_from)]
            number = taken_from.given - many + 1
            _handful[:] = [(now, number + 1, taken_from.given)] if many > 1 else []
        seen = _glanced[0][1]
    assert seen is not None
    return _turn(number, seen, at)


def turn_of(number: int, at: datetime, *, most: float) -> Turn | None:
    """Where a number stands now; None for one that was never given."""
    gate = _gate(at, most)
    if gate is None or not number > 0:
        return None
    if number > gate.given:  # another process may have given it since we looked
        gate = _look(at, most)
    return _turn(number, gate, at) if gate is not None and number <= gate.given else None


def _gate(at: datetime, most: float) -> Gate | None:
    """The row as it was within the last second."""
    with _lock:
        glance = _glanced[0] if _glanced else None
    if glance is None or time.monotonic() - glance[0] >= GLANCE:
        return _look(at, most)
    return glance[1]


def _look(at: datetime, most: float) -> Gate | None:
    """The row as it is; while people wait, how many a second are let in is reckoned anew."""
    gate = Gate.objects.filter(code=GATE).first()
    if gate is not None and gate.busy_until is not None and at < gate.busy_until and _is_due(gate, at):
        gate = _tune(at, most)
    with _lock:
        _glanced[:] = [(time.monotonic(), gate)]
    return gate


def _is_due(gate: Gate, at: datetime) -> bool:
    return gate.tuned_at is None or at - gate.tuned_at >= timedelta(seconds=GLANCE)


@transaction.atomic
def _tune(at: datetime, most: float) -> Gate:
    gate = Gate.objects.select_for_update().get(code=GATE)
    _count(gate, at, most)
    gate.save(update_fields=["let_in", "counted_at", "a_second", "tuned_at"])
    return gate


@transaction.atomic
def _take(many: int, at: datetime, most: float) -> Gate:
    gate = Gate.objects.select_for_update().filter(code=GATE).first()
    if gate is None:
        first = start(most)
        new = Gate(code=GATE, counted_at=at, a_second=first, let_in=first * AT_ONCE)
        Gate.objects.bulk_create([new], ignore_conflicts=True)
        gate = Gate.objects.select_for_update().get(code=GATE)
    if gate.busy_until is None or gate.busy_until <= at or gate.a_second > most:
        gate.a_second = start(most)
    _count(gate, at, most)
    gate.given += many
    turn = _turn(gate.given, gate, at)
    if not turn.is_in:
        gate.busy_until = at + timedelta(seconds=turn.seconds) + STAYS_BUSY
    gate.save(update_fields=["let_in", "counted_at", "given", "a_second", "tuned_at", "busy_until"])
    return gate


def _count(gate: Gate, at: datetime, most: float) -> None:
    """Who is in by now; and, once a second, how many are let in from here on. The row is locked."""
    gate.let_in = _let_in(gate, at)
    gate.counted_at = max(at, gate.counted_at)
    if _is_due(gate, at) and (busy := LOAD.share()) is not None:
        gate.a_second, gate.tuned_at = tuned(gate.a_second, busy, most=most), at


def _let_in(gate: Gate, at: datetime) -> float:
    """A clock that goes backwards lets nobody in, and nobody out."""
    passed = max((at - gate.counted_at).total_seconds(), 0.0)
    return max(gate.let_in, min(gate.let_in + passed * gate.a_second, gate.given + gate.a_second * AT_ONCE))


def _turn(number: int, gate: Gate, at: datetime) -> Turn:
    ahead = max(ceil(number - _let_in(gate, at)), 0)
    return Turn(number, ahead, ceil(ahead / gate.a_second))


def forget() -> None:
    """For tests: this process has seen nobody."""
    _crowd.forget()
    with _lock:
        _glanced.clear()
        _handful.clear()
        _swamped.clear()
