"""空き: what a slot looks like to somebody who wants it now: ○ △ × and why. For showing; it decides nothing."""

from datetime import datetime
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.engines.booking.models import Slot

FEW = 3


class State(Enum):
    FREE = "free"
    FEW = "few"
    FULL = "full"
    CLOSED = "closed"
    PAST = "past"
    NOT_OPEN_YET = "not-open-yet"

    @property
    def can_be_booked(self) -> bool:
        return self in {State.FREE, State.FEW}

    @property
    def sign(self) -> str:
        return SIGNS[self]

    @property
    def words(self) -> str | Promise:
        return WORDS[self]


SIGNS = {
    State.FREE: "○",
    State.FEW: "△",
    State.FULL: "×",
    State.CLOSED: "－",
    State.PAST: "－",
    State.NOT_OPEN_YET: "・",
}
WORDS: dict[State, str | Promise] = {
    State.FREE: _("空き"),
    State.FEW: _("残りわずか"),
    State.FULL: _("満員"),
    State.CLOSED: _("休止"),
    State.PAST: _("受付終了"),
    State.NOT_OPEN_YET: _("受付前"),
}


def state_of(slot: Slot, at: datetime, places: int = 1) -> State:
    """△ where a third or less is left, and at most three; a slot for one is ○ or ×."""
    if not slot.is_offered:
        return State.CLOSED
    if slot.closes_at <= at:
        return State.PAST
    if slot.blocked or slot.free < places:
        return State.FULL
    if slot.opens_at > at:
        return State.NOT_OPEN_YET
    return State.FEW if slot.free <= FEW and slot.free * 3 <= slot.capacity and slot.capacity > 1 else State.FREE
