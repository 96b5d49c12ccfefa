"""Delivering: one job hands one event to one subscriber."""

from uuid import UUID

from django.db import IntegrityError, transaction

from madoguchi.core.events.event import rebuild
from madoguchi.core.events.models import Handled, StoredEvent
from madoguchi.core.events.subscribing import SUBSCRIBERS, Subscriber
from madoguchi.core.jobs.public import Job, NotYet, Order, State, moment, task


@task(queue_name="events", max_attempts=12)
def deliver(event_id: str, subscriber: str, run: int = 1) -> None:
    """The row `Handled` and the effects are one transaction: a job that runs twice finds the row and leaves."""
    wanted = SUBSCRIBERS.get(subscriber)
    with transaction.atomic():
        stored = StoredEvent.objects.get(pk=event_id)
        if wanted.ordered:
            _wait_for_earlier(stored, wanted)
        if not _first_time(stored, subscriber, run):
            return
        wanted.function(rebuild(stored.kind, stored.subject_id, stored.data, stored.v), stored)


def key(event_id: UUID, subscriber: str, run: int = 1) -> str:
    return f"event:{event_id}:{subscriber}:{run}"


def order(event_id: UUID, subscriber: str, run: int = 1) -> Order:
    return Order(deliver, (str(event_id), subscriber, run), key=key(event_id, subscriber, run))


def _first_time(stored: StoredEvent, subscriber: str, run: int) -> bool:
    """A second worker waits here for the first one's transaction, and is then refused by the constraint."""
    if Handled.objects.filter(event=stored, subscriber=subscriber, run=run).exists():
        return False
    try:
        with transaction.atomic():
            Handled.objects.create(event=stored, subscriber=subscriber, run=run, at=moment())
    except IntegrityError:
        return False
    return True


def _wait_for_earlier(stored: StoredEvent, subscriber: Subscriber) -> None:
    """Earlier events of the subject that are still queued for this subscriber go first, failing ones too."""
    earlier = StoredEvent.objects.filter(
        subject_kind=stored.subject_kind, subject_id=stored.subject_id, kind__in=subscriber.kinds, id__lt=stored.id
    ).exclude(handled__subscriber=subscriber.name)
    keys = [key(pk, subscriber.name) for pk in earlier.order_by("id").values_list("pk", flat=True)[:500]]
    closed = (State.DONE, State.ASIDE)
    if keys and Job.objects.filter(key__in=keys).exclude(state__in=closed).exists():
        raise NotYet("前の出来事の処理を待っています。")
