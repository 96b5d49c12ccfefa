"""決裁: agree to a draft."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused
from madoguchi.engines.approvals.actions.answering import answer, lock
from madoguchi.engines.approvals.events import Approved
from madoguchi.engines.approvals.models import Approval, Verdict
from madoguchi.engines.approvals.routes import ROUTES
from madoguchi.engines.people.public import Actor, authorize


class OwnDraft(Refused):
    code, message = "own-draft", _("自分が起案したものは、自分では決裁できません。")


@transaction.atomic
def approve(approval: Approval, *, by: Actor, at: datetime, note: str = "") -> Approval:
    """Agree, once. Raises NotPermitted, OwnDraft, AlreadyAnswered."""
    authorize(by, ROUTES.get(approval.route).permission, approval)
    approval = lock(approval)
    if approval.requested_by == by.code:
        raise OwnDraft
    return answer(approval, Verdict.AGREED, Approved, reason=note, by=by, at=at)
