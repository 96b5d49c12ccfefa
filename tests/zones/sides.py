"""The two sides as real processes, each with its own folder, database and keys."""

import contextlib
import hashlib
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from madoguchi.core.relay.keys import fresh_keys
from tests.ready import begin, made_once, of_these_migrations

ROOT = Path(__file__).resolve().parents[2]


def run(environment: dict[str, str], *command: str, timeout: float = 1200) -> subprocess.CompletedProcess[str]:
    full = [sys.executable, *command]
    return subprocess.run(full, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=timeout, check=False)


def bare() -> dict[str, str]:
    kept = {n: v for n, v in os.environ.items() if not n.startswith("MADOGUCHI_") and n != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    return {**kept, "MADOGUCHI_DEMO": "1", "PYTHONPATH": str(ROOT)}


def keys() -> tuple[dict[str, str], dict[str, str]]:
    """Fresh settings for (public, office), as `new_keys` and `relay keys` print them."""
    made = fresh_keys()
    return made["public"], made["office"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Side:
    zone: str
    home: Path
    settings: dict[str, str]
    database: str = ""
    port: int = field(default_factory=free_port)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        given = {"MADOGUCHI_ZONE": self.zone, "MADOGUCHI_HOME": str(self.home), "MADOGUCHI_RELAY_SECONDS": "1", **self.settings}
        if self.database:
            given["MADOGUCHI_DATABASE"] = self.database
        return {**bare(), **given}

    def prepare(self) -> None:
        """An empty house with the city's definitions."""
        self.home.mkdir(parents=True)
        if self.database:
            self.command("city", "load")
        else:
            shutil.copy(ready_made(self.home.parent), self.home / "madoguchi.sqlite3")

    def command(self, *words: str) -> str:
        done = run(self.environment, "-m", "madoguchi", *words)
        assert done.returncode == 0, f"{self.zone}: {words}\n{done.stdout}{done.stderr}"
        return done.stdout

    def person(self, *words: str) -> str:
        done = run(self.environment, "-m", "tests.zones.person", *words)
        assert done.returncode == 0, f"{self.zone}: {words}\n{done.stdout}{done.stderr}"
        return done.stdout

    def state(self) -> dict[str, Any]:
        done = run(self.environment, "-m", "tests.zones.ledgers")
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    def start(self, name: str) -> None:
        """`serve`: pages and worker; `worker`: jobs alone; else one of the people."""
        commands = {
            "serve": ["-m", "madoguchi", "serve", "--port", str(self.port), "--workers", "1", "--jobs", "1"],
            "worker": ["-m", "madoguchi", "worker", "--threads", "1", "--lease", "2", "--poll", "0.1"],
        }
        command = commands.get(name) or ["-m", "tests.zones.person", *name.split()]
        log = (self.home / f"{name.split()[0]}.log").open("ab")
        self.processes[name] = subprocess.Popen(
            [sys.executable, *command], env=self.environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
        )

    def kill(self, name: str) -> None:
        """Without warning, with all its children."""
        process = self.processes.pop(name)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop_all(self) -> None:
        for name in list(self.processes):
            self.kill(name)

    def wait_until_served(self, patience: float = 300) -> None:
        ends = time.monotonic() + patience
        while time.monotonic() < ends:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2):
                    return
            except OSError:
                time.sleep(0.2)
        raise AssertionError((self.home / "serve.log").read_text()[-3000:])


def ready_made(folder: Path) -> Path:
    """A database that is migrated and has the city's definitions: made once for these migrations and definitions."""
    digest = hashlib.sha256(of_these_migrations().encode())
    for path in sorted((ROOT / "cities" / "urayasu").rglob("*.yaml")):
        digest.update(path.read_bytes())
    ready = Path(tempfile.gettempdir()) / f"madoguchi-zones-{digest.hexdigest()[:20]}.sqlite3"
    with made_once(ready.stem):
        if not ready.exists():
            maker = Side("all", folder / "making", {})
            begin(maker.home)
            maker.command("city", "load")
            with contextlib.closing(sqlite3.connect(maker.home / "madoguchi.sqlite3")) as made:
                made.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (maker.home / "madoguchi.sqlite3").replace(ready)
    return ready


def two_sides(folder: Path, *, through: int = 0, databases: tuple[str, str] = ("", "")) -> tuple[Side, Side]:
    """(public, office), prepared. The office calls the public side, by the port of the line between them if there is one."""
    public_keys, office_keys = keys()
    public = Side("public", folder / "public", public_keys, databases[0])
    office = Side("office", folder / "office", office_keys, databases[1])
    office.settings["MADOGUCHI_RELAY_ADDRESS"] = f"http://127.0.0.1:{through or public.port}"
    public.prepare()
    office.prepare()
    return public, office
