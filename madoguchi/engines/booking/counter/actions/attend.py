"""来庁: check in whoever has a reservation; note who did not come."""

from datetime import datetime

from django.db import transaction

from madoguchi.core.calendar.public import TOKYO, format_instant, today
from madoguchi.core.events.public import record
from madoguchi.core.identifiers.public import BadNumber, check_receipt_number
from madoguchi.engines.booking.counter.actions.issue_ticket import give
from madoguchi.engines.booking.counter.definitions import Counter
from madoguchi.engines.booking.counter.events import ReservationCame, ReservationMissed
from madoguchi.engines.booking.counter.finding import InSection
from madoguchi.engines.booking.counter.models import Attendance, Ticket
from madoguchi.engines.booking.counter.refusals import (
    AlreadyCame,
    NoSuchReservation,
    NotToday,
    ReservationOver,
    TooEarlyToMiss,
)
from madoguchi.engines.booking.models import Reservation
from madoguchi.engines.people.public import Actor, authorize


def number_in(scanned: str) -> str:
    """The reservation number in what was typed, or in the address that a QR code holds. Raises BadNumber."""
    return check_receipt_number(scanned.strip().split("?")[0].rstrip("/").rsplit("/", 1)[-1])


@transaction.atomic
def check_in(counter: Counter, scanned: str, *, by: Actor, at: datetime) -> Ticket:
    """Receive the person of a reservation: they wait in its line, at the time they booked. Twice gives the same ticket.

    Raises NoSuchReservation, NotToday, ReservationOver.
    """
    authorize(by, "counter.take-ticket", InSection(counter.department))
    try:
        number = number_in(scanned)
    except BadNumber:
        raise NoSuchReservation from None
    reservation = Reservation.objects.select_for_update().filter(number=number).first()
    line = counter.line_of(reservation.bookable) if reservation else None
    if reservation is None or line is None:
        raise NoSuchReservation
    if not reservation.is_in_force:
        raise ReservationOver
    if today(reservation.starts_at) != today(at):
        raise NotToday(when=format_instant(reservation.starts_at.astimezone(TOKYO)))
    if known := Ticket.objects.filter(reservation=reservation).first():
        return known
    note_came(reservation, by=by, at=at)
    return give(counter, line, due_at=max(reservation.starts_at, at), by=by, at=at, reservation=reservation)


@transaction.atomic
def attend(reservation: Reservation, *, by: Actor, at: datetime) -> Attendance:
    """Note that the person came, where nobody is called by a number: a class, an event, a room.

    Raises NotPermitted, ReservationOver, NotToday, AlreadyCame.
    """
    authorize(by, "counter.check-in", reservation)
    reservation = Reservation.objects.select_for_update().get(pk=reservation.pk)
    if not reservation.is_in_force:
        raise ReservationOver
    if not today(reservation.starts_at) <= today(at) <= today(reservation.ends_at):
        raise NotToday(when=format_instant(reservation.starts_at.astimezone(TOKYO)))
    if Attendance.objects.filter(reservation=reservation, came=True).exists():
        raise AlreadyCame
    return note_came(reservation, by=by, at=at)


@transaction.atomic
def miss(reservation: Reservation, *, by: Actor, at: datetime) -> Attendance:
    """Note that nobody came, once the time has come. Whoever comes after all is checked in as usual.

    Raises NotPermitted, ReservationOver, TooEarlyToMiss, AlreadyCame.
    """
    authorize(by, "counter.check-in", reservation)
    reservation = Reservation.objects.select_for_update().get(pk=reservation.pk)
    if not reservation.is_in_force:
        raise ReservationOver
    if at < reservation.starts_at:
        raise TooEarlyToMiss(when=format_instant(reservation.starts_at.astimezone(TOKYO)))
    found, new = Attendance.objects.get_or_create(reservation=reservation, defaults={"came": False, "at": at, "by_code": by.code})
    if found.came:
        raise AlreadyCame
    if new:
        said = ReservationMissed(reservation.id, reservation.number, reservation.bookable, reservation.starts_at)
        record(said, by=by, at=at)
    return found


def note_came(reservation: Reservation, *, by: Actor, at: datetime) -> Attendance:
    """The row is locked by the caller, through its reservation."""
    found, _new = Attendance.objects.update_or_create(
        reservation=reservation, defaults={"came": True, "at": at, "by_code": by.code}
    )
    record(ReservationCame(reservation.id, reservation.number, reservation.bookable, reservation.starts_at), by=by, at=at)
    return found
