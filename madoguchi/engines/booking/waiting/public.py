"""The door of the waiting list; others reach it as `booking.waiting`."""

from madoguchi.engines.booking.waiting.answering import accept, decline
from madoguchi.engines.booking.waiting.joining import join, leave, may_touch
from madoguchi.engines.booking.waiting.models import Answer, Ended, Offer, Waiting
from madoguchi.engines.booking.waiting.offering import hand_out_all, lapse
from madoguchi.engines.booking.waiting.queries import (
    last_offer,
    open_offer,
    open_offers,
    place_in_line,
    waiting_by_token,
    waiting_of,
)
from madoguchi.engines.booking.waiting.refusals import AlreadyWaiting, NoWaitingList, StillFree

__all__ = [
    "AlreadyWaiting", "Answer", "Ended", "NoWaitingList", "Offer", "StillFree", "Waiting", "accept", "decline",
    "hand_out_all", "join", "lapse", "last_offer", "leave", "may_touch", "open_offer", "open_offers", "place_in_line",
    "waiting_by_token", "waiting_of",
]  # fmt: skip
