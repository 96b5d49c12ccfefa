"""Events in their order, for whoever follows them: from outside by department, within the house to count them."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Value
from django.db.models.functions import Concat

from madoguchi.core.events.models import StoredEvent

SETTLED = timedelta(seconds=10)
"""No transaction lasts longer: until then an event may still come to lie before one that was already read."""


class Happened(NamedTuple):
    """As much of an event as is needed to count it."""

    id: UUID
    kind: str
    at: datetime
    section: str
    subject_id: str
    data: dict[str, Any]


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


def follow(kinds: Collection[str], *, after: UUID | None, limit: int, at: datetime) -> list[Happened]:
    """Events of these kinds of the whole house after that one, the oldest first, once they are settled.

    The kind is compared as an expression: a batch is then read along the primary key, never sorted out of all events of a kind.
    """
    rows = StoredEvent.objects.filter(id__lt=_first_of(at - SETTLED)).annotate(which=Concat("kind", Value("")))
    if after is not None:
        rows = rows.filter(id__gt=after)
    found = rows.filter(which__in=kinds).order_by("id").values_list("id", "kind", "at", "section", "subject_id", "data")
    return [Happened(*row) for row in found[:limit]]


def settled_until(at: datetime) -> UUID:
    """Every event before this identifier is settled at that moment."""
    return _first_of(at - SETTLED)


def happened_between(kinds: Collection[str], first: datetime, last: datetime, *, until: UUID) -> Iterator[Happened]:
    """Events of these kinds by their moment (first ≤ at < last), up to that one: to count a few days once more."""
    rows = StoredEvent.objects.filter(kind__in=kinds, at__gte=first, at__lt=last, id__lte=until)
    found = rows.values_list("id", "kind", "at", "section", "subject_id", "data")
    return (Happened(*row) for row in found.iterator(chunk_size=5000))


def _first_of(at: datetime) -> UUID:
    """The least identifier that can have been made at that moment (UUID version 7 begins with its milliseconds)."""
    return UUID(int=int(at.timestamp() * 1000) << 80)
