from madoguchi.core.events.models.handled import Handled
from madoguchi.core.events.models.last import Last
from madoguchi.core.events.models.stored_event import StoredEvent

__all__ = ["Handled", "Last", "StoredEvent"]
