"""The door of events."""

from madoguchi.core.events.event import Event, event_classes, rebuild
from madoguchi.core.events.feed import Happened, feed, follow, happened_between, settled_until
from madoguchi.core.events.models import Handled, StoredEvent
from madoguchi.core.events.recording import AlreadyQueued, NotInTransaction, record, replay
from madoguchi.core.events.subscribing import subscribe

__all__ = [
    "AlreadyQueued",
    "Event",
    "Handled",
    "Happened",
    "NotInTransaction",
    "StoredEvent",
    "event_classes",
    "feed",
    "follow",
    "happened_between",
    "rebuild",
    "record",
    "replay",
    "settled_until",
    "subscribe",
]
