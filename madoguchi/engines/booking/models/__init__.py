from madoguchi.engines.booking.models.closure import Closure, SeriesMember
from madoguchi.engines.booking.models.hold import TO_CONFIRM, Hold, HoldEnd, Holder, Seat
from madoguchi.engines.booking.models.laying import Laying
from madoguchi.engines.booking.models.reminder import Reminded
from madoguchi.engines.booking.models.reservation import Cancellation, CancelledBy, Reservation, Way
from madoguchi.engines.booking.models.slot import Slot
from madoguchi.engines.booking.models.unit import Occupation, Unit
from madoguchi.engines.booking.models.unmet import Unmet

from madoguchi.engines.booking.counter.models import Attendance, Call, LineDay, Ticket  # isort: skip  they need those above
from madoguchi.engines.booking.lottery.models import Award, Entry, Exclusion, Lottery, LotterySlot  # isort: skip
from madoguchi.engines.booking.nursery.models import Child, Interview, Stay  # isort: skip
from madoguchi.engines.booking.rush.models import Gate  # isort: skip
from madoguchi.engines.booking.waiting.models import Offer, Waiting  # isort: skip

__all__ = [
    "TO_CONFIRM",
    "Attendance",
    "Award",
    "Call",
    "Cancellation",
    "Child",
    "Interview",
    "Stay",
    "CancelledBy",
    "Entry",
    "Exclusion",
    "Gate",
    "Closure",
    "Hold",
    "HoldEnd",
    "Holder",
    "Laying",
    "LineDay",
    "Lottery",
    "LotterySlot",
    "Occupation",
    "Reminded",
    "Offer",
    "Reservation",
    "Seat",
    "SeriesMember",
    "Slot",
    "Ticket",
    "Unit",
    "Unmet",
    "Waiting",
    "Way",
]
