"""決定: answer a case, once; revise an answer by a further one."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from madoguchi.city.public import closed_days
from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.approvals import public as approvals
from madoguchi.engines.cases.actions.complete import close
from madoguchi.engines.cases.actions.grants import lines_of, write_grants
from madoguchi.engines.cases.actions.guards import NotAcceptedYet, free, lock
from madoguchi.engines.cases.actions.note import note
from madoguchi.engines.cases.actions.outcomes import IdentityNotEstablished, fitting
from madoguchi.engines.cases.actions.propose import end_proposal
from madoguchi.engines.cases.content import Content, content_of
from madoguchi.engines.cases.events import CaseDecided
from madoguchi.engines.cases.limits import OverLimit
from madoguchi.engines.cases.models import Case, Decision, Notification, Outcome, Proposal
from madoguchi.engines.cases.models.proposal import ProposalEnding
from madoguchi.engines.cases.sealed import hide, hide_json
from madoguchi.engines.cases.standing import keep_standing, promise_of
from madoguchi.engines.people.public import SYSTEM, Actor, authorize


@transaction.atomic
def decide(
    case: Case,
    *,
    outcome: Outcome | str,
    reason: str = "",
    values: Mapping[str, Any] | None = None,
    entered: Mapping[str, Any] | None = None,
    lines: Iterable[Mapping[str, Any]] | None = None,
    by: Actor,
    at: datetime,
) -> Decision:
    """Answer a case, once: by who holds the office for it (専決), without a draft. The usual way is `propose` and
    its approval.

    Raises NotPermitted, CaseOver, AlreadyDecided, NotAcceptedYet, CorrectionOpen, ProposalOpen, OutcomeDoesNotFit,
    ReasonMissing (行政手続法 8条: 理由の提示), IdentityNotEstablished, and what `content_of` says of a grant.
    """
    authorize(by, "cases.decide", case)
    held, outcome = lock(case), Outcome(outcome)
    fitting(held, outcome, reason, None)
    if not held.accepted_at:
        raise NotAcceptedYet
    free(held)
    content = content_of(held, outcome, values=values, entered=entered, lines=lines, on=today(at))
    return give(held, outcome, reason, content, decided_by=by.code, by=by, at=at)


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
    given, lines = values if values is not None else decision.values, lines_of(decision)
    content = content_of(held, outcome, values=given, lines=lines, on=today(at))
    return give(held, outcome, reason, content, revises=decision, decided_by=by.code, by=by, at=at)


@transaction.atomic
def decide_as_approved(proposal: Proposal, *, under: UUID | None = None, at: datetime) -> Decision | None:
    """The decision that an agreement leads to (`under`: the one of its batch); None when the draft has ended otherwise."""
    held = lock(proposal.case)
    proposal = Proposal.objects.select_related("revises", "case__key").get(pk=proposal.pk)
    if proposal.ended_at:
        return None
    agreed = approvals.Approval.objects.select_related("answer").get(pk=str(under or proposal.approval))
    outcome = Outcome(proposal.outcome)
    try:
        with transaction.atomic():
            fitting(held, outcome, proposal.reason, proposal.revises)
            content = content_of(held, outcome, values=proposal.values, lines=proposal.grants, on=today(at))
            end_proposal(held, proposal, ProposalEnding.APPROVED, at=at)
            return give(
                held,
                outcome,
                proposal.reason,
                content,
                revises=proposal.revises,
                approval=None if under else agreed.id,
                proposed_by=proposal.by_code,
                decided_by=agreed.answer.by_code,
                by=SYSTEM,
                at=agreed.answer.at,
            )
    except (IdentityNotEstablished, OverLimit) as refused:
        give_back(held, Proposal.objects.get(pk=proposal.pk), refused, at=at)
        return None


def give_back(case: Any, proposal: Proposal, refused: Refused, *, at: datetime) -> None:
    """What was true when it was drafted is so no more: the draft goes back to the clerk with the reason as a note."""
    end_proposal(case, proposal, ProposalEnding.SENT_BACK, at=at)
    said = _("決裁のあと、次の理由で決定できませんでした：{why}").format(why=refused)
    note(case, said, by=SYSTEM, at=at)
    keep_standing(case)


def give(
    case: Any,
    outcome: Outcome,
    reason: str,
    content: Content,
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
        valid_from=content.valid_from,
        expires_on=content.expires_on,
    )
    decision.sealed_reason = hide(case.key, reason.strip(), f"cases.reason:{decision.id}")
    decision.sealed_values = hide_json(case.key, content.values, f"cases.values:{decision.id}")
    decision.save(force_insert=True)
    write_grants(decision, case, content)
    notice = case.definition.notice_for(outcome.value)
    if notice:
        Notification.objects.create(case=case, decision=decision, notice_code=notice, requested_at=at)
    said = CaseDecided(
        subject=case.id,
        number=case.number,
        outcome=outcome.value,
        decision=str(decision.id),
        revises=str(revises.id) if revises else "",
        promised_on=promise_of(case, closed_days()),
    )
    record(said, by=by, at=at, section=case.section)
    if not notice:
        close(case, by=by, at=at)
    keep_standing(case)
    return decision
