"""The door of jobs."""

from madoguchi.core.jobs.mending import NotWaitingForHelp, retry, set_aside
from madoguchi.core.jobs.models import Job, Periodic, State
from madoguchi.core.jobs.periodic import every
from madoguchi.core.jobs.queries import Counts, chores, counts, outcomes, worker_lag
from madoguchi.core.jobs.queueing import Order, enqueue_all, enqueue_once
from madoguchi.core.jobs.tasks import GiveUp, NotYet, moment, task
from madoguchi.core.jobs.worker import Worker, start_worker_thread

__all__ = [
    "Counts",
    "GiveUp",
    "Job",
    "NotWaitingForHelp",
    "NotYet",
    "Order",
    "Periodic",
    "State",
    "Worker",
    "chores",
    "counts",
    "enqueue_all",
    "enqueue_once",
    "every",
    "moment",
    "outcomes",
    "retry",
    "set_aside",
    "start_worker_thread",
    "task",
    "worker_lag",
]
