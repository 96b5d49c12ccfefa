"""呼び出す: the next of a line to a desk. Whoever empties `waiting_since` has the ticket; nobody else gets it.

Locks are taken in one order: the desk, its open call, a ticket. Two clerks at one desk go one after the other; clerks at
different desks never wait for each other, because a ticket in another's hands is passed over.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.engines.booking.counter.actions.end_call import close
from madoguchi.engines.booking.counter.definitions import Counter
from madoguchi.engines.booking.counter.events import TicketCalled
from madoguchi.engines.booking.counter.finding import InSection, desk_of, lines_of
from madoguchi.engines.booking.counter.models import Call, Outcome, Ticket
from madoguchi.engines.booking.counter.refusals import DeskTaken, NotWaiting
from madoguchi.engines.booking.locking import lock_desk
from madoguchi.engines.people.public import Actor, authorize


@transaction.atomic
def call_next(counter: Counter, desk: str, *, seen: UUID | None, by: Actor, at: datetime, lines: Iterable[str] = ()) -> Call | None:
    """End what the desk is doing as done, and call the next of its lines; None where nobody waits.

    `seen` is the call that the clerk had before them: pressed twice, the button calls one person, not two.
    Raises NotPermitted, NoSuchDesk, NoSuchLine, DeskTaken.
    """
    authorize(by, "counter.call", InSection(counter.department))
    chosen = lines_of(counter, desk_of(counter, desk), lines)
    if (already := leave(counter, desk, seen=seen, by=by, at=at)) is not None:
        return already
    waiting = Ticket.objects.filter(counter=counter.code, line__in=chosen, day=today(at))
    while (ticket := waiting.in_turn(at).select_for_update(of=("self",), skip_locked=True).first()) is not None:
        if (called := call(ticket, desk, by=by, at=at)) is not None:
            return called
    return None


@transaction.atomic
def call_this(counter: Counter, desk: str, ticket: Ticket, *, seen: UUID | None, by: Actor, at: datetime) -> Call:
    """Call one out of turn: who had been put back, or can't wait. Raises NotPermitted, NoSuchDesk, NotWaiting, DeskTaken."""
    authorize(by, "counter.call", InSection(counter.department))
    desk_of(counter, desk)
    if ticket.counter != counter.code or ticket.day != today(at):
        raise NotWaiting
    if (already := leave(counter, desk, seen=seen, by=by, at=at)) is not None:
        if already.ticket_id == ticket.pk:
            return already
        raise DeskTaken(desk=desk)
    if (called := call(ticket, desk, by=by, at=at)) is None:
        raise NotWaiting
    return called


def leave(counter: Counter, desk: str, *, seen: UUID | None, by: Actor, at: datetime) -> Call | None:
    """End the call that the clerk saw. Where the desk has another by now, that one is the answer to a second press.
    The desk is locked from here on, before anything else.
    """
    lock_desk(counter.code, desk)
    mine = Call.objects.select_for_update(of=("self",)).filter(counter=counter.code, desk=desk, ended_at=None)
    now = mine.select_related("ticket").first()
    if now is None:
        return None
    if now.pk == seen:
        close(now, Outcome.SERVED, by=by, at=at)
        return None
    if now.by_code == by.code:
        return now
    raise DeskTaken(desk=desk)


def call(ticket: Ticket, desk: str, *, by: Actor, at: datetime) -> Call | None:
    """Take the ticket if it still waits. Raises DeskTaken where the desk has an open call in spite of all."""
    taken = Ticket.objects.filter(pk=ticket.pk, waiting_since__isnull=False).update(waiting_since=None)
    if not taken:
        return None
    waited = max(0, int((at - (ticket.waiting_since or at)).total_seconds()))
    try:
        with transaction.atomic():
            made = Call.objects.create(
                ticket=ticket,
                counter=ticket.counter,
                line=ticket.line,
                desk=desk,
                section=ticket.section,
                day=ticket.day,
                called_at=at,
                shown_at=at,
                by_code=by.code,
                waited_seconds=waited,
            )
    except IntegrityError:
        raise DeskTaken(desk=desk) from None
    ticket.waiting_since = None
    record(TicketCalled(ticket.id, ticket.counter, ticket.line, desk, waited), by=by, at=at)
    return made
