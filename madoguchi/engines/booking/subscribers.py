"""What booking does when something has happened: it tells the person."""

from madoguchi.city.public import without_text
from madoguchi.core.events.public import StoredEvent, subscribe
from madoguchi.core.jobs.public import moment
from madoguchi.core.zones import Zone
from madoguchi.engines.booking.events import (
    ReservationCancelled,
    ReservationChanged,
    ReservationConfirmed,
    ReservationEvent,
    Reserved,
)
from madoguchi.engines.booking.mails import tell_person
from madoguchi.engines.booking.models import CancelledBy, Reservation


@subscribe(Reserved, name="booking.tell-made", zone=Zone.PUBLIC)
def tell_made(event: Reserved, stored: StoredEvent) -> None:
    row = _of(event)
    if event.confirmed:
        tell_person(row, "booking-made", key=f"booking:made:{row.id}", at=moment())
    elif row.definition.nursery:
        tell_person(row, "booking-awaits", key=f"booking:awaits:{row.id}", at=moment())
    else:
        tell_person(row, "booking-confirm", key=f"booking:confirm:{row.id}", at=moment(), link="reservation-confirm")


@subscribe(ReservationConfirmed, name="booking.tell-confirmed", zone=Zone.PUBLIC)
def tell_confirmed(event: ReservationConfirmed, stored: StoredEvent) -> None:
    row = _of(event)
    tell_person(row, "booking-made", key=f"booking:made:{row.id}", at=moment())


@subscribe(ReservationChanged, name="booking.tell-changed", zone=Zone.PUBLIC)
def tell_changed(event: ReservationChanged, stored: StoredEvent) -> None:
    tell_person(_of(event), "booking-changed", key=f"booking:changed:{stored.id}", at=moment())


@subscribe(ReservationCancelled, name="booking.tell-cancelled", zone=Zone.PUBLIC)
def tell_cancelled(event: ReservationCancelled, stored: StoredEvent) -> None:
    """Who never confirmed is not written to again."""
    if event.why == CancelledBy.UNCONFIRMED:
        return
    template = "booking-closed" if event.why == CancelledBy.CLOSURE else "booking-cancelled"
    row = _of(event)
    tell_person(row, template, key=f"booking:cancelled:{row.id}", at=moment())


def _of(event: ReservationEvent) -> Reservation:
    rows = Reservation.objects.select_related("account", "key", "version").defer(*without_text())
    return rows.get(pk=event.subject)
