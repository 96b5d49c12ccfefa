"""Tasks: the Django Tasks API with what we add to it: how often, how patiently and for how long a task is tried."""

from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, ParamSpec, TypeVar, cast, overload

from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task as tasks_api
from django_tasks.base import Task

P = ParamSpec("P")
T = TypeVar("T")
LONGEST_WAIT = timedelta(hours=6)

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


@dataclass(frozen=True, kw_only=True)
class HouseTask(Task, Generic[P, T]):  # type: ignore[misc]
    """`first_wait` doubles after each failure up to six hours; `slow_after` seconds a run is logged as slow."""

    max_attempts: int = 10
    first_wait: int = 5
    slow_after: int = 120

    def wait_after(self, attempts: int) -> timedelta:
        doublings = min(max(attempts - 1, 0), 20)
        return min(timedelta(seconds=self.first_wait * 2**doublings), LONGEST_WAIT)


@overload
def task(function: Callable[P, T]) -> "Task[P, T]": ...
@overload
def task(
    *, queue_name: str = ..., priority: int = ..., max_attempts: int = ..., first_wait: int = ..., slow_after: int = ...
) -> Callable[[Callable[P, T]], "Task[P, T]"]: ...
def task(function: Callable[..., Any] | None = None, **options: Any) -> Any:
    """django_tasks' decorator; further options: `max_attempts`, `first_wait` (seconds), `slow_after` (seconds)."""
    return tasks_api(function, **options) if function else tasks_api(**options)


def moment() -> datetime:
    """The moment at which the runner began the job at hand; a job is an edge, where the clock is read."""
    return _moment.get() or timezone.now()


@contextmanager
def moment_is(at: datetime) -> Any:
    token = _moment.set(at)
    try:
        yield
    finally:
        _moment.reset(token)


def task_at(path: str) -> Task:
    """The task of a module path. Raises ImportError when the release has no such task any more."""
    found = import_string(path)
    if not isinstance(found, Task):
        raise ImportError(f"{path} is no task")
    return cast(Task, found)


class NotYet(Exception):
    """Raised by a task that has to wait for something: it is tried again after `seconds`, and no attempt is counted."""

    def __init__(self, reason: str, seconds: float = 1) -> None:
        super().__init__(reason)
        self.seconds = seconds


class GiveUp(Exception):
    """Raised by a task for which trying again is of no use: the job is dead at once, with this reason."""
