"""Rebuilding: every way read anew from the log, every fact summed anew from the ways; and comparing, which is the same without
writing."""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from madoguchi.core.calendar.public import TOKYO
from madoguchi.core.events.public import StoredEvent
from madoguchi.engines.insight.flow.counting import TABLES, Key, Sums, apply, contributions, refresh, said, subjects
from madoguchi.engines.insight.flow.days import OpenDays, open_days
from madoguchi.engines.insight.flow.process import PROCESSES, Process
from madoguchi.engines.insight.flow.reading import read
from madoguchi.engines.insight.models import Trace

log = logging.getLogger("madoguchi.insight")


AT_ONCE = 2000


def rebuild(process: Process) -> tuple[int, int]:
    """(ways that were not as the log says, facts that were not the sum of the ways). Pages can be read all the while."""
    days, mended = open_days(), 0
    for chunk in chunks(subjects(process)):
        mended += mend(process, chunk, days)
    return mended, sum(recount(process, section, procedure) for section, procedure in groups(process))


def chunks(subjects: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(subjects)
    while chunk := list(islice(waiting, AT_ONCE)):
        yield chunk


def mend(process: Process, chunk: list[str], days: OpenDays) -> int:
    """Set these ways right, and the facts with them; how many were wrong. Those not known yet are written together."""
    should, known = ways_of(process, chunk, days), known_of(process, chunk)
    fresh = [way for subject, way in should.items() if subject not in known]
    other = [subject for subject, way in should.items() if subject in known and said(known[subject]) != said(way)]
    try:
        with transaction.atomic():
            Trace.objects.bulk_create(fresh, batch_size=AT_ONCE)
            apply(summed(fresh))
    except IntegrityError:  # some of them have become known in between
        other += [way.subject_id for way in fresh]
    for subject in other:
        refresh(process, subject, days)
    return len({*other, *(way.subject_id for way in fresh)})


def ways_of(process: Process, chunk: list[str], days: OpenDays) -> dict[str, Trace]:
    """What the log says of these cases: one question."""
    events: dict[str, list[StoredEvent]] = {}
    for event in StoredEvent.objects.filter(subject_kind=process.subject_kind, subject_id__in=chunk, kind__in=process.kinds):
        events.setdefault(event.subject_id, []).append(event)
    found = {subject: read(process, subject, events.get(subject, []), days) for subject in chunk}
    return {subject: way for subject, way in found.items() if way}


def known_of(process: Process, chunk: list[str]) -> dict[str, Trace]:
    return {trace.subject_id: trace for trace in Trace.objects.filter(process=process.code, subject_id__in=chunk)}


def summed(ways: Iterable[Trace]) -> Sums:
    sums: Sums = {}
    for way in ways:
        for key, counted in contributions(way).items():
            sums.setdefault(key, Counter()).update(counted)
    return sums


def groups(process: Process) -> list[tuple[str, str]]:
    """Departments and procedures of which there are ways or facts."""
    found: set[tuple[str, str]] = set()
    for table in (Trace, *TABLES.values()):
        found |= set(table._default_manager.filter(process=process.code).order_by().values_list("section", "procedure").distinct())
    return sorted(found)


@transaction.atomic
def recount(process: Process, section: str, procedure: str, since: date | None = None) -> int:
    """Sum the facts of a group anew, from months since that day (or of all); how many rows were wrong. The ways are held meanwhile,
    so that what happens to them waits."""
    here = {"process": process.code, "section": section, "procedure": procedure}
    ways = Trace.objects.select_for_update().filter(**here)
    if since:
        ways = ways.filter(Q(ended_on__gte=since) | Q(ended_on=None))
    should, wrong = summed(ways.order_by("pk").iterator(chunk_size=2000)), 0
    for name, table in TABLES.items():
        rows = table.objects.filter(**here)
        if since and "month" in table.KEYS:
            rows = rows.filter(month__gte=since)
        is_ = {key: (pk, sums) for key, pk, sums in _rows(name, table, rows)}
        for key in [key for key in should if key[0] == name and key not in is_]:
            table.objects.create(**dict(zip(table.KEYS, key[1], strict=True)), **should[key])
            wrong += 1
        for key, (pk, sums) in is_.items():
            wanted = should.get(key, Counter())
            if {n: v for n, v in sums.items() if v} != {n: v for n, v in wanted.items() if v}:
                table.objects.filter(pk=pk).update(**{column: wanted[column] for column in _columns(table)})
                wrong += 1
    return wrong


def _columns(table: Any) -> list[str]:
    return [f.name for f in table._meta.concrete_fields if f.name not in {"id", *table.KEYS}]


def _rows(name: str, table: Any, rows: Any) -> Iterator[tuple[Key, int, Counter[str]]]:
    columns = _columns(table)
    for row in rows.order_by("pk").values("pk", *table.KEYS, *columns).iterator(chunk_size=2000):
        key = (name, tuple(row[field] for field in table.KEYS))
        yield key, row["pk"], Counter({column: row[column] for column in columns})


def differing(process: Process) -> Iterator[tuple[str, Any, Any]]:
    """What a rebuild would change: ("way", subject, None), and facts as (table, is, should). Writes nothing."""
    days, wanted = open_days(), dict[Key, Counter[str]]()
    for chunk in chunks(subjects(process)):
        should, known = ways_of(process, chunk, days), known_of(process, chunk)
        for subject in {*should, *known}:
            if subject not in should or subject not in known or said(should[subject]) != said(known[subject]):
                yield "way", subject, None
        for key, sums in summed(should.values()).items():
            wanted.setdefault(key, Counter()).update(sums)
    for name, table in TABLES.items():
        found = {key: sums for key, _pk, sums in _rows(name, table, table.objects.filter(process=process.code))}
        for key in sorted({*found, *(key for key in wanted if key[0] == name)}, key=str):
            is_, wants = ({n: v for n, v in one.get(key, Counter()).items() if v} for one in (found, wanted))
            if is_ != wants:
                yield name, (key[1], is_), wants


def mend_recent(since: date) -> int:
    """Nightly: ways that began or ended since that day, and all that are open, against their events; then the facts of those months
    against the ways. What differs is set right and said aloud: it is a fault, or an event whose job waits for help."""
    wrong, days, from_ = 0, open_days(), datetime.combine(since, time(), TOKYO)
    for code, process in PROCESSES.items():
        known = Trace.objects.filter(Q(ended_on__gte=since) | Q(ended_on=None), process=code)
        recent = {*known.values_list("subject_id", flat=True), *subjects(process, from_)}
        for chunk in chunks(sorted(recent)):
            if found := mend(process, chunk, days):
                wrong += found
                log.error("%s ways of %s were not as their events say", found, code)
        for section, procedure in groups(process):
            if found := recount(process, section, procedure, since.replace(day=1)):
                wrong += found
                log.error("%s facts of %s %s %s were not the sum of the ways", found, code, section, procedure)
    return wrong
