"""Counting: what a way contributes to the facts, and keeping both in step with the events."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from madoguchi.core.events.public import StoredEvent
from madoguchi.engines.insight.flow.days import OpenDays, open_days
from madoguchi.engines.insight.flow.process import PROCESSES, Process
from madoguchi.engines.insight.flow.reading import ANSWERED, read
from madoguchi.engines.insight.models import CaseFact, OpenFact, StepFact, Trace, VariantFact

Key = tuple[str, tuple[Any, ...]]
"""A table of facts and the values of its KEYS."""
Sums = dict[Key, Counter[str]]
TABLES: dict[str, Any] = {table.__name__: table for table in (OpenFact, CaseFact, StepFact, VariantFact)}
WITHIN = ((0, "same_day"), (3, "to3"), (7, "to7"), (14, "to14"), (30, "to30"))
OF_A_WAY = [field.name for field in Trace._meta.concrete_fields if field.name not in {"id", "process", "subject_id"}]


@transaction.atomic
def refresh(process: Process, subject_id: str, days: OpenDays | None = None) -> bool:
    """Read a case's way anew from all its events, and move the facts by the difference; whether there was one. Doing it twice, in
    any order, from two workers at once comes to the same: the row is held, and what it says is what the log says.
    """
    rows = Trace.objects.select_for_update().filter(process=process.code, subject_id=subject_id)
    found = rows.first()
    events = StoredEvent.objects.filter(subject_kind=process.subject_kind, subject_id=subject_id, kind__in=process.kinds)
    way = read(process, subject_id, events, days or open_days())
    if way is None or (found is not None and said(found) == said(way)):
        return False
    before = contributions(found) if found else {}
    if found is None:
        try:
            with transaction.atomic():
                way.save(force_insert=True)
        except IntegrityError:  # another worker began with it: now it can be held
            return refresh(process, subject_id, days)
    else:
        way.pk = found.pk
        way.save(force_update=True)
    apply(difference(before, contributions(way)))
    return True


def said(trace: Trace) -> tuple[Any, ...]:
    return tuple(getattr(trace, name) for name in OF_A_WAY)


def contributions(trace: Trace) -> Sums:
    """What one way adds to the facts. All facts are the sum of these."""
    where = (trace.process, trace.section)
    if trace.ended_on is None:
        key = ("OpenFact", (*where, trace.procedure, trace.step))
        return {key: Counter(cases=1, since=trace.since.toordinal())}
    month = (*where, trace.ended_on.replace(day=1), trace.procedure)
    if trace.ending != ANSWERED:
        return {("CaseFact", month): Counter(left=1)}
    sums: Sums = {("CaseFact", month): of_case(trace)}
    over = overrun(trace)
    steps = PROCESSES.get(trace.process).step
    for code, (days, opened) in trace.spent.items():
        counted = Counter({"cases": 1, "days": days, "open_days": opened, within(days): 1})
        if over and days >= over and steps[code].whose == "city" and not steps[code].after:
            counted["rescues"] = 1
        sums["StepFact", (*month, code)] = counted
    sums["VariantFact", (*month, trace.path)] = Counter(cases=1, days=sum(spent[0] for spent in trace.spent.values()))
    return sums


def of_case(trace: Trace) -> Counter[str]:
    assert trace.answered_on
    over = overrun(trace)
    return Counter(
        cases=1,
        days=sum(spent[0] for spent in trace.spent.values()),
        open_days=sum(spent[1] for spent in trace.spent.values()),
        to_answer=(trace.answered_on - trace.began_on).days,
        corrected=int(trace.asked > 0),
        asked=trace.asked,
        returned=int(trace.sent_back > 0),
        promised=int(trace.promised_on is not None),
        kept=int(trace.promised_on is not None and not over),
        over_days=over,
    )


def overrun(trace: Trace) -> int:
    """Days by which the answer came later than promised."""
    if trace.promised_on is None or trace.answered_on is None:
        return 0
    return max((trace.answered_on - trace.promised_on).days, 0)


def within(days: int) -> str:
    return next((name for most, name in WITHIN if days <= most), "longer")


def difference(before: Mapping[Key, Counter[str]], after: Mapping[Key, Counter[str]]) -> Sums:
    found: Sums = {}
    for key in {*before, *after}:
        change = Counter(after.get(key, Counter()))
        change.subtract(before.get(key, Counter()))
        change = Counter({name: n for name, n in change.items() if n})
        if change:
            found[key] = change
    return found


def apply(sums: Sums) -> None:
    """Add to the rows, always in the same order, so that two workers never wait for each other crosswise."""
    for (table, key), change in sorted(sums.items(), key=lambda one: (one[0][0], tuple(map(str, one[0][1])))):
        model = TABLES[table]
        named = dict(zip(model.KEYS, key, strict=True))
        rows = model.objects.filter(**named)
        added = {name: F(name) + n for name, n in change.items()}
        if rows.update(**added):
            continue
        try:
            with transaction.atomic():
                model.objects.create(**named, **dict(change))
        except IntegrityError:  # another worker was first
            rows.update(**added)


def months_back(day: date, months: int) -> date:
    """The first day of the month so many months before that of a day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)


def subjects(process: Process, since: datetime | None = None) -> Iterator[str]:
    """Every case that the log knows of (or that began since then), by the event that begins it."""
    begins = [move.event.kind for move in process.moves if move.effect == "begin"]
    rows = StoredEvent.objects.filter(kind__in=begins, subject_kind=process.subject_kind).order_by("id")
    if since:
        rows = rows.filter(at__gte=since)
    yield from rows.values_list("subject_id", flat=True).iterator(chunk_size=2000)
