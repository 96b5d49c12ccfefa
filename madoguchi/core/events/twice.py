"""One deed, two sides: what happened on one is carried out on the other, and stays one event with one identifier."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from madoguchi.core.acting import Machine
from madoguchi.core.audit.public import note
from madoguchi.core.events.delivering import order
from madoguchi.core.events.models import StoredEvent
from madoguchi.core.events.subscribing import subscribers_here
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.jobs.public import enqueue_all

FIELDS = ("id", "kind", "at", "by", "on_behalf_of", "section", "subject_kind", "subject_id", "data", "v")

_known: ContextVar[dict[str, list[UUID]] | None] = ContextVar("known", default=None)


@contextmanager
def carried_over(events: Iterable[tuple[str, UUID]]) -> Iterator[None]:
    """What is recorded within, of these kinds and in this order, is what the other side has recorded already."""
    waiting: dict[str, list[UUID]] = {}
    for kind, known in events:
        waiting.setdefault(kind, []).append(known)
    token = _known.set(waiting)
    try:
        yield
    finally:
        _known.reset(token)


def id_for(kind: str) -> UUID:
    """The identifier of what is being recorded: its own, or that which it has on the other side."""
    waiting = (_known.get() or {}).get(kind)
    return waiting.pop(0) if waiting else uuid7()


def envelope_of(stored: StoredEvent) -> dict[str, Any]:
    """As the other side takes it."""
    return {name: getattr(stored, name) for name in FIELDS}


def adopt(envelope: dict[str, Any]) -> bool:
    """Keep an event of the other side, once, and set going what this side has to do about it."""
    if StoredEvent.objects.filter(pk=envelope["id"]).exists():
        return False
    stored = StoredEvent.objects.create(**{name: envelope[name] for name in FIELDS})
    by = Machine(stored.by, stored.section)
    data = {"event": stored.id, "from": "relay"}
    note(stored.kind, by=by, at=stored.at, subject_kind=stored.subject_kind, subject_id=stored.subject_id, data=data)
    enqueue_all(order(stored.id, subscriber.name) for subscriber in subscribers_here(stored.kind))
    return True
