"""What runs by itself: at night the tickets of the day that is over are closed."""

from datetime import datetime

from django.db import transaction

from madoguchi.core.calendar.public import today
from madoguchi.core.jobs.public import every
from madoguchi.core.zones import Zone
from madoguchi.engines.booking.counter.models import Call, Ending, Outcome, Ticket


@every("booking.close-counters", daily="00:20", zone=Zone.OFFICE)
@transaction.atomic
def close_counters(at: datetime) -> int:
    """Whoever still waits on a ticket of a day gone by has left; whoever still stands at a desk has been served."""
    gone = today(at)
    open_calls = Call.objects.filter(day__lt=gone, ended_at=None)
    served = Ticket.objects.filter(pk__in=list(open_calls.values_list("ticket_id", flat=True)), ended_at=None)
    closed = served.update(ended_at=at, ended_how=Ending.SERVED, waiting_since=None)
    open_calls.update(ended_at=at, outcome=Outcome.SERVED)
    waiting = Ticket.objects.filter(day__lt=gone, ended_at=None)
    return closed + waiting.update(ended_at=at, ended_how=Ending.LEFT, waiting_since=None)
