"""起案: draft the answer, and ask the chief for the agreement."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.acting import By
from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.approvals import public as approvals
from madoguchi.engines.cases.actions.grants import lines_of
from madoguchi.engines.cases.actions.guards import NotAcceptedYet, NotReviewedYet, free, lock
from madoguchi.engines.cases.actions.outcomes import fitting
from madoguchi.engines.cases.content import content_of
from madoguchi.engines.cases.events import DecisionProposed, ProposalEnded
from madoguchi.engines.cases.models import Case, Decision, Outcome, Proposal
from madoguchi.engines.cases.models.proposal import ProposalEnding
from madoguchi.engines.cases.sealed import hide, hide_json
from madoguchi.engines.cases.standing import keep_standing
from madoguchi.engines.people.public import SYSTEM, Actor, authorize


class NoOpenProposal(Refused):
    code, message = "no-open-proposal", _("取り下げる起案がありません。")


@transaction.atomic
def propose(
    case: Case,
    *,
    outcome: Outcome | str,
    reason: str = "",
    values: Mapping[str, Any] | None = None,
    entered: Mapping[str, Any] | None = None,
    lines: Iterable[Mapping[str, Any]] | None = None,
    revises: Decision | None = None,
    together: bool = False,
    by: Actor,
    at: datetime,
) -> Proposal:
    """Draft an answer (or, with `revises`, the cancelling or changing of an earlier one). Without `values` those
    that the definition calculates are proposed. `entered`: what the clerk enters with a grant; `lines`: what is otherwise
    than suggested for single items. `together`: one of many under one agreement, asked for by the batch.

    Raises NotPermitted, CaseOver, AlreadyDecided, NotAcceptedYet, NotReviewedYet, CorrectionOpen, ProposalOpen,
    ReasonMissing, OutcomeDoesNotFit, AlreadyRevised, IdentityNotEstablished, EnteredWrong, LineNeedsReason,
    NothingGranted, ValidityMissing.
    """
    authorize(by, "cases.propose", case)
    held, outcome = lock(case), Outcome(outcome)
    fitting(held, outcome, reason, revises)
    if not held.accepted_at and held.definition.kind.is_answered:
        raise NotAcceptedYet
    if not held.reviewed_at and outcome is not Outcome.REJECTED:
        raise NotReviewedYet
    free(held)
    proposal = Proposal(case=held, revises=revises, outcome=outcome, by_code=by.code, at=at)
    proposal.sealed_reason = hide(held.key, reason.strip(), f"cases.reason:{proposal.id}")
    earlier = lines_of(revises) if lines is None else lines
    content = content_of(held, outcome, values=values, entered=entered, lines=earlier, on=today(at))
    proposal.sealed_values = hide_json(held.key, content.values, f"cases.values:{proposal.id}")
    grants = [line.as_json() for line in content.lines]
    proposal.sealed_grants = hide_json(held.key, grants, f"cases.grants:{proposal.id}")
    proposal.save(force_insert=True)
    if not together:
        ask_approval(held, proposal, reason.strip(), by=by, at=at)
    keep_standing(held)
    record(DecisionProposed(subject=held.id, number=held.number, outcome=outcome.value), by=by, at=at, section=held.section)
    return proposal


def ask_approval(held: Any, proposal: Proposal, reason: str, *, by: Actor, at: datetime) -> None:
    asked = approvals.request_approval(
        "proposal",
        proposal.id,
        title=f"{held.procedure}:{proposal.outcome}",
        reason=reason,
        section=held.section,
        key=held.key,
        by=by,
        at=at,
    )
    proposal.approval = asked.id
    proposal.save(update_fields=["approval"])


@transaction.atomic
def withdraw_proposal(case: Case, *, by: Actor, at: datetime) -> None:
    """Take one's own draft back. Raises NotPermitted, NoOpenProposal."""
    held = lock(case)
    proposal = Proposal.objects.filter(case=held, ended_at=None).first()
    if proposal is None:
        raise NoOpenProposal
    if approval := approval_of(proposal):
        approvals.withdraw(approval, by=by, at=at)
    else:  # one of a batch: taken out of it
        authorize(by, "cases.propose", held)
    end_proposal(held, proposal, ProposalEnding.WITHDRAWN, by=by, at=at)
    keep_standing(held)


def end_proposal(case: Any, proposal: Proposal, ending: ProposalEnding, *, by: By = SYSTEM, at: datetime) -> None:
    proposal.ended_at, proposal.ending = at, ending
    proposal.save(update_fields=["ended_at", "ending"])
    record(ProposalEnded(subject=case.id, number=case.number, ending=ending.value), by=by, at=at, section=case.section)


def approval_of(proposal: Proposal) -> approvals.Approval | None:
    """Its own agreement; a draft of a batch has none."""
    return approvals.Approval.objects.get(pk=str(proposal.approval)) if proposal.approval else None
