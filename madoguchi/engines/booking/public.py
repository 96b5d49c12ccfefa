"""The door of booking.

from madoguchi.engines.booking import public as booking
"""

from madoguchi.engines.booking.actions.cancel import AlreadyCancelled, TooLate, cancel
from madoguchi.engines.booking.actions.change import change
from madoguchi.engines.booking.actions.close import (
    ClosureBackwards,
    ClosureNeedsReason,
    NothingNear,
    affected,
    call_off,
    close,
    move_to_nearest,
    reopen,
)
from madoguchi.engines.booking.actions.confirm import confirm
from madoguchi.engines.booking.actions.hold import hold
from madoguchi.engines.booking.actions.join import BEFORE, join
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
from madoguchi.engines.booking.actions.series import Series, book_series, cancel_rest
from madoguchi.engines.booking.contact import NotAcceptable, account_of_feed, feed_token, is_link_token, link_token
from madoguchi.engines.booking.counter import public as counter
from madoguchi.engines.booking.definitions import Bookable, Need, Purpose, Resource, Track
from madoguchi.engines.booking.definitions.bookable import Kind
from madoguchi.engines.booking.desk import (
    find_reservations,
    is_in_series,
    new_request_key,
    note_children,
    note_listed,
    slots_for_desk,
)
from madoguchi.engines.booking.events import (
    ReservationCancelled,
    ReservationChanged,
    ReservationConfirmed,
    Reserved,
)
from madoguchi.engines.booking.feeds import feed_of_reservations, feed_of_slots
from madoguchi.engines.booking.fees import fee_of
from madoguchi.engines.booking.limits import LimitReached, Paused
from madoguchi.engines.booking.line import is_cut
from madoguchi.engines.booking.lottery import public as lottery
from madoguchi.engines.booking.models import (
    Cancellation,
    CancelledBy,
    Closure,
    Hold,
    Occupation,
    Reservation,
    Seat,
    Slot,
    Unit,
    Way,
)
from madoguchi.engines.booking.nursery import public as nursery
from madoguchi.engines.booking.queries import (
    OfAnAccount,
    alternatives,
    bookable,
    bookables,
    by_number,
    equals_of,
    first_free,
    first_of_each,
    free_days,
    free_slots_of,
    held_slots,
    holds_slot,
    in_a_row,
    is_known,
    look_hold,
    look_reservation,
    may_still_change,
    purpose_of,
    reservation_on,
    reservations_for_feed,
    reservations_of,
    slots_held,
    slots_of,
    version_of,
    with_extras,
)
from madoguchi.engines.booking.refusals import (
    BadParty,
    BadSelection,
    Busy,
    HoldGone,
    LineBroke,
    LineCut,
    NoSuchSlot,
    NotEnoughPlaces,
    NotFree,
    NotFromQuota,
    ResourceTaken,
    SlotClosed,
    SlotFull,
    SlotNotOpenYet,
    SlotPast,
    Unanswered,
)
from madoguchi.engines.booking.rush import public as rush
from madoguchi.engines.booking.slot_field import codes_of, reservation_of
from madoguchi.engines.booking.standing import Standing, standing_of
from madoguchi.engines.booking.states import State, state_of
from madoguchi.engines.booking.statistics import Use, refused_days, use
from madoguchi.engines.booking.waiting import public as waiting

__all__ = [
    "Use", "refused_days", "use",
    "AlreadyCancelled", "BadParty", "BadSelection", "Bookable", "Busy", "Cancellation", "CancelledBy", "Closure",
    "ClosureBackwards", "ClosureNeedsReason", "Hold", "HoldGone", "KeyUsedOtherwise", "Kind", "LimitReached", "LineBroke",
    "Unanswered",
    "LineCut", "Need",
    "NoSuchSlot", "NotAcceptable", "NotEnoughPlaces", "NotFree", "NotFromQuota", "NothingNear", "Occupation", "OfAnAccount",
    "OnlyResidents",
    "OthersFirst", "Paused", "Purpose", "Request", "Reservation", "ReservationCancelled", "ReservationChanged",
    "ReservationConfirmed", "Reserved", "Resource", "ResourceTaken", "Seat", "Series", "SignInNeeded", "Slot",
    "SlotClosed", "SlotFull", "SlotNotOpenYet", "SlotPast", "Standing", "State", "TooLate", "Track", "Unit", "Way",
    "BEFORE", "account_of_feed", "affected", "alternatives", "book", "book_series", "bookable", "bookables", "by_number",
    "call_off", "cancel", "cancel_rest", "change", "close", "codes_of", "confirm", "counter", "equals_of", "expire_due", "fee_of",
    "feed_of_reservations", "feed_of_slots", "feed_token", "find_reservations", "first_free", "first_of_each",
    "free_days", "free_slots_of", "held_slots", "hold", "holds_slot", "in_a_row", "is_cut", "is_in_series", "is_known",
    "is_link_token", "join",
    "leave", "link_token",
    "look_hold", "look_reservation", "lottery", "materialise_all", "may_still_change", "move_to_nearest",
    "new_request_key", "note_children", "note_listed", "nursery", "purpose_of", "reopen", "reservation_of", "reservation_on",
    "reservations_for_feed", "reservations_of", "reserve", "rush", "slots_for_desk", "slots_held", "slots_of", "standing_of",
    "state_of", "version_of", "waiting", "with_extras",
]  # fmt: skip
