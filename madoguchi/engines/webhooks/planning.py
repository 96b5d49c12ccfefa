"""Planning: which events are to be told to whom. How far it has come stands in the row of the hook itself, in one transaction."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from madoguchi.core.events.public import feed, last_position
from madoguchi.engines.people.public import machine_actor
from madoguchi.engines.webhooks.models import Hook, Sending
from madoguchi.engines.webhooks.subjects import protected_among

BATCH = 200
READ = "events.read"


def plan(at: datetime) -> int:
    """For every hook at work; how many messages it makes. Without news since the last time: two questions."""
    hooks = list(Hook.objects.at_work().values_list("pk", "after"))
    if not hooks:
        return 0
    last = last_position()
    return sum(plan_for(pk, last, at) for pk, after in hooks if after < last)


@transaction.atomic
def plan_for(pk: UUID, last: int, at: datetime) -> int:
    """The next batch of one hook. Whoever may not read events any more gets no further, and misses nothing if that is mended."""
    hook = Hook.objects.select_for_update().select_related("machine").filter(pk=pk).at_work().first()
    if hook is None or hook.after >= last:
        return 0
    by = machine_actor(hook.machine, at)
    if by is None or not by.may(READ):
        return 0
    events = feed(by.sections_with(READ), after=hook.after, kinds=hook.kinds, limit=BATCH)
    silent = protected_among(events)
    rows = [Sending(hook=hook, event=event, planned_at=at, due_at=at) for event in events if event.pk not in silent]
    Sending.objects.bulk_create(rows, ignore_conflicts=True)
    hook.after = max(last, hook.after) if len(events) < BATCH else (events[-1].position or hook.after)
    hook.save(update_fields=["after"])
    return len(rows)
