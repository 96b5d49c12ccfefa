"""Real processes for the tests: a database of their own, workers that can be killed."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[4]


@dataclass
class House:
    """A database and a folder; `call` runs Python in it, `worker` a worker process."""

    folder: Path
    database: str
    engine: str = "madoguchi.core.jobs.backend.LeaseBackend"
    chores: bool = False
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "MADOGUCHI_DATABASE": self.database,
            "MADOGUCHI_JOBS": self.engine,
            "MADO_TEST_OUT": str(self.folder),
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
            "DJANGO_SETTINGS_MODULE": "madoguchi.core.jobs.tests.lean_settings",
        }

    def call(self, code: str) -> str:
        script = f"import django; django.setup()\nfrom madoguchi.core.jobs.tests import tasks\n{code}"
        return subprocess.run(
            [sys.executable, "-c", script],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        ).stdout

    def sql(self, statement: str) -> list[tuple[Any, ...]]:
        """Straight to the database, without a process."""
        if self.database.startswith("sqlite:"):
            with (
                closing(sqlite3.connect(self.database.removeprefix("sqlite://"), timeout=20)) as connection,
                connection,
            ):
                return connection.execute(statement).fetchall()
        import psycopg

        with psycopg.connect(self.database) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def outcomes(self) -> list[tuple[str, str, int]]:
        """(task, state, attempts) of every job."""
        rows = self.sql("SELECT task, state, attempts FROM mado_jobs_job")
        return sorted((task.rpartition(".")[2], state, attempts) for task, state, attempts in rows)

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "madoguchi", *arguments]
        subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, check=True, timeout=300)

    def worker(self, *options: str) -> subprocess.Popen[str]:
        chores = [] if self.chores else ["--no-chores"]
        return self._popen([sys.executable, "-m", "madoguchi", "worker", *chores, "--poll", "0.1", *options])

    def lines(self) -> list[str]:
        path = self.folder / "out"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []

    def wait_for(self, beginning: str, times: int = 1, seconds: float = 40) -> None:
        until = time.monotonic() + seconds
        while sum(line.startswith(beginning) for line in self.lines()) < times:
            assert time.monotonic() < until, f"{beginning!r} did not come {times} times: {self.lines()}"
            time.sleep(0.05)

    def wait_until(self, outcomes: list[tuple[str, str, int]], seconds: float = 40) -> None:
        until = time.monotonic() + seconds
        while (found := self.outcomes()) != sorted(outcomes):
            assert time.monotonic() < until, found
            time.sleep(0.1)

    def tidy(self) -> None:
        """Between tests: no worker, no job, nothing written."""
        for process in self.started:
            if process.poll() is None:
                kill(process)
        (self.folder / "out").unlink(missing_ok=True)
        self.sql("DELETE FROM mado_jobs_job")

    def _popen(self, command: list[str]) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            command, env=self.environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.started.append(process)
        return process


def is_alive(pid: int) -> bool:
    """Also while nobody has asked how a dead one ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


@contextmanager
def a_house(folder: Path, database: str = "", **options: str) -> Iterator[House]:
    house = House(folder, database or f"sqlite:///{folder}/house.sqlite3", **options)
    house.manage("migrate", "--skip-checks")
    try:
        yield house
    finally:
        for process in house.started:
            if process.poll() is None:
                kill(process)
            if process.stdout:
                process.stdout.close()
