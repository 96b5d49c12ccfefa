"""Folding: which facts an event adds to, for one indicator's way of counting."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from madoguchi.city.public import all_defined
from madoguchi.core.calendar.public import fiscal_year, in_tokyo
from madoguchi.core.events.public import Happened
from madoguchi.engines.insight.definitions import Counts, Indicator
from madoguchi.engines.insight.models import Grain

Place = tuple[str, date, str]
"""Grain, first day of the period, part."""


def counted_indicators() -> dict[str, Counts]:
    """What the city has counted, by indicator."""
    return {one.code: one.counts for one in all_defined(Indicator) if one.counts}


def digest_of(counts: Counts) -> str:
    """The same for the same way of counting; what the parts are called does not matter."""
    return hashlib.sha256(counts.model_dump_json(exclude={"names"}).encode()).hexdigest()


def fold(counts: Counts, events: Iterable[Happened]) -> dict[Place, int]:
    """What these events add, by place."""
    found: dict[Place, int] = defaultdict(int)
    kinds = frozenset(counts.events)
    for event in events:
        if event.kind not in kinds or not _fits(counts, event):
            continue
        n = int(event.data.get(counts.add, 0)) if counts.add else 1
        day = in_tokyo(event.at).date()
        part = str(_value(event, counts.by))[:64] if counts.by else ""
        for grain, first in spans(day):
            found[grain, first, ""] += n
            if part and grain != Grain.DAY:
                found[grain, first, part] += n
    return found


@lru_cache(maxsize=4000)
def spans(day: date) -> tuple[tuple[str, date], ...]:
    """The day, its month, its fiscal year."""
    return (Grain.DAY.value, day), (Grain.MONTH.value, day.replace(day=1)), (Grain.YEAR.value, date(fiscal_year(day), 4, 1))


def _fits(counts: Counts, event: Happened) -> bool:
    return all(_value(event, key) in allowed for key, allowed in counts.where.items())


def _value(event: Happened, key: str) -> Any:
    """A field of the data; `subject` and `section` stand beside it in the envelope."""
    if key == "subject":
        return event.subject_id
    if key == "section":
        return event.section
    return event.data.get(key, "")
