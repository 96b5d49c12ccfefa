"""What agreeing, sending back and withdrawing have in common: the one answer."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.approvals.events import ApprovalEvent
from madoguchi.engines.approvals.models import Answer, Approval, Verdict
from madoguchi.engines.people.public import Actor


class AlreadyAnswered(Refused):
    code, message = "already-answered", _("この起案は、すでに処理されています。")


def lock(approval: Approval) -> Approval:
    """The draft as it is now, held until the end of the transaction. Raises AlreadyAnswered."""
    held = Approval.objects.select_for_update().get(pk=approval.pk)
    if not held.is_open():
        raise AlreadyAnswered
    return held


def answer(approval: Approval, verdict: Verdict, event: type[ApprovalEvent], *, reason: str, by: Actor, at: datetime) -> Approval:
    given = Answer(approval=approval, verdict=verdict, by_code=by.code, at=at)
    given.keep_reason(reason)
    given.save(force_insert=True)
    approval.answered_at = at
    approval.save(update_fields=["answered_at"])
    record(event(subject=approval.id, about_kind=approval.subject_kind, about=approval.subject_id), by=by, at=at)
    return approval
