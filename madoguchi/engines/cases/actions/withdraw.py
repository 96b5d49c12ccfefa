"""取下げ: take an application back before it is decided."""

from datetime import datetime
from typing import Any

from django.db import transaction

from madoguchi.core.acting import By
from madoguchi.core.events.public import record
from madoguchi.engines.approvals import public as approvals
from madoguchi.engines.cases.actions.complete import end_keeping
from madoguchi.engines.cases.actions.end_correction import end
from madoguchi.engines.cases.actions.guards import lock, undecided
from madoguchi.engines.cases.actions.propose import approval_of, end_proposal
from madoguchi.engines.cases.events import CaseWithdrawn
from madoguchi.engines.cases.models import Case, Correction, Ending, Proposal, Withdrawal
from madoguchi.engines.cases.models.proposal import ProposalEnding
from madoguchi.engines.cases.sealed import hide
from madoguchi.engines.cases.standing import keep_standing
from madoguchi.engines.people.public import SYSTEM, Actor, authorize


@transaction.atomic
def withdraw(case: Case, *, reason: str = "", by: Actor, at: datetime) -> Withdrawal:
    """By the person, or by staff who were told so. An open correction and an open draft end with it.

    Raises NotPermitted, CaseOver, AlreadyDecided.
    """
    authorize(by, "cases.withdraw", case)
    return take_back(lock(case), reason, by=by, at=at)


def take_back(held: Any, reason: str, *, by: By, at: datetime) -> Withdrawal:
    undecided(held)
    for correction in Correction.objects.filter(case=held, ended_at=None):
        end(held, correction, Ending.CLOSED, by=by, at=at)
    for proposal in Proposal.objects.filter(case=held, ended_at=None):
        approval = approval_of(proposal)
        if approval and approval.is_open():
            approvals.withdraw(approval, by=SYSTEM, at=at)
        end_proposal(held, proposal, ProposalEnding.WITHDRAWN, by=by, at=at)
    sealed = hide(held.key, reason.strip(), f"cases.withdrawal:{held.id}")
    withdrawal = Withdrawal.objects.create(case=held, sealed_reason=sealed, by_code=by.code, at=at)
    end_keeping(held, at=at)
    keep_standing(held)
    record(CaseWithdrawn(subject=held.id, number=held.number), by=by, at=at, section=held.section)
    return withdrawal
