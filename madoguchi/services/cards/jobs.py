"""What cards does by itself: works files off, tells people, hears who came."""

from datetime import datetime, timedelta

from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import StoredEvent, subscribe
from madoguchi.core.jobs.public import Order, enqueue_all, enqueue_once, every, moment, task
from madoguchi.core.zones import Zone
from madoguchi.engines.booking.public import ReservationCancelled
from madoguchi.engines.booking.public import counter as counters
from madoguchi.services.cards.actions.book import came, fell_through
from madoguchi.services.cards.actions.take_in import next_rows
from madoguchi.services.cards.actions.tell import tell
from madoguchi.services.cards.models import ExpiryFile, Renewal
from madoguchi.services.cards.refusals import NotDefined
from madoguchi.services.cards.rules import rules


@task
def work_off(file_id: str) -> None:
    """Some rows, then the next job: other work comes in between."""
    if next_rows(file_id, at=moment()):
        done = ExpiryFile.objects.values_list("done", flat=True).get(pk=file_id)
        enqueue_once(work_off, f"cards-file:{file_id}:{done}", file_id)


@task
def tell_one(renewal_id: str, stage: int) -> str:
    """One person, one stage: a failure keeps nobody else waiting."""
    told = tell(renewal_id, stage, at=moment())
    return told.channel if told else "nothing"


@every("cards.tell", daily="08:00", zone=Zone.OFFICE)
def tell_due(at: datetime) -> int:
    """Queue whom to tell today: those whose time has come, and once more those who have not come shortly before the end.
    Keys make a second run queue nothing twice.
    """
    try:
        again = timedelta(days=rules().again_days_before)
    except NotDefined:
        return 0
    day = today(at)
    open_ones = Renewal.objects.outstanding().filter(expires_on__gte=day, notice_on__lte=day)
    first = open_ones.exclude(told__stage=1).values_list("pk", flat=True)
    second = open_ones.filter(expires_on__lte=day + again, reserved="", told__stage=1).exclude(told__stage=2)
    orders = [Order(tell_one, (str(pk), 1), key=f"card-tell:{pk}:1") for pk in first]
    orders += [Order(tell_one, (str(pk), 2), key=f"card-tell:{pk}:2") for pk in second.values_list("pk", flat=True)]
    enqueue_all(orders)
    return len(orders)


@subscribe(counters.ReservationCame, name="cards.came", zone=Zone.OFFICE)
def note_came(event: counters.ReservationCame, stored: StoredEvent) -> None:
    came(event.number, at=stored.at)


@subscribe(ReservationCancelled, name="cards.fell-through", zone=Zone.OFFICE)
def note_cancelled(event: ReservationCancelled, stored: StoredEvent) -> None:
    fell_through(event.number)
