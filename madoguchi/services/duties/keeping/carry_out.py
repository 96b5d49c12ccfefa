"""廃棄: carry an agreed list out, case by case. Each case and its line change in one transaction, so that whatever stops
the job leaves each either gone and written down or untouched, and the next run goes on.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists

from madoguchi.core.events.public import StoredEvent, record, subscribe
from madoguchi.core.jobs.public import enqueue_once, moment, task
from madoguchi.core.zones import Zone
from madoguchi.engines.approvals.public import ApprovalWithdrawn, Approved, SentBack
from madoguchi.engines.cases import public as cases
from madoguchi.engines.people.public import SYSTEM, Actor
from madoguchi.services.duties.events import DisposalAnswered, DisposalFinished
from madoguchi.services.duties.keeping.propose import SUBJECT, asked, held
from madoguchi.services.duties.models import Disposal, DisposalList, LeftOut, Verdict


@subscribe(Approved, name="duties.dispose", zone=Zone.OFFICE)
def when_approved(event: Approved, stored: StoredEvent) -> None:
    if event.about_kind == SUBJECT:
        answered(event.about, Verdict.AGREED, stored)


@subscribe(SentBack, name="duties.keep", zone=Zone.OFFICE)
def when_sent_back(event: SentBack, stored: StoredEvent) -> None:
    if event.about_kind == SUBJECT:
        answered(event.about, Verdict.SENT_BACK, stored)


@subscribe(ApprovalWithdrawn, name="duties.take-back", zone=Zone.OFFICE)
def when_withdrawn(event: ApprovalWithdrawn, stored: StoredEvent) -> None:
    if event.about_kind == SUBJECT:
        answered(event.about, Verdict.WITHDRAWN, stored)


@transaction.atomic
def answered(list_id: object, verdict: Verdict, stored: StoredEvent) -> None:
    """Write the one answer down; the database refuses an agreement by who proposed it."""
    open_list = DisposalList.objects.filter(pk=str(list_id), verdict="")
    if not open_list.update(verdict=verdict, answered_by=stored.by, answered_at=stored.at):
        return
    rows = Disposal.objects.filter(list_id=UUID(str(list_id)), approved_by=None)
    if verdict == Verdict.AGREED:
        rows.waiting().update(approved_by=stored.by, approved_at=stored.at)
        enqueue_once(carry_out, f"disposal:{list_id}", str(list_id))
    else:
        rows.waiting().update(left_out_at=stored.at, left_out=LeftOut(verdict.value))
        DisposalList.objects.filter(pk=str(list_id)).update(finished_at=stored.at)
    record(DisposalAnswered(subject=DisposalList.objects.get(pk=str(list_id)).id, verdict=verdict.value), by=SYSTEM, at=stored.at)


@task(max_attempts=10, slow_after=600)
def carry_out(list_id: str) -> None:
    """Every line that waits, then the end of the list."""
    at = moment()
    for pk in Disposal.objects.filter(list_id=UUID(list_id)).waiting().order_by("number").values_list("pk", flat=True):
        dispose(pk, by=SYSTEM, at=at)
    finish(list_id, at)


@transaction.atomic
def dispose(line_id: object, *, by: Actor, at: datetime) -> None:
    """One line: the case is erased, or left out with the reason. Whoever holds the case back in the meantime is first."""
    line = Disposal.objects.select_for_update(of=("self",)).get(pk=str(line_id))
    if line.erased_at or line.left_out_at or not line.approved_by:
        return
    case = cases.Case.objects.select_for_update(of=("self",)).select_related("key").get(pk=line.case_id)
    if why := reason_to_keep(case):
        Disposal.objects.filter(pk=line.pk).update(left_out_at=at, left_out=why)
        return
    try:
        cases.erase(case, by=by, at=at)
    except cases.NotToBeErased:
        Disposal.objects.filter(pk=line.pk).update(left_out_at=at, left_out=LeftOut.NOT_DUE)
        return
    Disposal.objects.filter(pk=line.pk).update(erased_at=at)


def reason_to_keep(case: cases.Case) -> LeftOut | None:
    """A hold, or a request of the person's that runs."""
    rows = cases.Case.objects.filter(pk=case.pk)
    if rows.filter(Exists(held())).exists():
        return LeftOut.HELD
    return LeftOut.REQUEST if rows.filter(Exists(asked())).exists() else None


@transaction.atomic
def finish(list_id: str, at: datetime) -> None:
    if Disposal.objects.filter(list_id=UUID(list_id)).waiting().exists():
        return
    if DisposalList.objects.filter(pk=list_id, finished_at=None).update(finished_at=at):
        done = DisposalList.objects.counted().get(pk=list_id)
        said = DisposalFinished(subject=done.id, erased=done.erased, left_out=done.left_out)  # type: ignore[attr-defined]
        record(said, by=SYSTEM, at=at, section=done.section)
