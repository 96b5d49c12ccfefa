"""The door of the waiting list; others reach it as `booking.waiting`."""

from madoguchi.engines.booking.waiting.answering import accept, decline
from madoguchi.engines.booking.waiting.joining import join, leave, may_touch
from madoguchi.engines.booking.waiting.models import Answer, Ended, Offer, Waiting
from madoguchi.engines.booking.waiting.offering import hand_out_all, lapse
from madoguchi.engines.booking.waiting.queries import (
    all_waiting,
    last_offer,
    line_of,
    look_waiting,
    note_waiting,
    numbers_waiting,
    offered,
    open_offer,
    open_offers,
    place_in_line,
    places_in_line,
    protected_among,
    waiting_by_token,
    waiting_of,
)
from madoguchi.engines.booking.waiting.refusals import (
    AlreadyWaiting,
    CannotCall,
    CannotReach,
    NoOffer,
    NoWaitingList,
    OnPublicSide,
    StillFree,
)

__all__ = [
    "AlreadyWaiting", "Answer", "CannotCall", "CannotReach", "Ended", "NoOffer", "NoWaitingList", "Offer", "OnPublicSide",
    "StillFree", "Waiting", "accept", "all_waiting", "decline", "hand_out_all", "join", "lapse", "last_offer", "leave", "line_of",
    "look_waiting", "may_touch", "note_waiting", "numbers_waiting", "offered", "open_offer", "open_offers", "place_in_line",
    "places_in_line", "protected_among", "waiting_by_token", "waiting_of",
]  # fmt: skip
