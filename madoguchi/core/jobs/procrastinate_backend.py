"""procrastinate behind the same seam, for PostgreSQL: it hands out the work, our rows stay the record of every outcome.

A job is announced to procrastinate in the transaction that writes its row; what procrastinate carries is the row's id
alone. So unique keys, attempts, reasons, retries by hand and the desk's questions are the same with either engine. A
job that a dead worker held is found by procrastinate's own look for stalled jobs, which runs here as a chore, and
claimed again by its lease.
"""

import asyncio
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Any

import procrastinate
from django.core.exceptions import ImproperlyConfigured
from django.db import close_old_connections, connection, transaction
from django.utils import timezone
from procrastinate import sql
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.schema import SchemaManager

from madoguchi.core.jobs import leases
from madoguchi.core.jobs.backend import LeaseBackend
from madoguchi.core.jobs.models import Job, State
from madoguchi.core.jobs.periodic import every
from madoguchi.core.jobs.worker import Worker
from madoguchi.core.zones import Zone

RUN = "madoguchi.run"
AGAIN_AT_MOST = 500
_LOST = """SELECT j.id FROM mado_jobs_job j WHERE j.state IN ('ready', 'later') AND j.run_after < %s AND NOT EXISTS (
    SELECT 1 FROM procrastinate_jobs p WHERE p.status IN ('todo', 'doing') AND p.args ->> 'job' = j.id::text)
    ORDER BY j.id LIMIT %s"""
_stalled_after = timedelta(seconds=30)


class ProcrastinateBackend(LeaseBackend):
    """MADOGUCHI_JOBS=madoguchi.core.jobs.procrastinate_backend.ProcrastinateBackend"""

    def announce(self, jobs: Sequence[Job]) -> None:
        """Within the transaction that is open: after a rollback procrastinate never hears of it."""

        def alike(job: Job) -> tuple[str, int, datetime | None]:
            return job.queue, job.priority, job.run_after if job.state == State.LATER else None

        for (queue, priority, schedule_at), group in groupby(jobs, key=alike):
            more: dict[str, Any] = {"schedule_at": schedule_at} if schedule_at else {}
            task = _app().configure_task(RUN, queue=queue, priority=priority, allow_unknown=True, **more)
            task.batch_defer(*({"job": str(job.pk)} for job in group))


@lru_cache(maxsize=1)
def _app() -> procrastinate.App:
    """For telling procrastinate, over Django's own connection and in its transaction."""
    if connection.vendor != "postgresql":
        raise ImproperlyConfigured("procrastinate needs PostgreSQL: set MADOGUCHI_DATABASE, or leave MADOGUCHI_JOBS as it is")
    return procrastinate.App(connector=DjangoConnector())


def ensure_schema(**_: object) -> None:
    """procrastinate's tables, once. After `migrate`, and when a worker starts."""
    if connection.vendor != "postgresql":
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(7364001), to_regclass('procrastinate_jobs')")
        if cursor.fetchone()[1] is None:
            cursor.execute(SchemaManager.get_schema())


def run_worker(worker: Worker, *, threads: int, queues: Iterable[str], lease: float, once: bool, grace: float) -> None:
    """Run procrastinate's worker in this thread until it is stopped; `worker` keeps the leases and runs the chores."""
    global _stalled_after
    _stalled_after = timedelta(seconds=lease)
    ensure_schema()
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(kwargs=connector_params()))
    pool = ThreadPoolExecutor(threads, thread_name_prefix="worker-job")

    @app.task(name=RUN)
    async def run(job: str) -> None:
        await asyncio.get_running_loop().run_in_executor(pool, _run_one, worker, job)

    worker.start()
    try:
        app.run_worker(
            queues=list(queues) or None,
            concurrency=threads,
            wait=not once,
            fetch_job_polling_interval=1,
            shutdown_graceful_timeout=grace,
            delete_jobs="successful",
            update_heartbeat_interval=lease / 3,
            stalled_worker_timeout=lease,
        )
    finally:
        worker.stop(grace)
        pool.shutdown(wait=False)


def _run_one(worker: Worker, number: str) -> None:
    close_old_connections()
    now = timezone.now()
    job = leases.claim_this(number, worker=worker.name, now=now, until=now + worker.lease)
    if job is not None:
        worker.run(job)
        return
    held = Job.objects.filter(pk=number, state=State.RUNNING).first()
    if held and held.lease_until:  # its worker may be dead: asked for again when the lease is over
        with transaction.atomic():
            held.state, held.run_after = State.LATER, held.lease_until
            ProcrastinateBackend("default", {}).announce([held])


@every("jobs.stalled", seconds=3, zone=Zone.ALL)
def take_up_stalled(at: datetime) -> int:
    """Hand out again what procrastinate gave to workers that died, and rows that it never heard of."""
    if connection.vendor != "postgresql":
        return 0
    app = _app()
    query = sql.queries["select_stalled_jobs_by_heartbeat"]
    seconds = _stalled_after.total_seconds()
    stalled = app.connector.get_sync_connector().execute_query_all(
        query=query, queue=None, task_name=RUN, seconds_since_heartbeat=seconds
    )
    for row in stalled:
        app.job_manager.retry_job_by_id(row["id"], retry_at=at)
    with connection.cursor() as cursor:
        cursor.execute(_LOST, [at - max(_stalled_after, timedelta(seconds=30)), AGAIN_AT_MOST])
        lost = list(Job.objects.filter(pk__in=[number for (number,) in cursor.fetchall()]))
    with transaction.atomic():
        ProcrastinateBackend("default", {}).announce(lost)
    return len(stalled) + len(lost)
