"""Counting a span of days anew: four questions over indexes, whatever the number of cases before."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, F, Min

from madoguchi.core.acting import SYSTEM
from madoguchi.core.calendar.public import TOKYO, today
from madoguchi.core.events.public import record
from madoguchi.core.jobs.public import every
from madoguchi.core.zones import Zone
from madoguchi.engines.cases.events import FormFetched
from madoguchi.engines.cases.models import Case, Correction, Decision, FormDownload, Tally, Withdrawal

Key = tuple[str, str, date]
LATE = 40
"""Days back that the night counts again: arrivals are stamped back, and long transactions end late."""


@dataclass
class Counted:
    received: int = 0
    withdrawn: int = 0
    corrections: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    took: Counter[str] = field(default_factory=Counter)


def count(first: date, last: date) -> int:
    """Count the days from first to last and keep them; how many rows stand. In one transaction, so that a reader sees
    all of the old or all of the new.
    """
    found: dict[Key, Counted] = defaultdict(Counted)
    arrived = Case.objects.filter(received_on__gte=first, received_on__lte=last).order_by()
    for section, procedure, day, n in arrived.values_list("section", "procedure", "received_on").annotate(n=Count("pk")):
        found[section, procedure, day].received = n
    decided = Decision.objects.filter(decided_on__gte=first, decided_on__lte=last).order_by()
    columns = ("case__section", "case__procedure", "decided_on", "outcome", "revises", "case__received_on")
    for section, procedure, day, outcome, revises, received in decided.values_list(*columns).iterator(chunk_size=2000):
        row = found[section, procedure, day]
        if revises:
            row.outcomes["revised"] += 1
        else:
            row.outcomes[outcome] += 1
            row.took[str(max((day - received).days, 0))] += 1
    for model, name in ((Withdrawal, "withdrawn"), (Correction, "corrections")):
        rows = model.objects.filter(at__gte=start(first), at__lt=start(last + timedelta(days=1))).order_by()  # type: ignore[attr-defined]
        for section, procedure, at in rows.values_list("case__section", "case__procedure", "at").iterator(chunk_size=2000):
            row = found[section, procedure, today(at)]
            setattr(row, name, getattr(row, name) + 1)
    with transaction.atomic():
        Tally.objects.between(first, last).delete()
        Tally.objects.bulk_create(list(written(found)), batch_size=500)
    return len(found)


def written(found: dict[Key, Counted]) -> Iterator[Tally]:
    for (section, procedure, day), one in found.items():
        yield Tally(
            section=section,
            procedure=procedure,
            day=day,
            received=one.received,
            withdrawn=one.withdrawn,
            corrections=one.corrections,
            outcomes=dict(one.outcomes),
            took=dict(one.took),
        )


def start(day: date) -> datetime:
    return datetime.combine(day, time(), TOKYO)


def count_all(until: date, days: int = 31) -> int:
    """Every day since the first case, a month at a time: for a new house, and after a repair."""
    first = Case.objects.aggregate(first=Min("received_on"))["first"]
    rows = 0
    while first and first <= until:
        last = min(first + timedelta(days=days - 1), until)
        rows += count(first, last)
        first = last + timedelta(days=1)
    return rows


@every("cases.count-today", seconds=600, zone=Zone.OFFICE)
def count_today(at: datetime) -> int:
    return count(today(at) - timedelta(days=1), today(at))


@every("cases.count-late", daily="03:40", zone=Zone.OFFICE)
def count_late(at: datetime) -> int:
    return count(today(at) - timedelta(days=LATE), today(at))


@transaction.atomic
def count_download(procedure: str, *, at: datetime) -> None:
    """A blank form was fetched."""
    rows = FormDownload.objects.filter(procedure=procedure, day=today(at))
    if not rows.update(count=F("count") + 1):
        try:
            with transaction.atomic():
                FormDownload.objects.create(procedure=procedure, day=today(at), count=1)
        except IntegrityError:
            rows.update(count=F("count") + 1)
    record(FormFetched(subject=procedure), by=SYSTEM, at=at)
