"""Numbers, and who is in. A token bucket: so many people a second, and some at once where nobody came for a while.

Nothing is written about a person: the number is in their hands, and whether it is in follows from the clock.
"""

import threading
import time
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db import transaction

from madoguchi.engines.booking.rush.models import Gate

GATE = "booking"
AT_ONCE = 2.0
"""Seconds' worth of people that are let in at once after a quiet time."""
MANY = 5
"""So many newcomers within a second, in one process, are perhaps a rush: from there on numbers are asked for."""
STAYS_BUSY = timedelta(seconds=60)
GLANCE = 1.0

_lock = threading.Lock()
_came: deque[float] = deque(maxlen=MANY)
_glanced: list[tuple[float, datetime | None]] = []


@dataclass(frozen=True)
class Turn:
    """`ahead`: people before this number; `seconds`: until it is in (0: now)."""

    number: int
    ahead: int
    seconds: int

    @property
    def is_in(self) -> bool:
        return self.ahead == 0


def is_rush(at: datetime) -> bool:
    """Whether whoever comes now has to take a number. Counts the one who asks; looks at the gate once a second."""
    now = time.monotonic()
    with _lock:
        _came.append(now)
        many = len(_came) == MANY and now - _came[0] < 1.0
        glance = _glanced[0] if _glanced else None
    if many:
        return True
    if glance is None or now - glance[0] >= GLANCE:
        glance = (now, Gate.objects.filter(code=GATE).values_list("busy_until", flat=True).first())
        with _lock:
            _glanced[:] = [glance]
    return glance[1] is not None and at < glance[1]


@transaction.atomic
def take_number(at: datetime, *, a_second: float) -> Turn:
    """The next number, and its turn."""
    gate = Gate.objects.select_for_update().filter(code=GATE).first()
    if gate is None:
        Gate.objects.bulk_create([Gate(code=GATE, counted_at=at, let_in=a_second * AT_ONCE)], ignore_conflicts=True)
        gate = Gate.objects.select_for_update().get(code=GATE)
    gate.let_in = _let_in(gate, at, a_second)
    gate.counted_at = max(at, gate.counted_at)
    gate.given += 1
    turn = _turn(gate.given, gate.let_in, a_second)
    if not turn.is_in:
        gate.busy_until = at + timedelta(seconds=turn.seconds) + STAYS_BUSY
    gate.save(update_fields=["let_in", "counted_at", "given", "busy_until"])
    return turn


def turn_of(number: int, at: datetime, *, a_second: float) -> Turn | None:
    """Where a number stands now; None for one that was never given."""
    gate = Gate.objects.filter(code=GATE).first()
    if gate is None or not 0 < number <= gate.given:
        return None
    return _turn(number, _let_in(gate, at, a_second), a_second)


def _let_in(gate: Gate, at: datetime, a_second: float) -> float:
    """A clock that goes backwards lets nobody in, and nobody out."""
    passed = max((at - gate.counted_at).total_seconds(), 0.0)
    return max(gate.let_in, min(gate.let_in + passed * a_second, gate.given + a_second * AT_ONCE))


def _turn(number: int, let_in: float, a_second: float) -> Turn:
    ahead = max(ceil(number - let_in), 0)
    return Turn(number, ahead, ceil(ahead / a_second))


def forget() -> None:
    """For tests: this process has seen nobody."""
    with _lock:
        _came.clear()
        _glanced.clear()
