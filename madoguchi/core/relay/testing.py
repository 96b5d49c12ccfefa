"""The tests' door of the relay."""

import json
from datetime import datetime
from typing import Any

from madoguchi.core.relay.enclosures import Taken, Writing
from madoguchi.core.relay.envelope import plain
from madoguchi.core.relay.models import Incoming, Line, Outgoing

__all__ = ["Incoming", "Outgoing", "Taken", "Writing", "as_carried", "noted", "spoken"]


def as_carried(said: Any) -> Any:
    """As it comes out of an envelope."""
    return json.loads(json.dumps(said, default=plain))


def spoken(at: datetime) -> None:
    """The office has said at that moment that this was all."""
    Line.objects.update_or_create(direction="in", defaults={"word_at": at, "word_without": []})


def noted() -> list[tuple[str, str]]:
    """What is to cross: kinds and subjects, in the order in which it was noted."""
    return list(Outgoing.objects.order_by("id").values_list("kind", "subject"))
