"""起案: ask for an agreement."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.core.sealing.public import DataKey, new_key
from madoguchi.engines.approvals.events import ApprovalRequested
from madoguchi.engines.approvals.models import Approval
from madoguchi.engines.approvals.routes import ROUTES
from madoguchi.engines.people.public import Actor, authorize


class AlreadyRequested(Refused):
    code, message = "already-requested", _("この件は、すでに決裁を待っています。")


def request_approval(
    subject_kind: str,
    subject_id: UUID | str,
    *,
    title: str,
    section: str,
    by: Actor,
    at: datetime,
    reason: str = "",
    route: str = "chief",
    key: DataKey | None = None,
) -> Approval:
    """Ask the section's chief. `title` is a code, never a name; the reason is sealed by `key` (the subject's own, so
    that erasing the subject erases it too).

    Raises NotPermitted, AlreadyRequested.
    """
    ROUTES.get(route)
    approval = Approval(
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        title=title,
        section=section,
        route=route,
        requested_by=by.code,
        requested_at=at,
    )
    authorize(by, "approvals.request", approval)
    try:
        with transaction.atomic():
            approval.key = key or new_key("approval", str(approval.id))
            approval.keep_reason(reason)
            approval.save(force_insert=True)
            record(ApprovalRequested(subject=approval.id, about_kind=subject_kind, about=str(subject_id)), by=by, at=at)
    except IntegrityError:
        raise AlreadyRequested from None
    return approval
