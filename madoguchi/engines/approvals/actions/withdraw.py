"""起案の取下げ: take one's own draft back."""

from datetime import datetime

from django.db import transaction

from madoguchi.engines.approvals.actions.answering import answer, lock
from madoguchi.engines.approvals.events import ApprovalWithdrawn
from madoguchi.engines.approvals.models import Approval, Verdict
from madoguchi.engines.people.public import Actor, authorize


@transaction.atomic
def withdraw(approval: Approval, *, by: Actor, at: datetime, reason: str = "") -> Approval:
    """Take back what one drafted oneself (or what has lost its subject: by the system). Raises NotPermitted,
    AlreadyAnswered.
    """
    authorize(by, "approvals.withdraw", approval)
    return answer(lock(approval), Verdict.WITHDRAWN, ApprovalWithdrawn, reason=reason, by=by, at=at)
