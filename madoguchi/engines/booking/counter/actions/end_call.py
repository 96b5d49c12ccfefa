"""呼出しのあと: done, not there, later, handed over to another line; called once more."""

from datetime import datetime, timedelta

from django.db import transaction

from madoguchi.core.events.public import record
from madoguchi.engines.booking.counter.definitions import Counter
from madoguchi.engines.booking.counter.events import CallEnded, TicketLeft
from madoguchi.engines.booking.counter.finding import line_of
from madoguchi.engines.booking.counter.models import Call, Ending, Outcome, Ticket
from madoguchi.engines.booking.counter.refusals import NotCalled, TicketOver
from madoguchi.engines.people.public import Actor, authorize

LATER = timedelta(minutes=5)
ENDS = {Outcome.SERVED: Ending.SERVED, Outcome.NO_SHOW: Ending.NO_SHOW}


def hold(call: Call, by: Actor) -> Call:
    """The call as it is now, locked. Raises NotPermitted, NotCalled."""
    authorize(by, "counter.call", call)
    found = Call.objects.select_for_update(of=("self",)).select_related("ticket").get(pk=call.pk)
    if found.ended_at is not None:
        raise NotCalled
    return found


@transaction.atomic
def call_again(call: Call, *, by: Actor, at: datetime) -> Call:
    """呼び直し: the number is shown and spoken once more. Raises NotPermitted, NotCalled."""
    call = hold(call, by)
    call.shown_at, call.times = at, call.times + 1
    call.save(update_fields=["shown_at", "times"])
    return call


@transaction.atomic
def finish(call: Call, *, by: Actor, at: datetime) -> Ticket:
    """済み. Raises NotPermitted, NotCalled."""
    return close(hold(call, by), Outcome.SERVED, by=by, at=at)


@transaction.atomic
def not_there(call: Call, *, by: Actor, at: datetime) -> Ticket:
    """Called and not there: the ticket ends. Raises NotPermitted, NotCalled."""
    return close(hold(call, by), Outcome.NO_SHOW, by=by, at=at)


@transaction.atomic
def put_back(call: Call, *, by: Actor, at: datetime) -> Ticket:
    """あとで呼ぶ: back into its line, at its turn again in five minutes. Raises NotPermitted, NotCalled."""
    call = hold(call, by)
    ticket = close(call, Outcome.BACK, by=by, at=at)
    return wait(ticket, since=at, due_at=at + LATER)


@transaction.atomic
def hand_over(call: Call, counter: Counter, line: str, *, by: Actor, at: datetime) -> Ticket:
    """引継ぎ: to another line, at this counter or another, under the same number; who came first stays first.

    Raises NotPermitted, NotCalled, NoSuchLine.
    """
    call = hold(call, by)
    to = line_of(counter, line)
    ticket = close(call, Outcome.HANDED_OVER, by=by, at=at)
    ticket.counter, ticket.line, ticket.section = counter.code, to.code, counter.department
    ticket.save(update_fields=["counter", "line", "section"])
    return wait(ticket, since=at, due_at=ticket.due_at)


@transaction.atomic
def give_up(ticket: Ticket, *, by: Actor, at: datetime) -> Ticket:
    """待つのをやめる: the one who holds the ticket goes. Raises TicketOver where it has been called or is over."""
    authorize(by, "counter.take-ticket", ticket)
    left = Ticket.objects.filter(pk=ticket.pk, waiting_since__isnull=False, ended_at=None)
    if not left.update(waiting_since=None, ended_at=at, ended_how=Ending.LEFT):
        raise TicketOver
    record(TicketLeft(ticket.id, ticket.counter, ticket.line), by=by, at=at)
    ticket.refresh_from_db()
    return ticket


def close(call: Call, outcome: Outcome, *, by: Actor, at: datetime) -> Ticket:
    """End the call; the ticket with it where nothing more is to come."""
    call.ended_at, call.outcome = at, outcome
    call.save(update_fields=["ended_at", "outcome"])
    ticket = call.ticket
    if ending := ENDS.get(outcome):
        ticket.ended_at, ticket.ended_how = at, ending
        ticket.save(update_fields=["ended_at", "ended_how"])
    record(CallEnded(ticket.id, ticket.counter, ticket.line, call.desk, str(outcome)), by=by, at=at)
    return ticket


def wait(ticket: Ticket, *, since: datetime, due_at: datetime) -> Ticket:
    ticket.waiting_since, ticket.due_at = since, due_at
    ticket.save(update_fields=["waiting_since", "due_at"])
    return ticket
