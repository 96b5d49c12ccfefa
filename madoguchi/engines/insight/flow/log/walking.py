"""Walking over the cases that were asked for, each with its events, a few hundred at a time; and that it was done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from madoguchi.core.audit.public import note
from madoguchi.core.calendar.public import in_tokyo
from madoguchi.core.events.public import StoredEvent
from madoguchi.engines.insight.flow.process import PROCESSES, Process
from madoguchi.engines.insight.models import Trace
from madoguchi.engines.people.public import Actor

LOG = "insight.flow-log"
AT_ONCE = 200


@dataclass(frozen=True)
class LogAsked:
    """Cases that ended from `first` to `last`, and with `still_open` those that have not."""

    first: date
    last: date
    section: str = ""
    procedure: str = ""
    still_open: bool = False
    process: str = "case"

    def ways(self, by: Actor) -> Any:
        """Of the departments in which this person may take logs along; the whole house's for who sees the whole house."""
        rows = Trace.objects.filter(process=self.process)
        if by.kind != "system" and not (by.kind == "staff" and by.may("insight.flow-all")):
            rows = rows.filter(section__in=by.sections_with(LOG))
        ended = Q(ended_on__gte=self.first, ended_on__lte=self.last)
        rows = rows.filter(ended | Q(ended_on=None) if self.still_open else ended)
        if self.section:
            rows = rows.filter(section=self.section)
        return rows.filter(procedure=self.procedure) if self.procedure else rows


@dataclass(frozen=True)
class Told:
    """An event as it leaves the house. `objects`: (id, type) of other things that it names."""

    id: str
    kind: str
    at: datetime
    section: str
    who: str
    """Of which kind: staff, resident, machine, system. Never which one."""
    data: dict[str, Any]
    objects: list[tuple[str, str]]


@dataclass(frozen=True)
class Walk:
    process: Process
    asked: LogAsked
    by: Actor

    def __iter__(self) -> Iterator[tuple[Trace, list[Told]]]:
        """By the key of the last row, so that no transaction stays open while somebody reads slowly."""
        rows, last = self.asked.ways(self.by).order_by("pk"), 0
        while chunk := list(rows.filter(pk__gt=last)[:AT_ONCE]):
            events = self._events(chunk)
            for trace in chunk:
                yield trace, events.get(trace.pk, [])
            last = chunk[-1].pk

    def _events(self, chunk: list[Trace]) -> dict[int, list[Told]]:
        mine = {(self.process.subject_kind, trace.subject_id): trace.pk for trace in chunk}
        mine |= {(self.process.origin, trace.origin): trace.pk for trace in chunk if trace.origin}
        kinds = {kind for kind, _subject in mine}
        wanted = Q()
        for kind in kinds:
            wanted |= Q(subject_kind=kind, subject_id__in=[subject for other, subject in mine if other == kind])
        found: dict[int, list[Told]] = {}
        for event in StoredEvent.objects.filter(wanted, kind__in=self.process.logged).order_by("at", "id"):
            found.setdefault(mine[event.subject_kind, event.subject_id], []).append(self.tell(event))
        return found

    def tell(self, event: StoredEvent) -> Told:
        named = [(str(event.data[name]), kind) for name, kind in self.process.objects.items() if event.data.get(name)]
        if event.subject_kind != self.process.subject_kind:
            named.append((event.subject_id, event.subject_kind))
        return Told(
            id=str(event.id),
            kind=event.kind,
            at=in_tokyo(event.at),
            section=event.section,
            who=event.by.partition(":")[0],
            data={name: event.data[name] for name in self.process.told if event.data.get(name) not in (None, "")},
            objects=sorted(set(named)),
        )


def walk(asked: LogAsked, *, by: Actor, form: str, at: datetime) -> Walk:
    """Written down before the first row leaves: who took along what."""
    data = {"form": form, "first": asked.first, "last": asked.last, "section": asked.section, "procedure": asked.procedure}
    note("insight.log-exported", by=by, at=at, subject_kind=asked.process, data={**data, "open": asked.still_open})
    return Walk(PROCESSES.get(asked.process), asked, by)
