"""Keeping `Standing` in step with the rows: derived in one place, written in the transaction of every action."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from madoguchi.city.public import closed_days
from madoguchi.core.calendar.public import ClosedDays, today
from madoguchi.core.zones import Zone, is_here
from madoguchi.engines.cases.clocks import Pause, breaks_on, clock_of, legal_due
from madoguchi.engines.cases.models import Case, Correction, Standing, State, WaitsFor
from madoguchi.engines.cases.models.case import all_with_steps

FIELDS = (
    "number",
    "section",
    "procedure",
    "source",
    "state",
    "waits_for",
    "received_on",
    "promised_on",
    "legal_on",
    "breaks_on",
    "assignee_id",
)


def keep_standing(case: Case) -> Standing | None:
    """Write the case's row, or take it away when the case is over."""
    if not is_here(Zone.OFFICE):
        mended(case)
        return None
    return keep_standings([case.pk])[0]


def keep_standings(ids: Sequence[UUID]) -> list[Standing | None]:
    """The same for many cases. Two statements, and one for those that are over."""
    closed, cases = closed_days(), {case.pk: case for case in all_with_steps().filter(pk__in=ids)}
    found = [derive(cases[pk], closed) for pk in ids]
    if over := [pk for pk, standing in zip(ids, found, strict=True) if standing is None]:
        Standing.objects.filter(pk__in=over).delete()
    if rows := [standing for standing in found if standing is not None]:
        changing = [name.removesuffix("_id") for name in FIELDS]
        Standing.objects.bulk_create(rows, update_conflicts=True, unique_fields=["case"], update_fields=changing)
    return found


def keep_first_standing(case: Case) -> None:
    """Of a case that is just being opened: nothing has been done with it yet, so that nothing need be asked."""
    closed, days = closed_days(), case.definition.legal_days
    clock = clock_of(case.definition, case.received_on, [], closed)
    promised = clock.due_on if clock else None
    legal = legal_due(case.received_on, days, closed) if days else None
    Standing.objects.create(
        case=case,
        number=case.number,
        section=case.section,
        procedure=case.procedure,
        source=case.source,
        state=State.ARRIVED,
        waits_for=WaitsFor.INTAKE,
        received_on=case.received_on,
        promised_on=promised,
        legal_on=legal,
        breaks_on=breaks_on(promised, legal, None),
    )


def mended(case: Case) -> None:
    """On the public side the row is what the office has shown; only that the person has answered is known here first."""
    waiting = Standing.objects.filter(pk=case.pk, state=State.CORRECTING)
    if not Correction.objects.filter(case=case, ended_at=None).exists():
        waiting.update(state=State.REVIEWING, waits_for=WaitsFor.PROPOSAL)


def derive(case: Any, closed: ClosedDays) -> Standing | None:
    """What the rows say (of a case `with_steps`); None when nothing is left to do."""
    state = state_of(case)
    if state is None:
        return None
    promised, legal = promise_of(case, closed), legal_of(case, closed)
    return Standing(
        case_id=case.pk,
        number=case.number,
        section=case.section,
        procedure=case.procedure,
        source=case.source,
        state=state[0],
        waits_for=state[1],
        received_on=case.received_on,
        promised_on=promised,
        legal_on=legal,
        breaks_on=breaks_on(promised, legal, case.asked_until),
        assignee_id=case.assigned_to,
    )


def state_of(case: Any) -> tuple[State, WaitsFor] | None:
    """What was done last decides what is waited for."""
    if case.withdrawn_at:
        return None
    if case.drafted_at:
        return State.PROPOSED, WaitsFor.APPROVAL
    if case.notice_is_due:
        return State.DECIDED, WaitsFor.NAMES if case.notice_waits_for_names else WaitsFor.NOTICE
    if case.completed_at and not case.notice_is_on_its_way:
        return None
    if case.decided or case.transferred:
        return State.NOTIFIED, WaitsFor.POSTING
    if case.notice_waits_for_names:
        return undecided_state(case)[0], WaitsFor.NAMES
    return undecided_state(case)


def undecided_state(case: Any) -> tuple[State, WaitsFor]:
    if case.asked_until:
        return State.CORRECTING, WaitsFor.RESIDENT
    if case.reviewed_at:
        return State.REVIEWING, WaitsFor.PROPOSAL
    return (State.ACCEPTED, WaitsFor.REVIEW) if case.accepted_at else (State.ARRIVED, WaitsFor.INTAKE)


def pauses_of(corrections: Iterable[Correction]) -> list[Pause]:
    return [Pause(today(c.at), today(c.ended_at) if c.ended_at else None) for c in corrections]


def promise_of(case: Any, closed: ClosedDays) -> date | None:
    """The end of the standard period, none while it pauses; put off, the day that the person was told instead."""
    clock = clock_of(case.definition, case.received_on, pauses_of(case.corrections.all()), closed)
    return put_off(clock.due_on, case.extended_until) if clock else None


def legal_of(case: Any, closed: ClosedDays) -> date | None:
    """The end of the law's period, which never pauses; put off, the day that the person was told instead."""
    days = case.definition.legal_days
    return put_off(legal_due(case.received_on, days, closed), case.extended_until) if days else None


def put_off(due: date | None, until: date | None) -> date | None:
    return max(due, until) if due and until else due


def differing(batch: int = 500) -> Iterator[tuple[Case, Standing | None, Standing | None]]:
    """Every case whose row is not what it should be: the case, the row that is, the row that should be."""
    closed, last = closed_days(), None
    while True:
        cases = all_with_steps().select_related("standing").order_by("pk")
        found = list(cases.filter(pk__gt=last)[:batch] if last else cases[:batch])
        if not found:
            return
        for case in found:
            should, is_ = derive(case, closed), getattr(case, "standing", None)
            if values(should) != values(is_):
                yield case, is_, should
        last = found[-1].pk


def values(standing: Standing | None) -> tuple[Any, ...] | None:
    return tuple(getattr(standing, name) for name in FIELDS) if standing else None


def set_right(batch: int = 500) -> Iterator[tuple[Case, Standing | None, Standing | None]]:
    """Every row that differs, set right; as `differing`. Each is compared again while its case is held: an action may have ended
    since it was read.
    """
    for case, _is, _should in differing(batch):
        with transaction.atomic():
            Case.objects.select_for_update().only("pk").get(pk=case.pk)
            was = Standing.objects.filter(pk=case.pk).first()
            should = keep_standing(case)
        if values(was) != values(should):
            yield case, was, should


def rebuild_standing(batch: int = 500) -> int:
    """Set right every row that differs; how many did."""
    return sum(1 for _row in set_right(batch))
