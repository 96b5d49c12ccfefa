"""Running one claimed job, and writing down how it went."""

import logging
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta

from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django_tasks.base import TaskContext
from django_tasks.signals import task_finished, task_started

from madoguchi.core.jobs import leases
from madoguchi.core.jobs.backend import result_of
from madoguchi.core.jobs.models import Job, State
from madoguchi.core.jobs.queueing import announce_again
from madoguchi.core.jobs.tasks import GiveUp, HouseTask, NotYet, moment_is, task_at
from madoguchi.core.refused import Refused

log = logging.getLogger("madoguchi.jobs")


def run(job: Job, at: datetime, *, raising: bool = False) -> State:
    """Run the job under the lease it holds. `at` is the moment the task sees; its end is read from the clock."""
    try:
        with moment_is(at), _apart():
            call(job)
    except NotYet as wait:
        _put_back(job, str(wait), at + timedelta(seconds=wait.seconds), counted=False)
        return State.LATER
    except (Exception, SystemExit) as error:
        state = _failed(job, error, at)
        if raising:
            raise
        return state
    if not leases.finish(job, timezone.now()):
        log.warning("job %s (%s): lease was lost before the end", job.pk, job.task)
    return State.DONE


def _apart() -> AbstractContextManager[object]:
    """Inside somebody's transaction (tests, the generator of the demo) a failing job must not spoil it."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def call(job: Job) -> None:
    task = task_at(job.task)
    result = result_of(job, task.backend, task)
    task_started.send(type(task.get_backend()), task_result=result)
    if task.takes_context:
        task.call(TaskContext(task_result=result), *job.args, **job.kwargs)
    else:
        task.call(*job.args, **job.kwargs)
    object.__setattr__(result, "status", "SUCCESSFUL")
    task_finished.send(type(task.get_backend()), task_result=result)


def _failed(job: Job, error: BaseException, at: datetime) -> State:
    reason = reason_of(error)
    log.warning("job %s (%s): attempt %s failed: %s", job.pk, job.task, job.attempts, reason, exc_info=error)
    if isinstance(error, GiveUp) or job.attempts >= job.max_attempts:
        leases.bury(job, reason, timezone.now())
        return State.DEAD
    _put_back(job, reason, at + _wait(job))
    return State.LATER


def _put_back(job: Job, reason: str, run_after: datetime, *, counted: bool = True) -> None:
    """The row and what the engine is told of it are one transaction."""
    with transaction.atomic():
        if leases.put_back(job, reason, run_after, counted=counted):
            job.state, job.run_after = State.LATER, run_after
            announce_again(job)


def _wait(job: Job) -> timedelta:
    try:
        task = task_at(job.task)
    except ImportError:
        return timedelta(minutes=1)
    return task.wait_after(job.attempts) if isinstance(task, HouseTask) else timedelta(seconds=5 * 2**job.attempts)


def reason_of(error: BaseException) -> str:
    """What the desk may read. A database quotes the row it refuses, so of its errors only the first line is kept."""
    if isinstance(error, Refused):
        return f"{error.code}: {error}"
    text = str(error)
    if isinstance(error, DatabaseError):
        text = text.partition("\n")[0].partition("DETAIL")[0].partition(": (")[0]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
