"""Leases: the right to run a job. Every change of a job's state is one conditional statement here; clock handed in."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import F, Q

from madoguchi.core.jobs.models import Job, State

REASON_AT_MOST = 400
WAIT_AT_MOST = timedelta(minutes=5)
"""For a job that was lost again and again with its worker."""


def retry_lane(queue: str) -> str:
    return f"{queue}~"


def ready_lanes() -> list[str]:
    """Lanes in which a job is ready: one step along the index for each, however many jobs there are."""
    lanes: list[str] = []
    ready = Job.objects.filter(state=State.READY).order_by("lane").values_list("lane", flat=True)
    while (lane := ready.filter(lane__gt=lanes[-1] if lanes else "").first()) is not None:
        lanes.append(lane)
    return lanes


def claim(lane: str, *, worker: str, now: datetime, until: datetime) -> Job | None:
    """Take the first ready job of a lane, or None."""
    return _claim(
        "SELECT id FROM mado_jobs_job WHERE state = 'ready' AND lane = %s ORDER BY priority DESC, id LIMIT 1",
        [lane],
        worker=worker,
        now=now,
        until=until,
    )


def claim_this(job_id: str, *, worker: str, now: datetime, until: datetime) -> Job | None:
    """Take one certain job if it is due and nobody runs it; for engines that choose the job themselves."""
    field = Job._meta.pk
    assert field is not None
    due = connections[DEFAULT_DB_ALIAS].ops.adapt_datetimefield_value(now)
    return _claim(
        "SELECT id FROM mado_jobs_job WHERE id = %s AND (state = 'ready' OR (state = 'later' AND run_after <= %s)"
        " OR (state = 'running' AND lease_until < %s AND attempts < max_attempts))",
        [field.get_db_prep_value(job_id, connections[DEFAULT_DB_ALIAS]), due, due],
        worker=worker,
        now=now,
        until=until,
    )


def _claim(choose: str, values: list[object], *, worker: str, now: datetime, until: datetime) -> Job | None:
    connection = connections[DEFAULT_DB_ALIAS]
    lock = " FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else ""
    moments = [connection.ops.adapt_datetimefield_value(moment) for moment in (until, now)]
    sql = (
        "UPDATE mado_jobs_job SET state = 'running', lease = %s, worker = %s, lease_until = %s, started_at = %s,"  # noqa: S608
        f" attempts = attempts + 1 WHERE id = ({choose}{lock}) RETURNING *"
    )
    claimed = list(Job.objects.raw(sql, [secrets.token_hex(16), worker, *moments, *values]))
    return claimed[0] if claimed else None


def extend(tokens: Iterable[str], until: datetime) -> int:
    """Keep the leases; fewer than asked means that some were lost."""
    return Job.objects.filter(state=State.RUNNING, lease__in=list(tokens)).update(lease_until=until)


def finish(job: Job, at: datetime) -> bool:
    """Done. False: the lease was lost, somebody else has or had the job."""
    return _settle(job, state=State.DONE, finished_at=at, reason="")


def put_back(job: Job, reason: str, run_after: datetime, *, counted: bool = True) -> bool:
    """To be tried again later, in the lane for retries."""
    attempts = F("attempts") if counted else F("attempts") - 1
    lane = retry_lane(job.queue) if counted else job.lane
    return _settle(job, state=State.LATER, run_after=run_after, lane=lane, attempts=attempts, reason=reason)


def bury(job: Job, reason: str, at: datetime) -> bool:
    """Given up: a person decides what follows."""
    return _settle(job, state=State.DEAD, finished_at=at, reason=reason)


def _settle(job: Job, **fields: object) -> bool:
    if "reason" in fields:
        fields["reason"] = str(fields["reason"])[:REASON_AT_MOST]
    mine = Job.objects.filter(pk=job.pk, lease=job.lease, state=State.RUNNING)
    return bool(mine.update(lease=None, lease_until=None, **fields))


def promote(now: datetime) -> int:
    """What was put off and is due becomes ready."""
    due = Job.objects.filter(state=State.LATER, run_after__lte=now)
    return due.update(state=State.READY) if due.exists() else 0


def release_expired(now: datetime) -> int:
    """Take jobs back from workers that no longer keep their leases. The first time a job is ready again at once, then it
    waits, twice as long each time, so that a storm passes before its attempts are over; one that outlasts them is dead.
    """
    lost = Job.objects.filter(state=State.RUNNING, lease_until__lt=now)
    groups = set(lost.values_list("queue", "attempts"))
    if not groups:
        return 0
    gone = {"lease": None, "lease_until": None, "reason": "実行中に担い手が失われました。"}
    released = lost.filter(attempts__gte=F("max_attempts")).update(state=State.DEAD, finished_at=now, **gone)
    for queue, attempts in groups:
        wait = min(timedelta(seconds=2 ** (attempts - 1)), WAIT_AT_MOST) if attempts > 1 else timedelta(0)
        state = State.LATER if wait else State.READY
        again = lost.filter(queue=queue, attempts=attempts)
        released += again.update(state=state, run_after=now + wait, lane=retry_lane(queue), **gone)
    return released


def overdue(now: datetime) -> timedelta:
    """For how long the job that waits longest could have run already."""
    waiting = Job.objects.filter(Q(state=State.READY) | Q(state=State.LATER, run_after__lte=now))
    first = waiting.order_by("run_after").values_list("run_after", flat=True).first()
    return max(now - first, timedelta(0)) if first else timedelta(0)
