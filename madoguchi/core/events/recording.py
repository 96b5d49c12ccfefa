"""Recording: event, audit entry and jobs, in the transaction of the deed."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.acting import By, behalf_of
from madoguchi.core.audit.public import note, only_codes
from madoguchi.core.events.delivering import key, order
from madoguchi.core.events.event import Event, data_of
from madoguchi.core.events.models import Handled, StoredEvent
from madoguchi.core.events.subscribing import SUBSCRIBERS, subscribers_of
from madoguchi.core.events.twice import id_for
from madoguchi.core.gathering import put
from madoguchi.core.jobs.public import Job, enqueue_all
from madoguchi.core.refused import Refused


class NotInTransaction(RuntimeError):
    """An event without the transaction of its deed could tell of what never happened."""


def record(event: Event, *, by: By, at: datetime, section: str = "") -> StoredEvent:
    """Write down what happened. After the commit its subscribers run as jobs; after a rollback nothing was ever there.

    `section`: the department that it concerns, where that is not the actor's own.
    Raises NotInTransaction outside `transaction.atomic`, NotACode for data that is no id, code, number or date.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction(event.kind)
    stored = put(
        StoredEvent(
            id=id_for(event.kind),
            kind=event.kind,
            at=at,
            by=by.code,
            on_behalf_of=behalf_of(by),
            section=section or by.section,
            subject_kind=event.subject_kind,
            subject_id=only_codes(str(event.subject), f"{event.kind}.subject"),
            data=data_of(event),
            v=event.v,
        )
    )
    note(
        event.kind,
        by=by,
        at=at,
        subject_kind=stored.subject_kind,
        subject_id=stored.subject_id,
        data={"event": stored.id, **stored.data},
    )
    enqueue_all(order(stored.id, subscriber.name) for subscriber in subscribers_of(stored.kind))
    for outlet in OUTLETS:
        outlet(event, stored)
    return stored


OUTLETS: list[Callable[[Event, StoredEvent], None]] = []
"""What else happens in the transaction of a deed: the relay notes what is to cross."""


class AlreadyQueued(Refused):
    code, message = (
        "event-already-queued",
        _("この処理はまだ終わっていません。失敗しているときは、処理の画面でやり直してください。"),
    )


@transaction.atomic
def replay(event_id: UUID | str, subscriber: str, *, by: By, at: datetime) -> None:
    """Hand an event to a subscriber once more, on purpose: it was mended, or came after the event."""
    SUBSCRIBERS.get(subscriber)
    stored = StoredEvent.objects.select_for_update().get(pk=event_id)
    run = 1 + Handled.objects.filter(event=stored, subscriber=subscriber).count()
    if Job.objects.filter(key=key(stored.id, subscriber, run)).exists():
        raise AlreadyQueued
    enqueue_all([order(stored.id, subscriber, run)])
    note(
        "events.replayed",
        by=by,
        at=at,
        subject_kind=stored.subject_kind,
        subject_id=stored.subject_id,
        data={"event": stored.id, "subscriber": subscriber, "run": run},
    )
