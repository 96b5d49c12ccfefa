"""A worker that goes on until nothing waits that was begun: the leases of the killed run out, and what was lost comes again."""

import os
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madoguchi.site.settings")

import django

django.setup()

from django.db.models import Q

from madoguchi.core.jobs.public import Job, Worker
from madoguchi.core.jobs.public import State as JobState

PATIENCE = 900
OWED = Q(state__in=[JobState.READY, JobState.RUNNING]) | Q(state=JobState.LATER, attempts__gt=0)


def main() -> None:
    ends = time.monotonic() + PATIENCE
    while True:
        Worker(lease=5).drain()
        owed = Job.objects.filter(OWED)
        if not owed.exists():
            return
        if time.monotonic() > ends:
            sys.exit("\n".join(f"{job} is {job.state} since its attempt {job.attempts}: {job.reason}" for job in owed))
        time.sleep(0.5)


if __name__ == "__main__":
    main()
