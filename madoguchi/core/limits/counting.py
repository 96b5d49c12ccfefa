"""Counting requests by the minute: in this process, and by shares in the database once somebody asks often."""

import logging
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from django.db import DatabaseError, connection

from madoguchi.core.limits.models import Taken

log = logging.getLogger("madoguchi.limits")
PARTS = 20
"""What a process gives unasked, and what it takes at once, is the limit through this."""


@dataclass(frozen=True)
class Standing:
    """How it stands with somebody's minute: `remaining` as far as this process knows, `reset` in seconds."""

    limit: int
    remaining: int
    reset: int
    admitted: bool


@dataclass
class _Caller:
    asked: int = 0
    granted: int = 0
    rest: int = 0
    """What others had left of the minute when this process last looked."""
    looked: bool = False


class Counter:
    """The memory of one process; the database is never asked under its lock."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._minute = 0
        self._callers: dict[str, _Caller] = {}

    def count(self, who: str, limit: int, at: datetime) -> Standing:
        """One more request of this caller."""
        seconds = int(at.timestamp())
        minute, reset = seconds // 60, 60 - seconds % 60
        part = max(limit // PARTS, 1)
        with self._lock:
            if minute > self._minute:
                self._minute, self._callers = minute, {}
            caller = self._callers.setdefault(who, _Caller(granted=part, rest=limit - part))
            caller.asked += 1
            mine = caller.asked
            short = mine > caller.granted and not (caller.looked and caller.rest == 0)
        if short:
            self._take_share(caller, who, minute, limit, part)
        with self._lock:
            return Standing(limit, max(caller.granted - caller.asked, 0) + caller.rest, reset, mine <= caller.granted)

    def _take_share(self, caller: _Caller, who: str, minute: int, limit: int, part: int) -> None:
        """The first time what was given unasked is told too, so that it counts for the other processes."""
        first = not caller.looked
        wanted = 2 * part if first else part
        try:
            taken = _add(who, minute, wanted)
        except DatabaseError as error:  # the request itself will say so; nobody is shut out by a count
            log.warning("limits: %s", type(error).__name__)
            taken = wanted
        given = max(min(wanted, limit - (taken - wanted)), 0)
        with self._lock:
            caller.granted += max(given - part, 0) if first else given
            caller.rest, caller.looked = max(limit - taken, 0), True


def _add(who: str, minute: int, number: int) -> int:
    """One statement on both databases; what was taken in all, this included."""
    table = Taken._meta.db_table
    sql = (
        f"INSERT INTO {table} (who, minute, number) VALUES (%s, %s, %s) "  # noqa: S608
        f"ON CONFLICT (who, minute) DO UPDATE SET number = {table}.number + excluded.number RETURNING number"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [who, minute, number])
        return int(cursor.fetchone()[0])


COUNTER = Counter()
