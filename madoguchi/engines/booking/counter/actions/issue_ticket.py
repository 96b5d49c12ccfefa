"""整理券を出す: the next number of a line."""

from datetime import datetime

from django.db import IntegrityError, transaction

from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.engines.booking.counter.definitions import Counter, Line
from madoguchi.engines.booking.counter.events import TicketTaken
from madoguchi.engines.booking.counter.finding import InSection, line_of
from madoguchi.engines.booking.counter.models import LineDay, Ticket
from madoguchi.engines.booking.counter.refusals import NotWithoutReservation
from madoguchi.engines.booking.models import Reservation
from madoguchi.engines.people.public import Actor, authorize


@transaction.atomic
def take_ticket(counter: Counter, line: str, *, by: Actor, at: datetime, asked: str | None = None) -> Ticket:
    """A ticket for somebody without a reservation. `asked`: a key of the request; asked again it gives the same ticket.

    Raises NoSuchLine, NotWithoutReservation.
    """
    authorize(by, "counter.take-ticket", InSection(counter.department))
    chosen = line_of(counter, line)
    if not chosen.walk_in and by.kind != "staff":
        raise NotWithoutReservation
    if asked and (known := Ticket.objects.filter(asked=asked).first()):
        return known
    try:
        with transaction.atomic():
            return give(counter, chosen, due_at=at, by=by, at=at, asked=asked)
    except IntegrityError:
        return Ticket.objects.get(asked=asked)


def give(
    counter: Counter,
    line: Line,
    *,
    due_at: datetime,
    by: Actor,
    at: datetime,
    reservation: Reservation | None = None,
    asked: str | None = None,
) -> Ticket:
    """Write the ticket under the next number of its line and day."""
    day = today(at)
    LineDay.objects.bulk_create([LineDay(counter=counter.code, line=line.code, day=day)], ignore_conflicts=True)
    count = LineDay.objects.select_for_update().get(counter=counter.code, line=line.code, day=day)
    count.last_number += 1
    count.save(update_fields=["last_number"])
    ticket = Ticket.objects.create(
        counter=counter.code,
        line=line.code,
        section=counter.department,
        day=day,
        letter=line.letter,
        number=count.last_number,
        reservation=reservation,
        reserved=reservation is not None,
        due_at=due_at,
        issued_at=at,
        issued_by=by.code,
        asked=asked,
        waiting_since=at,
    )
    record(TicketTaken(ticket.id, counter.code, line.code, reservation is not None), by=by, at=at)
    return ticket
