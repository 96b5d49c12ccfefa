"""The embedded engine behind the Django Tasks API: jobs are rows, run by `madoguchi worker`."""

from collections.abc import Sequence
from typing import Any

from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.signals import task_enqueued

from madoguchi.core.jobs.tasks import HouseTask, task_at


class LeaseBackend(BaseTaskBackend):  # type: ignore[misc]
    """JSON only; deferring, priorities and results; takes part in the transaction that is open."""

    task_class = HouseTask
    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(alias, params)
        self.queues = set(params.get("QUEUES", []))

    def enqueue(self, task: Task, args: Any, kwargs: Any) -> TaskResult:
        from django.utils import timezone

        from madoguchi.core.jobs.queueing import Order, insert, row

        self.validate_task(task)
        job = row(Order(task, args, kwargs), timezone.now())
        insert(self.alias, [job], ignore_known=False)
        result = result_of(job, self.alias, task)
        task_enqueued.send(type(self), task_result=result)
        return result

    def get_result(self, result_id: str) -> TaskResult:
        from madoguchi.core.jobs.models import Job

        try:
            return result_of(Job.objects.get(pk=result_id), self.alias)
        except (Job.DoesNotExist, ValueError) as error:
            raise TaskResultDoesNotExist(result_id) from error

    def announce(self, jobs: Sequence[Any]) -> None:
        """Workers look at the table by themselves."""


_STATUS = {
    "done": TaskResultStatus.SUCCESSFUL,
    "dead": TaskResultStatus.FAILED,
    "aside": TaskResultStatus.FAILED,
    "running": TaskResultStatus.RUNNING,
}


def result_of(job: Any, alias: str, task: Task | None = None) -> TaskResult:
    """A job as the Tasks API shows it. Return values are not kept: what a task made is in rows of its own."""
    errors = [TaskError(exception_class_path="builtins.Exception", traceback=job.reason)] if job.reason else []
    return TaskResult(
        task=task or task_at(job.task),
        id=str(job.pk),
        status=_STATUS.get(job.state, TaskResultStatus.READY),
        enqueued_at=job.enqueued_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        last_attempted_at=job.started_at,
        args=job.args,
        kwargs=job.kwargs,
        backend=alias,
        errors=errors,
        worker_ids=[job.worker] * job.attempts,
    )
