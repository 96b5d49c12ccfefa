"""やりとりを見た."""

from datetime import datetime

from django.db import transaction

from madoguchi.core.events.public import record
from madoguchi.engines.cases.events import MessagesSeen
from madoguchi.engines.cases.models import Case
from madoguchi.engines.people.public import Actor, authorize


@transaction.atomic
def see_messages(case: Case, *, by: Actor, at: datetime) -> int:
    """Note that the other side's messages were read; how many were new. Raises NotPermitted."""
    authorize(by, "cases.message", case)
    seen: int = case.messages.unseen(from_person=by.kind == "staff").update(seen_at=at)
    if seen:
        record(MessagesSeen(subject=case.id, number=case.number, count=seen), by=by, at=at)
    return seen
