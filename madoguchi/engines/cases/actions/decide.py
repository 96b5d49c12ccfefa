"""決定: answer a case, once; revise an answer by a further one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.engines.approvals import public as approvals
from madoguchi.engines.cases.actions.complete import close
from madoguchi.engines.cases.actions.guards import NotAcceptedYet, free, lock
from madoguchi.engines.cases.actions.outcomes import fitting
from madoguchi.engines.cases.actions.propose import end_proposal
from madoguchi.engines.cases.events import CaseDecided
from madoguchi.engines.cases.models import Case, Decision, Notification, Outcome, Proposal
from madoguchi.engines.cases.models.proposal import ProposalEnding
from madoguchi.engines.cases.queries import values_of
from madoguchi.engines.cases.sealed import hide, hide_json
from madoguchi.engines.cases.standing import keep_standing
from madoguchi.engines.people.public import SYSTEM, Actor, authorize


@transaction.atomic
def decide(
    case: Case,
    *,
    outcome: Outcome | str,
    reason: str = "",
    values: Mapping[str, Any] | None = None,
    by: Actor,
    at: datetime,
) -> Decision:
    """Answer a case, once: by who holds the office for it (専決), without a draft. The usual way is `propose` and
    its approval.

    Raises NotPermitted, CaseOver, AlreadyDecided, NotAcceptedYet, CorrectionOpen, ProposalOpen, OutcomeDoesNotFit,
    ReasonMissing (行政手続法 8条: 理由の提示).
    """
    authorize(by, "cases.decide", case)
    held, outcome = lock(case), Outcome(outcome)
    fitting(held, outcome, reason, None)
    if not held.accepted_at:
        raise NotAcceptedYet
    free(held)
    given = dict(values) if values is not None else values_of(held)
    return give(held, outcome, reason, given, decided_by=by.code, by=by, at=at)


@transaction.atomic
def revise_decision(
    decision: Decision,
    *,
    outcome: Outcome | str,
    reason: str,
    values: Mapping[str, Any] | None = None,
    by: Actor,
    at: datetime,
) -> Decision:
    """取消し or 変更 of a decision by a further one; the earlier row stays as it is. Ends nothing by itself: the new
    answer is told.

    Raises NotPermitted, CaseOver, AlreadyRevised, CorrectionOpen, ProposalOpen, OutcomeDoesNotFit, ReasonMissing.
    """
    authorize(by, "cases.decide", decision.case)
    held, outcome = lock(decision.case), Outcome(outcome)
    fitting(held, outcome, reason, decision)
    free(held)
    given = dict(values) if values is not None else decision.values
    return give(held, outcome, reason, given, revises=decision, decided_by=by.code, by=by, at=at)


@transaction.atomic
def decide_as_approved(proposal: Proposal, *, under: UUID | None = None, at: datetime) -> Decision | None:
    """The decision that an agreement leads to (`under`: the one of its batch); None when the draft has ended otherwise."""
    held = lock(proposal.case)
    proposal = Proposal.objects.select_related("revises", "case__key").get(pk=proposal.pk)
    if proposal.ended_at:
        return None
    agreed = approvals.Approval.objects.select_related("answer").get(pk=str(under or proposal.approval))
    outcome = Outcome(proposal.outcome)
    fitting(held, outcome, proposal.reason, proposal.revises)
    end_proposal(held, proposal, ProposalEnding.APPROVED, at=at)
    return give(
        held,
        outcome,
        proposal.reason,
        proposal.values,
        revises=proposal.revises,
        approval=None if under else agreed.id,
        proposed_by=proposal.by_code,
        decided_by=agreed.answer.by_code,
        by=SYSTEM,
        at=agreed.answer.at,
    )


def give(
    case: Any,
    outcome: Outcome,
    reason: str,
    values: dict[str, Any],
    *,
    decided_by: str,
    by: Actor,
    at: datetime,
    revises: Decision | None = None,
    approval: UUID | None = None,
    proposed_by: str = "",
) -> Decision:
    decision = Decision(
        case=case,
        revises=revises,
        outcome=outcome,
        approval=approval,
        proposed_by=proposed_by,
        decided_by=decided_by,
        decided_at=at,
        decided_on=today(at),
    )
    decision.sealed_reason = hide(case.key, reason.strip(), f"cases.reason:{decision.id}")
    decision.sealed_values = hide_json(case.key, values, f"cases.values:{decision.id}")
    decision.save(force_insert=True)
    notice = case.definition.notice_for(outcome.value)
    if notice:
        Notification.objects.create(decision=decision, notice_code=notice, requested_at=at)
    said = CaseDecided(
        subject=case.id,
        number=case.number,
        outcome=outcome.value,
        decision=str(decision.id),
        revises=str(revises.id) if revises else "",
    )
    record(said, by=by, at=at)
    if not notice:
        close(case, by=by, at=at)
    keep_standing(case)
    return decision
