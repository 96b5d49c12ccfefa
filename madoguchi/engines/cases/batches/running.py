"""Carry it out, case by case. The item and the case change in one transaction, so that whatever stops the job leaves
each case either done or still waiting, and the next run goes on.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction

from madoguchi.core.events.public import record
from madoguchi.core.jobs.public import moment, task
from madoguchi.core.refused import Refused
from madoguchi.engines.approvals import public as approvals
from madoguchi.engines.cases.actions.accept import accept
from madoguchi.engines.cases.actions.decide import decide_as_approved
from madoguchi.engines.cases.actions.guards import lock
from madoguchi.engines.cases.actions.hand_over import hand_over
from madoguchi.engines.cases.actions.propose import end_proposal, propose
from madoguchi.engines.cases.actions.start_review import start_review
from madoguchi.engines.cases.desk_events import BatchFinished
from madoguchi.engines.cases.models import Batch, BatchItem, Proposal
from madoguchi.engines.cases.models.batch import ItemState, What
from madoguchi.engines.cases.models.proposal import ProposalEnding
from madoguchi.engines.cases.standing import keep_standing
from madoguchi.engines.people.public import SYSTEM, Actor, actor_for

log = logging.getLogger("madoguchi.cases")
FAULT, TAKEN_OUT, SENT_BACK, WITHDRAWN, GIVEN_BACK = "fault", "taken-out", "sent-back", "batch-withdrawn", "given-back"
Act = Callable[[Batch, BatchItem, Actor, datetime], Proposal | None]


@task(max_attempts=10, slow_after=600)
def run_batch(batch_id: str) -> None:
    """Every item that waits; then, of drafts, ask for the one agreement."""
    batch, at = Batch.objects.select_related("key", "account", "to").get(pk=batch_id), moment()
    by = actor_for(batch.account, at, session=f"batch:{batch.id}"[:64], section=batch.section, second_factor=True)
    each(batch, ItemState.WAITING, lambda item: settle(item, ItemState.WAITING, lambda held: do(batch, held, by, at), at=at))
    if batch.what == What.PROPOSE:
        ask(batch, by=by, at=at)
    else:
        finish(batch, by=by, at=at)


@task(max_attempts=10, slow_after=600)
def carry_out_batch(batch_id: str) -> None:
    """The agreement was given or withheld: each draft becomes a decision, or ends."""
    batch, at = Batch.objects.select_related("account").get(pk=batch_id), moment()
    answered = approvals.Approval.objects.select_related("answer").get(pk=str(batch.approval))
    agreed = answered.answer.verdict == approvals.Verdict.AGREED
    reason = WITHDRAWN if answered.answer.verdict == approvals.Verdict.WITHDRAWN else SENT_BACK
    for_each = (lambda held: decide_item(held, batch, at)) if agreed else (lambda held: give_up_item(held, reason, at))
    each(batch, ItemState.DRAFTED, lambda item: settle(item, ItemState.DRAFTED, for_each, at=at))
    finish(batch, by=SYSTEM, at=at)


def each(batch: Batch, state: ItemState, handle: Callable[[BatchItem], None]) -> None:
    """Items in that state, in order, read a hundred at a time: what is settled meanwhile is not met again."""
    last = -1
    while found := list(batch.items.filter(state=state, order__gt=last).select_related("case").order_by("order")[:100]):
        for item in found:
            handle(item)
        last = found[-1].order


Outcome = tuple[ItemState, str, Proposal | None]


def settle(item: BatchItem, before: ItemState, act: Callable[[BatchItem], Outcome], *, at: datetime) -> None:
    """The act and the item's new state together, or, where it was refused, the reason alone. An error that is not the
    database's stays with its case: it stops no other.
    """
    try:
        with transaction.atomic():
            held = BatchItem.objects.select_for_update(of=("self",)).select_related("case", "proposal__case").get(pk=item.pk)
            if held.state != before:
                return
            held.state, held.reason, held.proposal = act(held)
            held.at = at
            held.save(update_fields=["state", "reason", "proposal", "at"])
    except Refused as refusal:
        refuse(item, before, refusal.code, at)
    except DatabaseError:
        raise
    except Exception:
        log.exception("batch %s: case %s", item.batch_id, item.case_id)
        refuse(item, before, FAULT, at)


def refuse(item: BatchItem, before: ItemState, reason: str, at: datetime) -> None:
    BatchItem.objects.filter(pk=item.pk, state=before).update(state=ItemState.REFUSED, reason=reason, at=at)


def do(batch: Batch, item: BatchItem, by: Actor, at: datetime) -> Outcome:
    case, who = item.case, {"by": by, "at": at}
    match batch.what:
        case What.ACCEPT:
            accept(case, **who)  # type: ignore[arg-type]
        case What.START_REVIEW:
            start_review(case, **who)  # type: ignore[arg-type]
        case What.HAND_OVER:
            hand_over(case, to=batch.to, text=batch.text, **who)  # type: ignore[arg-type]
        case What.PROPOSE:
            drafted = propose(case, outcome=batch.outcome, reason=batch.text, together=True, **who)  # type: ignore[arg-type]
            return ItemState.DRAFTED, "", drafted
    return ItemState.DONE, "", None


def decide_item(item: BatchItem, batch: Batch, at: datetime) -> Outcome:
    decided = item.proposal and decide_as_approved(item.proposal, under=batch.approval, at=at)
    if decided:
        return ItemState.DONE, "", item.proposal
    given_back = Proposal.objects.filter(batch_item=item, ending=ProposalEnding.SENT_BACK).exists()
    return ItemState.REFUSED, GIVEN_BACK if given_back else TAKEN_OUT, item.proposal


def give_up_item(item: BatchItem, reason: str, at: datetime) -> Outcome:
    """The agreement was not given: the draft ends, the case is where it was before."""
    if item.proposal and item.proposal.ended_at is None:
        held = lock(item.case)
        ending = ProposalEnding.WITHDRAWN if reason == WITHDRAWN else ProposalEnding.SENT_BACK
        end_proposal(held, item.proposal, ending, at=at)
        keep_standing(held)
    return ItemState.REFUSED, reason, item.proposal


@transaction.atomic
def ask(batch: Batch, *, by: Actor, at: datetime) -> None:
    """One agreement for all drafts. Nothing to agree to: it is over."""
    held = Batch.objects.select_for_update(of=("self",)).select_related("key").get(pk=batch.pk)
    if held.approval or held.finished_at:
        return
    if not held.items.filter(state=ItemState.DRAFTED).exists():
        finish(held, by=by, at=at)
        return
    asked = approvals.request_approval(
        "batch",
        held.id,
        title=f"batch:{held.outcome}",
        reason=held.text,
        section=held.section,
        key=held.key,
        by=by,
        at=at,
    )
    held.approval = asked.id
    held.save(update_fields=["approval"])


@transaction.atomic
def finish(batch: Batch, *, by: Any, at: datetime) -> None:
    """Once, with how many were done and how many refused."""
    if not Batch.objects.filter(pk=batch.pk, finished_at=None).update(finished_at=at):
        return
    done = batch.items.filter(state=ItemState.DONE).count()
    refused = batch.items.filter(state=ItemState.REFUSED).count()
    record(BatchFinished(subject=batch.id, what=batch.what, done=done, refused=refused), by=by, at=at)
