"""Feeding: the facts follow the events, a batch at a time; each batch and the mark how far it went are one transaction."""

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import chain
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from madoguchi.core.events.public import Happened, follow
from madoguchi.engines.insight.counting.folding import Place, counted_indicators, digest_of, fold
from madoguchi.engines.insight.definitions import Counts
from madoguchi.engines.insight.models import Count

BATCH = 20_000
AT_ONCE = 150
ADD = (
    "INSERT INTO mado_insight_fact (count_id, grain, at, part, n) VALUES {rows}"
    " ON CONFLICT (count_id, grain, part, at) DO UPDATE SET n = mado_insight_fact.n + excluded.n"
)
"""Both databases read it alike; the ORM can replace a value on conflict, but not add to it."""
SAID_ANEW = timedelta(minutes=5)
"""How often a quiet indicator says that it was looked after."""


def feed_facts(at: datetime, *, seconds: float = 5.0, batch: int = BATCH) -> bool:
    """Count what has happened since, for so many seconds at most; whether everything is counted."""
    wanted = counted_indicators()
    begin_counts(wanted, at)
    until = time.monotonic() + seconds
    while True:
        behind = advance(wanted, at, batch)
        if not behind:
            return True
        if time.monotonic() > until:
            return False


def begin_counts(wanted: dict[str, Counts], at: datetime) -> None:
    """A counting for each indicator that has none of its present way of counting; what is no longer wanted goes."""
    if not wanted:
        return  # no city is loaded yet
    Count.objects.exclude(indicator__in=wanted).delete()
    known = defaultdict(list)
    for row in Count.objects.all():
        known[row.indicator].append(row)
    for code, counts in wanted.items():
        digest = digest_of(counts)
        Count.objects.filter(indicator=code, shown=False).exclude(digest=digest).delete()
        if any(row.digest == digest for row in known[code]):
            continue
        Count.objects.get_or_create(indicator=code, shown=False, defaults={"digest": digest, "begun_at": at})


def rebuild(codes: Iterable[str], at: datetime) -> int:
    """Count these from the first event anew. What is shown stays until the new counting has caught up."""
    wanted, begun = counted_indicators(), 0
    for code in codes:
        with transaction.atomic():
            Count.objects.filter(indicator=code, shown=False).delete()
            Count.objects.create(indicator=code, digest=digest_of(wanted[code]), begun_at=at)
        begun += 1
    return begun


def advance(wanted: dict[str, Counts], at: datetime, batch: int) -> bool:
    """One batch for all that stand at the same event; whether somebody is still behind."""
    groups: dict[UUID | None, list[Count]] = defaultdict(list)
    for row in Count.objects.filter(indicator__in=wanted):
        if row.digest == digest_of(wanted[row.indicator]):  # in an older way it is shown on, but counts no more
            groups[row.upto].append(row)
    behind = [_advance_together(rows, upto, wanted, at, batch) for upto, rows in groups.items()]
    return any(behind)


def _advance_together(rows: Sequence[Count], upto: UUID | None, wanted: dict[str, Counts], at: datetime, batch: int) -> bool:
    kinds = sorted({kind for row in rows for kind in wanted[row.indicator].events})
    events = follow(kinds, after=upto, limit=batch, at=at)
    reached = len(events) < batch
    by_kind: dict[str, list[Happened]] = defaultdict(list)
    for event in events:
        by_kind[event.kind].append(event)
    with transaction.atomic():
        for row in rows:
            if events:
                moved = Count.objects.filter(pk=row.pk, upto=upto).update(
                    upto=events[-1].id, revision=F("revision") + 1, counted_at=at
                )
                if not moved:
                    continue  # another worker counted these events meanwhile
                counts = wanted[row.indicator]
                add(row, fold(counts, chain.from_iterable(by_kind[kind] for kind in counts.events)))
            if reached:
                _show(row, at)
    return not reached


def add(row: Count, found: dict[Place, int]) -> None:
    """Within the transaction in which the count moved on."""
    places = [(row.pk, grain, first, part, n) for (grain, first, part), n in found.items() if n]
    with connection.cursor() as cursor:
        for start in range(0, len(places), AT_ONCE):
            some = places[start : start + AT_ONCE]
            rows = ", ".join(["(%s, %s, %s, %s, %s)"] * len(some))
            cursor.execute(ADD.format(rows=rows), [value for place in some for value in place])


def _show(row: Count, at: datetime) -> None:
    """It has caught up: what was shown before goes, this one is shown."""
    if row.shown:
        if row.counted_at is None or row.counted_at < at - SAID_ANEW:
            Count.objects.filter(pk=row.pk).update(counted_at=at)
        return
    Count.objects.filter(indicator=row.indicator, shown=True).delete()
    Count.objects.filter(pk=row.pk).update(shown=True, counted_at=at, revision=F("revision") + 1)
