"""Numbering: each event gets its place in the order in which it can be read, once it is committed.

An identifier made before the commit says nothing of the order of commits: a long transaction, a clock that differs, or an event
that the other side had recorded days ago would come to lie before what a reader has read already. A number given afterwards, by
one numberer at a time, lies behind everything that was ever shown.
"""

from datetime import datetime

from django.db import transaction

from madoguchi.core.events.models import Last, StoredEvent
from madoguchi.core.jobs.public import every
from madoguchi.core.zones import Zone

BATCH, BATCHES = 500, 40


@every("events.number", seconds=1, zone=Zone.ALL)
def number(at: datetime) -> int:
    """All that was committed since the last time; more than a batch only where much has gathered."""
    done = 0
    for _ in range(BATCHES):
        done += (found := number_batch())
        if found < BATCH:
            break
    return done


def number_batch(size: int = BATCH) -> int:
    """How many were numbered. Events are taken by the missing number, so that one committed late is not passed over."""
    waiting = StoredEvent.objects.filter(position=None)
    if not waiting.exists():
        return 0
    with transaction.atomic():
        last, _ = Last.objects.select_for_update().get_or_create(pk=1)
        events = list(waiting.only("id").order_by("id")[:size])
        for position, event in enumerate(events, start=last.position + 1):
            event.position = position
        StoredEvent.objects.bulk_update(events, ["position"])
        last.position += len(events)
        last.save(update_fields=["position"])
    return len(events)


def last_position() -> int:
    return Last.objects.filter(pk=1).values_list("position", flat=True).first() or 0
