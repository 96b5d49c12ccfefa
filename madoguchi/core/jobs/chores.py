"""The chores of jobs itself and of audit, which stands below and knows no jobs."""

from datetime import datetime, timedelta

from madoguchi.core.audit.public import anchor, seal_batch
from madoguchi.core.jobs.models import Job, State
from madoguchi.core.jobs.periodic import every
from madoguchi.core.zones import Zone

KEPT = timedelta(days=30)
BATCH, BATCHES = 500, 40


@every("audit.seal", seconds=1, zone=Zone.ALL)
def seal(at: datetime) -> None:
    """Chain what was committed since the last time; more than a batch only where much has gathered."""
    for _ in range(BATCHES):
        if seal_batch(at, BATCH) < BATCH:
            return


@every("audit.anchor", daily="00:10", zone=Zone.ALL)
def anchor_days(at: datetime) -> int:
    """The end of the chain of the day that is over goes to the file of anchors."""
    return len(anchor(at))


@every("jobs.sweep", seconds=3600, zone=Zone.ALL)
def sweep(at: datetime) -> int:
    """Forget jobs done a month ago, in small steps. Dead ones stay until a person has dealt with them."""
    old = Job.objects.filter(state__in=[State.DONE, State.ASIDE], finished_at__lt=at - KEPT).values_list("pk", flat=True)
    gone = 0
    for _ in range(BATCHES):
        batch = list(old[:BATCH])
        gone += Job.objects.filter(pk__in=batch).delete()[0]
        if len(batch) < BATCH:
            break
    return gone
