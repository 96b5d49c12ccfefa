"""確かめる: the link in the mail was opened; the reservation is firm."""

from datetime import datetime

from madoguchi.core.events.public import record
from madoguchi.core.refused import NotPermitted
from madoguchi.engines.booking.actions.cancel import AlreadyCancelled
from madoguchi.engines.booking.contact import is_link_token
from madoguchi.engines.booking.events import ReservationConfirmed
from madoguchi.engines.booking.locking import short_locks
from madoguchi.engines.booking.models import Hold, Reservation
from madoguchi.engines.people.public import Actor


def confirm(reservation: Reservation, *, token: str, by: Actor, at: datetime) -> Reservation:
    """Once; a second opening finds it firm. Raises NotPermitted, AlreadyCancelled."""
    if not is_link_token(reservation.number, token):
        raise NotPermitted
    if reservation.confirmed_at is not None:
        return reservation
    with short_locks():
        if not Hold.objects.in_force().filter(pk=reservation.hold_id).update(expires_at=None, why="booking"):
            raise AlreadyCancelled
        if Reservation.objects.filter(pk=reservation.pk, confirmed_at=None).update(confirmed_at=at):
            record(
                ReservationConfirmed(
                    reservation.id, number=reservation.number, bookable=reservation.bookable, fee_yen=reservation.fee_yen
                ),
                by=by,
                at=at,
                section=reservation.section,
            )
    reservation.refresh_from_db(fields=["confirmed_at"])
    return reservation
