"""Questions to the jobs, as the desk asks them; they never write."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from madoguchi.core.jobs.leases import overdue
from madoguchi.core.jobs.models import Job, Periodic, State

TROUBLED = Q(state=State.DEAD) | Q(state=State.LATER, attempts__gt=0)


@dataclass(frozen=True)
class Counts:
    """`retrying` failed at least once and will be tried again; `dead` waits for a person."""

    waiting: int
    later: int
    retrying: int
    running: int
    dead: int


def counts() -> Counts:
    open_states = [State.READY, State.LATER, State.RUNNING, State.DEAD]
    numbers = Job.objects.filter(state__in=open_states).aggregate(
        waiting=Count("pk", filter=Q(state=State.READY)),
        later=Count("pk", filter=Q(state=State.LATER, attempts=0)),
        retrying=Count("pk", filter=Q(state=State.LATER, attempts__gt=0)),
        running=Count("pk", filter=Q(state=State.RUNNING)),
        dead=Count("pk", filter=Q(state=State.DEAD)),
    )
    return Counts(**numbers)


def outcomes(*, states: Iterable[str] = (), queue: str = "", task: str = "", troubled: bool = False) -> QuerySet[Job]:
    """Jobs, newest first, whichever engine runs them; `troubled`: those that failed and are not done since."""
    jobs = Job.objects.order_by("-id")
    if states := list(states):
        jobs = jobs.filter(state__in=states)
    if queue:
        jobs = jobs.filter(queue=queue)
    if task:
        jobs = jobs.filter(task=task)
    return jobs.filter(TROUBLED) if troubled else jobs


def chores() -> QuerySet[Periodic]:
    """The table of periodic jobs."""
    return Periodic.objects.order_by("name")


def worker_lag(at: datetime) -> timedelta:
    """How far the workers are behind: the longest wait of a job that could run, or of a chore that is due."""
    late = Periodic.objects.filter(next_at__lte=at).order_by("next_at").values_list("next_at", flat=True).first()
    return max(overdue(at), at - late if late else timedelta(0))
