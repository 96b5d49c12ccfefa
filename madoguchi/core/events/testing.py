"""The tests' door of events."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from madoguchi.core.events.models import StoredEvent
from madoguchi.core.events.subscribing import SUBSCRIBERS, Subscriber

__all__ = ["events_of", "subscribed"]


def events_of(subject_id: object, kind: str = "") -> list[StoredEvent]:
    """What happened to a subject, in order."""
    found = StoredEvent.objects.filter(subject_id=str(subject_id)).order_by("id")
    return list(found.filter(kind=kind) if kind else found)


@contextmanager
def subscribed(*events: type, name: str, function: Any, ordered: bool = False) -> Iterator[None]:
    """A subscriber for as long as a test needs it."""
    SUBSCRIBERS.register(name, Subscriber(name, tuple(e.kind for e in events), function, ordered))
    try:
        yield
    finally:
        SUBSCRIBERS._items.pop(name)
