"""変える: move a reservation to other slots. The new places are taken before the old ones go back, or nothing happens."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from madoguchi.core.events.public import record
from madoguchi.engines.booking import limits, line
from madoguchi.engines.booking.across import asking
from madoguchi.engines.booking.actions.cancel import AlreadyCancelled, in_time, may_touch
from madoguchi.engines.booking.actions.hold import check_wish, chosen
from madoguchi.engines.booking.contact import RESIDENT
from madoguchi.engines.booking.events import ReservationChanged
from madoguchi.engines.booking.fees import fee_of
from madoguchi.engines.booking.locking import lock_holder, short_locks
from madoguchi.engines.booking.models import Hold, Reservation
from madoguchi.engines.booking.nursery.refusals import BookAnew
from madoguchi.engines.booking.queries import alternatives
from madoguchi.engines.booking.refusals import BadSelection, NotFree
from madoguchi.engines.booking.taking import give_back, lock_for_move, take
from madoguchi.engines.people.public import Actor


def change(reservation: Reservation, slots: Sequence[UUID | str], *, token: str = "", by: Actor, at: datetime) -> Reservation:
    """Other slots of the same thing, or of what would do as well. The number stays.

    Raises NotPermitted, AlreadyCancelled, TooLate, NoSuchSlot, BadSelection, NotFree, LimitReached, LineCut.
    """
    may_touch(reservation, "booking.change", token, by)
    person = by.kind not in {"staff", "system"}
    if reservation.cancelled_at is not None:
        raise AlreadyCancelled
    if person:
        in_time(reservation, at)
    line.may_touch_places(Hold(pk=reservation.hold_id))
    found, bookable = chosen(slots)
    quota = line.from_quota(bookable, tuple(reservation.hold.extras), asked=False, desk=not person)
    check_wish(bookable, found, reservation.party, [])
    if bookable.nursery is not None:
        raise BookAnew
    same = bookable.code == reservation.bookable
    if not same and (bookable.purpose is None or bookable.purpose != reservation.definition.purpose):
        raise BadSelection(most=bookable.limits.in_a_row)
    if asking.is_elsewhere(quota=quota):
        return asking.change_there(reservation, found, by=by, at=at)
    resident = bool(reservation.contact.get(RESIDENT))
    try:
        with short_locks():
            if person and reservation.who and limits.has_limits(bookable.limits):
                lock_holder(limits.scope_of(bookable), reservation.who)
                limits.enforce(bookable, reservation.who, found[0].starts_at, at=at, besides=reservation.pk)
            held = Hold.objects.select_for_update().filter(pk=reservation.hold_id, ended_at=None).first()
            if held is None:
                raise AlreadyCancelled
            lock_for_move(held, found, bookable)
            give_back(held, at=at)
            take(held, found, bookable, at=at, desk=not person, quota=quota)
            before = reservation.starts_at
            values = {
                "bookable": bookable.code, "track": found[0].track, "version": found[0].version, "section": found[0].section,
                "starts_at": found[0].starts_at, "ends_at": found[-1].ends_at, "scope": limits.scope_of(bookable),
                "fee_yen": fee_of(bookable, found, reservation.party, resident=resident),
            }  # fmt: skip
            Reservation.objects.filter(pk=reservation.pk).update(**values)
            Hold.objects.filter(pk=held.pk).update(bookable=bookable.code)
            for name, value in values.items():
                setattr(reservation, name, value)
            record(
                ReservationChanged(
                    reservation.id, number=reservation.number, bookable=bookable.code, before=before,
                    starts_at=reservation.starts_at, fee_yen=reservation.fee_yen,
                ),
                by=by,
                at=at,
                section=reservation.section,
            )  # fmt: skip
    except NotFree as refusal:
        refusal.alternatives = alternatives(found[0], party=reservation.party, at=at)
        raise
    return reservation
