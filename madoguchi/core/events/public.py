"""The door of events."""

from madoguchi.core.events.event import Event, event_classes, rebuild
from madoguchi.core.events.feed import Happened, NoSuchEvent, feed, follow, happened_between, settled_until
from madoguchi.core.events.models import Handled, StoredEvent
from madoguchi.core.events.numbering import last_position
from madoguchi.core.events.recording import OUTLETS, AlreadyQueued, NotInTransaction, record, replay
from madoguchi.core.events.subscribing import subscribe
from madoguchi.core.events.twice import adopt, carried_over, envelope_of

__all__ = [
    "OUTLETS",
    "AlreadyQueued",
    "Event",
    "Handled",
    "Happened",
    "NoSuchEvent",
    "NotInTransaction",
    "StoredEvent",
    "adopt",
    "carried_over",
    "envelope_of",
    "event_classes",
    "feed",
    "follow",
    "happened_between",
    "last_position",
    "rebuild",
    "record",
    "replay",
    "settled_until",
    "subscribe",
]
