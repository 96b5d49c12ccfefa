"""What runs by itself: planning and carrying every second, forgetting after a season."""

from datetime import datetime, timedelta
from uuid import UUID

from madoguchi.core.jobs.public import Order, enqueue_all, every, task
from madoguchi.core.zones import Zone
from madoguchi.engines.webhooks.carrying import carry
from madoguchi.engines.webhooks.models import Hook, Sending
from madoguchi.engines.webhooks.planning import plan

KEPT = timedelta(days=90)
BATCH, BATCHES = 500, 40


@task(queue_name="webhooks", max_attempts=3, slow_after=60)
def carry_for(hook: str) -> None:
    """If this very job is lost, the next round makes another: what is due stands in the rows, not in the job."""
    carry(UUID(hook))


@every("webhooks.round", seconds=2, zone=Zone.OFFICE)
def round_of(at: datetime) -> int:
    """Plan, and have carried what is due."""
    planned = plan(at)
    due = Sending.objects.filter(due_at__lte=at, hook__in=Hook.objects.at_work().free(at)).values_list("hook", flat=True)
    hooks = set(due.distinct())
    enqueue_all([Order(carry_for, [str(pk)], key=f"webhooks:{pk}:{int(at.timestamp())}") for pk in hooks])
    return planned


@every("webhooks.sweep", seconds=3600, zone=Zone.OFFICE)
def sweep(at: datetime) -> int:
    """Forget messages of a season ago that are settled, with their tries."""
    old = Sending.objects.filter(due_at=None, planned_at__lt=at - KEPT).values_list("pk", flat=True)
    gone = 0
    for _ in range(BATCHES):
        batch = list(old[:BATCH])
        gone += Sending.objects.filter(pk__in=batch).delete()[0]
        if len(batch) < BATCH:
            break
    return gone
