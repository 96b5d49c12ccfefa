from madoguchi.engines.booking.models.hold import TO_CONFIRM, Hold, HoldEnd, Holder, Seat
from madoguchi.engines.booking.models.laying import Laying
from madoguchi.engines.booking.models.reservation import Cancellation, CancelledBy, Reservation, Way
from madoguchi.engines.booking.models.slot import Slot
from madoguchi.engines.booking.models.unit import Occupation, Unit

__all__ = [
    "TO_CONFIRM",
    "Cancellation",
    "CancelledBy",
    "Hold",
    "HoldEnd",
    "Holder",
    "Laying",
    "Occupation",
    "Reservation",
    "Seat",
    "Slot",
    "Unit",
    "Way",
]
