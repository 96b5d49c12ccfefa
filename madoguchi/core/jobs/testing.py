"""The tests' door of jobs; the generator of the demo uses it too."""

from datetime import datetime, timedelta

from django.utils import timezone

from madoguchi.core.jobs import leases
from madoguchi.core.jobs.periodic import CHORES
from madoguchi.core.jobs.running import run

__all__ = ["run_all_ready", "run_chore"]


def run_all_ready(at: datetime | None = None, *, raising: bool = True, most: int = 100_000) -> int:
    """Run every job that is ready or due at `at`, and those that they queue, until none is left; how many ran.

    `raising`: the first failure is raised after its outcome is written; otherwise it is put back as a worker would.
    """
    at = at or timezone.now()
    ran = 0
    while ran < most:
        leases.promote(at)
        lanes = leases.ready_lanes()
        if not lanes:
            return ran
        for lane in lanes:
            while job := leases.claim(lane, worker="here", now=at, until=at + timedelta(days=1)):
                ran += 1
                run(job, at, raising=raising)
    raise AssertionError(f"more than {most} jobs: they queue each other for ever")


def run_chore(name: str, at: datetime) -> object:
    """Run one chore now."""
    return CHORES.get(name).run(at)
