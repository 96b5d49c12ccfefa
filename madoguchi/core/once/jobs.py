"""Forgetting what was asked a month ago."""

from datetime import datetime, timedelta

from madoguchi.core.jobs.public import every
from madoguchi.core.once.models import Asked
from madoguchi.core.zones import Zone

KEPT = timedelta(days=30)
BATCH, BATCHES = 500, 40


@every("once.sweep", seconds=3600, zone=Zone.ALL)
def sweep(at: datetime) -> int:
    gone = 0
    for _ in range(BATCHES):
        old = list(Asked.objects.filter(at__lt=at - KEPT).values_list("pk", flat=True)[:BATCH])
        gone += Asked.objects.filter(pk__in=old).delete()[0]
        if len(old) < BATCH:
            break
    return gone
