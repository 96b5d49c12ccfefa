"""取り消す: give the places back, once."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from madoguchi.core.acting import By
from madoguchi.core.events.public import record
from madoguchi.core.refused import NotPermitted, Refused
from madoguchi.engines.booking import line
from madoguchi.engines.booking.across import asking
from madoguchi.engines.booking.contact import is_link_token
from madoguchi.engines.booking.events import ReservationCancelled
from madoguchi.engines.booking.locking import short_locks
from madoguchi.engines.booking.models import TO_CONFIRM, Cancellation, CancelledBy, Hold, HoldEnd, Reservation
from madoguchi.engines.booking.taking import give_back
from madoguchi.engines.people.public import SYSTEM, Actor, authorize


class AlreadyCancelled(Refused):
    code, message = "already-cancelled", _("この予約は、すでに取り消されています。")


class TooLate(Refused):
    code, message = "too-late", _("オンラインで取消しや変更ができる期限を過ぎています。電話でご連絡ください。")


def cancel(reservation: Reservation, *, why: CancelledBy | None = None, token: str = "", by: Actor, at: datetime) -> Reservation:
    """Cancel: by the person, by whoever holds the link of the mail (`token`), by the office.

    Raises NotPermitted, AlreadyCancelled, TooLate, LineCut.
    """
    may_touch(reservation, "booking.cancel", token, by)
    person = by.kind not in {"staff", "system"}
    if reservation.cancelled_at is not None:
        raise AlreadyCancelled
    if person:
        in_time(reservation, at)
    reason = why or (CancelledBy.PERSON if person else CancelledBy.OFFICE)
    line.may_touch_places(Hold(pk=reservation.hold_id))
    if asking.keeps_elsewhere(reservation):
        return asking.cancel_there(reservation, reason.value, by=by, at=at)
    with short_locks():
        return undo(reservation, reason, how=HoldEnd.CANCELLED, by=by, at=at)


def undo(reservation: Reservation, why: CancelledBy, *, how: HoldEnd, by: By, at: datetime) -> Reservation:
    """End the hold, give back what it keeps, write the row and the event. Inside a transaction."""
    if not Hold.objects.in_force().filter(pk=reservation.hold_id).update(ended_at=at, ended_by=how):
        raise AlreadyCancelled
    give_back(Hold(pk=reservation.hold_id), at=at)
    Cancellation.objects.create(reservation=reservation, why=why, by_code=by.code, at=at)
    Reservation.objects.filter(pk=reservation.pk).update(cancelled_at=at)
    reservation.cancelled_at = at
    record(
        ReservationCancelled(
            reservation.id, number=reservation.number, bookable=reservation.bookable, starts_at=reservation.starts_at,
            why=why.value, fee_yen=reservation.fee_yen,
        ),
        by=by,
        at=at,
        section=reservation.section,
    )  # fmt: skip
    return reservation


def expire_unconfirmed(hold: Hold, *, at: datetime) -> bool:
    """A reservation whose link nobody opened in time."""
    if hold.why != TO_CONFIRM:
        return False
    found = Reservation.objects.filter(hold=hold, confirmed_at=None, cancelled_at=None).first()
    if found is None:
        return False
    try:
        with short_locks():
            # The link may be opened at this very moment: then the hold has no end any more, and stays.
            if not Hold.objects.in_force().select_for_update().filter(pk=hold.pk, expires_at__lte=at).exists():
                return False
            undo(found, CancelledBy.UNCONFIRMED, how=HoldEnd.EXPIRED, by=SYSTEM, at=at)
    except AlreadyCancelled:
        return False
    return True


def may_touch(reservation: Reservation, permission: str, token: str, by: Actor) -> None:
    """The link of the mail opens what was booked without an account; an account's own need the account."""
    if reservation.account_id is None and by.kind in {"anonymous", "resident"}:
        if token and is_link_token(reservation.number, token):
            return
        raise NotPermitted
    authorize(by, permission, reservation)


def in_time(reservation: Reservation, at: datetime) -> None:
    """Raises TooLate."""
    minutes = reservation.definition.cancel_until
    if at >= reservation.starts_at - timedelta(minutes=minutes):
        raise TooLate
