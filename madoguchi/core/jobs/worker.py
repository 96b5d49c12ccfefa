"""The worker: threads that run jobs, one that runs chores, one that keeps the leases."""

import itertools
import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import close_old_connections, connections
from django.utils import timezone

from madoguchi.core.jobs import leases, periodic, wake
from madoguchi.core.jobs.models import Job
from madoguchi.core.jobs.running import run
from madoguchi.core.jobs.tasks import HouseTask, task_at

log = logging.getLogger("madoguchi.jobs")
CHORES_EVERY, LANES_FOR = 0.25, 0.25


@dataclass
class Held:
    """A lease that this process keeps alive."""

    what: str
    since: float
    slow_after: float
    said: bool = False

    def say_if_slow(self, worker: str) -> None:
        if not self.said and time.monotonic() - self.since > self.slow_after:
            self.said = True
            log.warning("worker %s: %s has been running for %d seconds", worker, self.what, self.slow_after)


class Worker:
    """Each of `threads` claims one job at a time, going round the lanes, so that no queue and no retry waits for
    another.
    """

    def __init__(
        self, threads: int = 2, *, queues: Iterable[str] = (), lease: float = 30, poll: float = 0.5, chores: bool = True
    ) -> None:
        self.threads, self.queues, self.poll, self.chores = threads, set(queues), poll, chores
        self.lease = timedelta(seconds=lease)
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}"
        self._stopping = threading.Event()
        self._held: dict[str, Held] = {}
        self._spawned: list[threading.Thread] = []
        self._turn = itertools.count()
        self._lanes: list[str] = []
        self._looked_at = 0.0

    def start(self) -> "Worker":
        self._spawn("leases", self._keep_leases)
        for number in range(self.threads):
            self._spawn(f"job-{number}", self._run_jobs)
        if self.chores:
            self._spawn("chores", self._run_chores)
        return self

    def stop(self, grace: float = 30) -> bool:
        """Take no further job, finish those at hand; False if some were still at work when the grace was over.

        Their leases run out, and another worker takes them up.
        """
        self._stopping.set()
        wake.ring()
        until = time.monotonic() + grace
        for thread in self._spawned:
            thread.join(max(until - time.monotonic(), 0))
        return not any(thread.is_alive() for thread in self._spawned)

    def drain(self) -> int:
        """Run chores that are due and jobs that are ready in this thread, until none is left; how many jobs."""
        self.tidy()
        self._spawn("leases", self._keep_leases)
        if self.chores:
            self._one_round_of_chores()
        ran = 0
        while self._one_job():
            ran += 1
        self.stop()
        return ran

    def tidy(self) -> None:
        """Wake what is due, take back what other workers lost."""
        now = timezone.now()
        if leases.promote(now) + leases.release_expired(now):
            wake.ring()

    def _spawn(self, name: str, loop: Callable[[], None]) -> None:
        thread = threading.Thread(target=self._guarded, args=(loop,), name=f"worker-{name}", daemon=True)
        thread.start()
        self._spawned.append(thread)

    def _guarded(self, loop: Callable[[], None]) -> None:
        """A loop ends only when the worker stops: trouble with the database passes, the thread stays."""
        while True:
            try:
                loop()
                break
            except Exception:
                log.exception("worker %s: trouble outside a job", self.name)
                close_old_connections()
                time.sleep(0.5)
        connections.close_all()

    def _run_jobs(self) -> None:
        while not self._stopping.is_set():
            heard = wake.heard()
            if not self._one_job():
                wake.sleep(heard, self.poll)

    def _run_chores(self) -> None:
        while not self._stopping.wait(CHORES_EVERY):
            self._one_round_of_chores()

    def _keep_leases(self) -> None:
        """Goes on for as long as jobs are at hand, also while stopping."""
        kept = time.monotonic()
        while not self._stopping.is_set() or self._held:
            held = dict(self._held)
            if held and time.monotonic() - kept > self.lease.total_seconds() / 3:
                until = timezone.now() + self.lease
                leases.extend(held, until)
                periodic.extend(list(held), until)
                kept = time.monotonic()
            for lease in held.values():
                lease.say_if_slow(self.name)
            self.tidy()
            pause = min(self.poll, 0.5, self.lease.total_seconds() / 4)
            time.sleep(pause) if self._stopping.is_set() else self._stopping.wait(pause)

    def _one_job(self) -> bool:
        close_old_connections()
        if job := self._claimed(self._lanes) or self._claimed(self._look_for_lanes()):
            self.run(job)
            return True
        return False

    def _claimed(self, lanes: list[str]) -> Job | None:
        """Each time another lane is asked first."""
        turn = next(self._turn) % len(lanes) if lanes else 0
        for lane in lanes[turn:] + lanes[:turn]:
            now = timezone.now()
            if job := leases.claim(lane, worker=self.name, now=now, until=now + self.lease):
                if time.monotonic() - self._looked_at > LANES_FOR:
                    self._look_for_lanes()
                return job
        return None

    def _look_for_lanes(self) -> list[str]:
        self._looked_at = time.monotonic()
        self._lanes = [lane for lane in leases.ready_lanes() if not self.queues or lane.rstrip("~") in self.queues]
        return self._lanes

    def run(self, job: Job) -> None:
        """Run a claimed job while its lease is kept."""
        token = job.lease or ""
        self._held[token] = Held(job.task, time.monotonic(), _slow_after(job))
        try:
            run(job, timezone.now())
        finally:
            self._held.pop(token, None)
            close_old_connections()

    def _one_round_of_chores(self) -> None:
        close_old_connections()
        for name in periodic.due(timezone.now()):
            now = timezone.now()
            if self._stopping.is_set() or not (token := periodic.claim(name, at=now, until=now + self.lease)):
                continue
            self._held[token] = Held(name, time.monotonic(), slow_after=60)
            try:
                periodic.run_claimed(name, token, now)
            finally:
                self._held.pop(token, None)


def start_worker_thread(threads: int = 1, *, poll: float = 0.5) -> Worker:
    """A worker inside this process, for `serve --with-worker`; `.stop()` ends it."""
    periodic.set_up(timezone.now())
    return Worker(threads, poll=poll).start()


def _slow_after(job: Job) -> float:
    try:
        task = task_at(job.task)
    except ImportError:
        return 120
    return task.slow_after if isinstance(task, HouseTask) else 120
