"""The door of events."""

from madoguchi.core.events.event import Event, event_classes, rebuild
from madoguchi.core.events.feed import feed
from madoguchi.core.events.models import Handled, StoredEvent
from madoguchi.core.events.recording import AlreadyQueued, NotInTransaction, record, replay
from madoguchi.core.events.subscribing import subscribe

__all__ = [
    "AlreadyQueued",
    "Event",
    "Handled",
    "NotInTransaction",
    "StoredEvent",
    "event_classes",
    "feed",
    "rebuild",
    "record",
    "replay",
    "subscribe",
]
