"""Tasks of the tests. Those that run in other processes write into the folder that MADO_TEST_OUT names."""

import os
import time
from pathlib import Path

from madoguchi.core.jobs.public import GiveUp, NotYet, enqueue_once, moment, task

RAN: list[object] = []


class Trouble(Exception):
    pass


@task
def remember(value: object) -> None:
    RAN.append(value)


@task(queue_name="mail", max_attempts=3, first_wait=60)
def fail(value: str = "") -> None:
    RAN.append(("fail", value))
    raise Trouble(value or "架空の故障")


@task
def fail_in_database() -> None:
    from madoguchi.core.jobs.models import Periodic

    Periodic.objects.create(name="twice", next_at=moment())
    Periodic.objects.create(name="twice", next_at=moment())


@task
def give_up() -> None:
    raise GiveUp("もう要りません")


@task
def wait_first(seconds: float) -> None:
    RAN.append("asked")
    raise NotYet("順番を待っています", seconds)


@task
def follow(depth: int) -> None:
    RAN.append(depth)
    if depth:
        follow.enqueue(depth - 1)


@task
def tell_moment() -> None:
    RAN.append(moment())


@task
def queue_once(key: str) -> None:
    enqueue_once(remember, key, key)


@task(priority=50)
def hurry() -> None:
    RAN.append("hurry")


def _write(line: str) -> None:
    path = Path(os.environ["MADO_TEST_OUT"]) / "out"
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


@task(first_wait=0)
def linger(name: str, seconds: float) -> None:
    """Begins, takes its time, ends; says both."""
    _write(f"begin {name} {os.getpid()} {time.time()}")
    time.sleep(seconds)
    _write(f"end {name} {os.getpid()} {time.time()}")


@task
def nothing(number: int) -> None:
    """For counting."""
