"""The tests' door of approvals."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from madoguchi.core.identifiers.public import uuid7
from madoguchi.engines.approvals.actions.request_approval import request_approval
from madoguchi.engines.approvals.models import Approval
from madoguchi.engines.people.testing import an_officer

NOON = datetime(2026, 7, 15, 12, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


def a_draft(*, by: Any = None, at: datetime = NOON, **fields: Any) -> Approval:
    """A draft that waits for the chief of こども課."""
    by = by or an_officer(section="kodomo")
    fields = {"title": "example", "section": by.section, "reason": "例示の理由", **fields}
    return request_approval(fields.pop("subject_kind", "example"), fields.pop("subject_id", uuid7()), by=by, at=at, **fields)
