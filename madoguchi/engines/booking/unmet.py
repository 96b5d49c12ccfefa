"""Counting what was refused. In a rush thousands are refused a minute, in transactions that are rolled back: so a process
counts in memory and writes what it has every few seconds. A process that is killed loses those few seconds.
"""

import threading
import time
from collections import Counter
from datetime import date, datetime
from typing import Any

from django.core.signals import request_finished
from django.db import DatabaseError, transaction
from django.db.models import F

from madoguchi.core.calendar.public import today
from madoguchi.engines.booking.models import Unmet

EVERY = 5.0
_lock = threading.Lock()
_seen: Counter[tuple[str, date, date, str]] = Counter()
_since: list[float] = []


def note_unmet(bookable: str, day: date, reason: str, *, at: datetime) -> None:
    """Somebody wanted this on that day and did not get it. Costs nothing but memory."""
    with _lock:
        _seen[bookable, day, today(at), reason] += 1
        if not _since:
            _since.append(time.monotonic())


def write_unmet(*, only_due: bool = False) -> int:
    """Write down what has been counted; how many kinds. What can't be written just now is kept for the next time."""
    with _lock:
        if not _seen or (only_due and time.monotonic() - _since[0] < EVERY):
            return 0
        counted = Counter(_seen)
        _seen.clear()
        _since.clear()
    try:
        with transaction.atomic():
            for (bookable, day, asked_on, reason), times in sorted(counted.items()):
                key = {"bookable": bookable, "day": day, "asked_on": asked_on, "reason": reason}
                Unmet.objects.bulk_create([Unmet(**key)], ignore_conflicts=True)
                Unmet.objects.filter(**key).update(times=F("times") + times)
    except DatabaseError:
        with _lock:
            _seen.update(counted)
            _since[:] = [time.monotonic()]
        return 0
    return len(counted)


def forget() -> None:
    """What was counted in a test ends with it."""
    with _lock:
        _seen.clear()
        _since.clear()


def write_when_due(**_signal: Any) -> None:
    write_unmet(only_due=True)


request_finished.connect(write_when_due, dispatch_uid="booking.unmet")
