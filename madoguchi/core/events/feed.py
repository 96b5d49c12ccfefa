"""Events in their order, for whoever follows them: from outside by department, within the house to count them."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Value
from django.db.models.functions import Concat

from madoguchi.core.events.models import StoredEvent
from madoguchi.core.identifiers.public import first_of

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


class NoSuchEvent(LookupError):
    """An event to begin after that is not, or no more, among this side's."""


def feed(
    sections: Collection[str], *, after: UUID | int | None = None, kinds: Collection[str] = (), limit: int = 100
) -> list[StoredEvent]:
    """Events of these sections after that one, or that position, in the order of their numbers: nothing comes in between any
    more, however late it is committed. Raises NoSuchEvent.
    """
    rows = StoredEvent.objects.filter(section__in=sections, position__gt=_position_of(after))
    if kinds:
        rows = rows.filter(kind__in=kinds)
    return list(rows.order_by("position")[:limit])


def _position_of(after: UUID | int | None) -> int:
    if after is None or isinstance(after, int):
        return after or 0
    found = StoredEvent.objects.filter(pk=after).values_list("position", flat=True)
    if not found:
        raise NoSuchEvent(after)
    return found[0] if found[0] is not None else 2**62


def follow(kinds: Collection[str], *, after: UUID | None, limit: int, at: datetime) -> list[Happened]:
    """Events of these kinds of the whole house after that one, the oldest first, once they are settled.

    The kind is compared as an expression: a batch is then read along the primary key, never sorted out of all events of a kind.
    """
    rows = StoredEvent.objects.filter(id__lt=first_of(at - SETTLED)).annotate(which=Concat("kind", Value("")))
    if after is not None:
        rows = rows.filter(id__gt=after)
    found = rows.filter(which__in=kinds).order_by("id").values_list("id", "kind", "at", "section", "subject_id", "data")
    return [Happened(*row) for row in found[:limit]]


def settled_until(at: datetime) -> UUID:
    """Every event before this identifier is settled at that moment."""
    return first_of(at - SETTLED)


def happened_between(kinds: Collection[str], first: datetime, last: datetime, *, until: UUID) -> Iterator[Happened]:
    """Events of these kinds by their moment (first ≤ at < last), up to that one: to count a few days once more."""
    rows = StoredEvent.objects.filter(kind__in=kinds, at__gte=first, at__lt=last, id__lte=until)
    found = rows.values_list("id", "kind", "at", "section", "subject_id", "data")
    return (Happened(*row) for row in found.iterator(chunk_size=5000))
