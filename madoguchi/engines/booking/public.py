"""The door of booking.

from madoguchi.engines.booking import public as booking
"""

from madoguchi.engines.booking.actions.cancel import AlreadyCancelled, TooLate, cancel
from madoguchi.engines.booking.actions.change import change
from madoguchi.engines.booking.actions.confirm import confirm
from madoguchi.engines.booking.actions.hold import hold
from madoguchi.engines.booking.actions.leave import expire_due, leave
from madoguchi.engines.booking.actions.materialise import materialise_all
from madoguchi.engines.booking.actions.reserve import (
    KeyUsedOtherwise,
    OnlyResidents,
    OthersFirst,
    Request,
    SignInNeeded,
    book,
    reserve,
)
from madoguchi.engines.booking.contact import NotAcceptable, is_link_token, link_token
from madoguchi.engines.booking.counter import public as counter
from madoguchi.engines.booking.definitions import Bookable, Purpose, Resource
from madoguchi.engines.booking.definitions.bookable import Kind
from madoguchi.engines.booking.events import (
    ReservationCancelled,
    ReservationChanged,
    ReservationConfirmed,
    Reserved,
)
from madoguchi.engines.booking.feeds import feed_of_reservations, feed_of_slots
from madoguchi.engines.booking.limits import LimitReached, Paused
from madoguchi.engines.booking.lottery import public as lottery
from madoguchi.engines.booking.models import (
    Cancellation,
    CancelledBy,
    Hold,
    Occupation,
    Reservation,
    Seat,
    Slot,
    Unit,
    Way,
)
from madoguchi.engines.booking.queries import (
    alternatives,
    bookable,
    bookables,
    by_number,
    equals_of,
    first_free,
    look_hold,
    look_reservation,
    only_of,
    reservations_of,
    slots_of,
    version_of,
)
from madoguchi.engines.booking.refusals import (
    BadParty,
    BadSelection,
    Busy,
    HoldGone,
    NoSuchSlot,
    NotEnoughPlaces,
    NotFree,
    ResourceTaken,
    SlotClosed,
    SlotFull,
    SlotNotOpenYet,
    SlotPast,
)
from madoguchi.engines.booking.states import State, state_of

__all__ = [
    "AlreadyCancelled", "BadParty", "BadSelection", "Bookable", "Busy", "Cancellation", "CancelledBy", "Hold",
    "HoldGone", "KeyUsedOtherwise", "Kind", "LimitReached", "NoSuchSlot", "NotAcceptable", "NotEnoughPlaces",
    "NotFree", "Occupation", "OnlyResidents", "OthersFirst", "Paused", "Purpose", "Request", "Reservation",
    "ReservationCancelled", "ReservationChanged", "ReservationConfirmed", "Reserved", "Resource", "ResourceTaken",
    "Seat", "SignInNeeded", "Slot", "SlotClosed", "SlotFull", "SlotNotOpenYet", "SlotPast", "State", "TooLate",
    "Unit", "Way", "alternatives", "book", "bookable", "bookables", "by_number", "cancel", "change", "confirm",
    "counter", "equals_of", "expire_due", "feed_of_reservations", "feed_of_slots", "first_free", "hold",
    "is_link_token", "leave", "link_token", "look_hold", "look_reservation", "lottery", "materialise_all", "only_of",
    "reservations_of", "reserve", "slots_of", "state_of", "version_of",
]  # fmt: skip
