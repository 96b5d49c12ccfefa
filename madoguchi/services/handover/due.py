"""Which cases are to be handed over, and have not been."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import Exists, OuterRef, Q

from madoguchi.city import public as city
from madoguchi.core.calendar.public import TOKYO, today
from madoguchi.engines.cases import public as cases
from madoguchi.engines.people.public import Actor
from madoguchi.services.handover.definitions import Handover
from madoguchi.services.handover.models import Line, LineState


def handovers(by: Actor) -> list[Handover]:
    """Those of the actor's sections."""
    sections = set(by.sections_with("handover.see"))
    return [one for one in city.all_defined(Handover) if one.department in sections]


def day_begins(day: date) -> datetime:
    return datetime.combine(day, time.min, TOKYO)


def beginning(handover: Handover) -> date | None:
    """Where no `since` is written: the day on which the hand-over was first published. What was accepted or decided before was
    typed in by somebody.
    """
    published = city.first_published("handover", handover.code)
    return None if handover.since or published is None else today(published)


def due_cases(handover: Handover, by: Actor) -> Any:
    """The oldest first. A case that was withdrawn or sent to another city is none of them."""
    rows = _ready(handover, by)
    if handover.since:
        rows = rows.filter(received_on__gte=handover.since)
    elif first := beginning(handover):
        rows = _become_due(rows, handover, from_=day_begins(first))
    return rows.order_by("received_on", "pk")


def earlier(handover: Handover, by: Actor) -> int:
    """How many are left out because they come before the beginning."""
    first = beginning(handover)
    return _ready(handover, by).count() - due_cases(handover, by).count() if first else 0


def _ready(handover: Handover, by: Actor) -> Any:
    """Those that have come so far, whenever that was."""
    gone = Line.objects.filter(handover=handover.code, case=OuterRef("pk")).exclude(state=LineState.REJECTED)
    left = cases.Transfer.objects.filter(case=OuterRef("pk")).exclude(to_city="")
    rows = cases.Case.objects.visible_to(by).filter(procedure=handover.procedure, section=handover.department)
    rows = rows.filter(~Exists(gone), ~Exists(left), withdrawal=None)
    rows = _become_due(rows, handover)
    return rows.select_related("version", "key", "application__key", "application__version").prefetch_related("decisions")


def _become_due(rows: Any, handover: Handover, from_: datetime | None = None) -> Any:
    """Those accepted, or with a decision that stands; of that moment on."""
    if handover.when == "accepted":
        return rows.filter(intake__at__gte=from_) if from_ else rows.filter(intake__isnull=False)
    outcomes = ["granted"] if handover.when == "granted" else [value for value, _label in cases.Outcome.choices]
    stands = cases.Decision.objects.filter(case=OuterRef("pk"), revised_by=None, outcome__in=outcomes)
    return rows.filter(Exists(stands.filter(decided_at__gte=from_) if from_ else stands))


def rejected(handover: Handover, by: Actor) -> Sequence[Line]:
    """Lines that were not taken, of cases that have not gone again."""
    again = Line.objects.filter(handover=handover.code, case=OuterRef("case")).exclude(state=LineState.REJECTED)
    rows = Line.objects.filter(handover=handover.code, state=LineState.REJECTED).filter(~Exists(again))
    return list(rows.filter(Q(batch__section__in=by.sections_with("handover.see"))).select_related("case", "batch__key")[:200])
