"""Events in their order, for whoever follows them from outside."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from madoguchi.core.events.models import StoredEvent

SETTLED = timedelta(seconds=10)
"""No transaction lasts longer: until then an event may still come to lie before one that was already read."""


def feed(
    sections: Collection[str], *, after: UUID | None = None, kinds: Collection[str] = (), limit: int = 100, at: datetime
) -> list[StoredEvent]:
    """Events of these sections after that one, the oldest first, as soon as nothing can come in between any more."""
    rows = StoredEvent.objects.filter(section__in=sections, id__lt=_first_of(at - SETTLED))
    if after is not None:
        rows = rows.filter(id__gt=after)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    return list(rows.order_by("id")[:limit])


def _first_of(at: datetime) -> UUID:
    """The least identifier that can have been made at that moment (UUID version 7 begins with its milliseconds)."""
    return UUID(int=int(at.timestamp() * 1000) << 80)
