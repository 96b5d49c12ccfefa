"""What waits for whom, and what became of a draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from madoguchi.core.counting import within
from madoguchi.engines.approvals.models import Approval
from madoguchi.engines.people.public import Actor


@dataclass(frozen=True)
class Page:
    items: Sequence[Approval]
    next: tuple[datetime, UUID] | None


def queue(*, by: Actor, after: tuple[datetime, UUID] | None = None, limit: int = 20) -> Page:
    """Drafts that wait in the sections of `by`, the oldest first."""
    waiting = Approval.objects.visible_to(by).open().select_related("key").order_by("requested_at", "id")
    if after:
        beyond = Q(requested_at__gt=after[0]) | Q(requested_at=after[0], id__gt=after[1])
        waiting = waiting.filter(beyond, requested_at__gte=after[0])
    found = list(waiting[: limit + 1])
    more = found[limit - 1] if len(found) > limit else None
    return Page(found[:limit], (more.requested_at, more.id) if more else None)


def waiting_for(by: Actor) -> int:
    """How many drafts wait that this person could answer, bounded: those of others."""
    return within({"open": Approval.objects.visible_to(by).open().exclude(requested_by=by.code)})["open"]


def history_of(subject_kind: str, subject_id: UUID | str) -> list[Approval]:
    """Every draft about a subject, the newest first, with its answer."""
    drafts = Approval.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id))
    return list(drafts.select_related("answer", "key").order_by("-requested_at", "-id"))


def open_approval(subject_kind: str, subject_id: UUID | str) -> Approval | None:
    return Approval.objects.open().filter(subject_kind=subject_kind, subject_id=str(subject_id)).first()
