"""差戻し: send a draft back, saying why."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused
from madoguchi.engines.approvals.actions.answering import answer, lock
from madoguchi.engines.approvals.events import SentBack
from madoguchi.engines.approvals.models import Approval, Verdict
from madoguchi.engines.approvals.routes import ROUTES
from madoguchi.engines.people.public import Actor, authorize


class SendingBackNeedsReason(Refused):
    code, message = "sending-back-needs-reason", _("差戻しには理由が必要です。")


@transaction.atomic
def send_back(approval: Approval, *, reason: str, by: Actor, at: datetime) -> Approval:
    """Send back to who drafted it. Raises NotPermitted, SendingBackNeedsReason, AlreadyAnswered."""
    authorize(by, ROUTES.get(approval.route).permission, approval)
    if not reason.strip():
        raise SendingBackNeedsReason
    return answer(lock(approval), Verdict.SENT_BACK, SentBack, reason=reason, by=by, at=at)
