"""Queueing: writing job rows, in the transaction that is open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, cast, runtime_checkable

from django.db import transaction
from django.utils import timezone
from django_tasks.base import DEFAULT_TASK_BACKEND_ALIAS, Task
from django_tasks.utils import normalize_json

from madoguchi.core.gathering import later
from madoguchi.core.jobs import wake
from madoguchi.core.jobs.models import Job, State
from madoguchi.core.jobs.tasks import HouseTask

AT_ONCE = 200


@dataclass(frozen=True)
class Order:
    """A call to be queued. With a `key` whose row is still kept, it is not queued again."""

    task: Task
    args: Sequence[Any] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    key: str | None = None
    run_after: datetime | None = None


@runtime_checkable
class JobTable(Protocol):
    """A backend whose jobs are rows of ours; `announce` tells its engine of them, in the same transaction."""

    def announce(self, jobs: Sequence[Job]) -> None: ...


def enqueue_all(orders: Iterable[Order]) -> list[Job]:
    """Queue calls with one statement. This table is the outbox: the rows stand or fall with the transaction around."""
    now = timezone.now()
    waiting: dict[str, list[Job]] = {}
    for order in orders:
        if isinstance(order.task.get_backend(), JobTable):
            waiting.setdefault(order.task.backend, []).append(row(order, now))
        else:
            order.task.using(run_after=order.run_after).enqueue(*order.args, **order.kwargs)
    for alias, jobs in waiting.items():
        later(insert, alias, rows=jobs)
    return [job for jobs in waiting.values() for job in jobs]


def insert(alias: str, jobs: Sequence[Job], *, ignore_known: bool = True) -> None:
    from django_tasks import task_backends

    for start in range(0, len(jobs), AT_ONCE):
        Job.objects.bulk_create(jobs[start : start + AT_ONCE], ignore_conflicts=ignore_known)
    cast(JobTable, task_backends[alias]).announce(jobs)
    transaction.on_commit(wake.ring)


def announce_again(job: Job) -> None:
    """Tell the engine of a row that is to be run once more."""
    from django_tasks import task_backends

    cast(JobTable, task_backends[DEFAULT_TASK_BACKEND_ALIAS]).announce([job])
    transaction.on_commit(wake.ring)


def enqueue_once(task: Task, key: str, /, *args: Any, run_after: datetime | None = None, **kwargs: Any) -> None:
    """Queue a call unless one with this key is known: two askers, one job. Keys are kept as long as their rows are."""
    enqueue_all([Order(task, args, kwargs, key, run_after)])


def row(order: Order, now: datetime) -> Job:
    task, run_after = order.task, order.run_after or order.task.run_after
    return Job(
        task=task.module_path,
        args=normalize_json(list(order.args)),
        kwargs=normalize_json(dict(order.kwargs)),
        queue=task.queue_name,
        lane=task.queue_name,
        priority=task.priority,
        key=order.key,
        state=State.LATER if run_after and run_after > now else State.READY,
        enqueued_at=now,
        run_after=run_after or now,
        max_attempts=task.max_attempts if isinstance(task, HouseTask) else 10,
    )
