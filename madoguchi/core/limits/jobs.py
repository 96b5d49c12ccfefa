"""Forgetting the counts of past minutes."""

from datetime import datetime

from madoguchi.core.jobs.public import every
from madoguchi.core.limits.models import Taken
from madoguchi.core.zones import Zone

KEPT_MINUTES = 60


@every("limits.sweep", seconds=3600, zone=Zone.ALL)
def sweep(at: datetime) -> int:
    return Taken.objects.filter(minute__lt=int(at.timestamp()) // 60 - KEPT_MINUTES).delete()[0]
