"""A pool of processes under load, one of which is killed again and again."""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARTS = ["resident", "resident", "clerk", "chief", "worker", "worker"]


@dataclass
class Pool:
    """`home`: folder of the data; `database`: address, or SQLite in the folder."""

    home: Path
    database: str = ""
    seed: int = 1
    processes: dict[int, tuple[str, subprocess.Popen[bytes]]] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MADOGUCHI_")}
        given = {"MADOGUCHI_HOME": str(self.home), "MADOGUCHI_DEMO": "1", "PYTHONPATH": str(ROOT)}
        if self.database:
            given["MADOGUCHI_DATABASE"] = self.database
        return {**kept, **given}

    @property
    def ledger(self) -> Path:
        return self.home / "ledger"

    def run(self, *command: str, timeout: float = 240) -> subprocess.CompletedProcess[str]:
        full = [sys.executable, *command]
        return subprocess.run(full, env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=timeout, check=False)

    def prepare(self) -> None:
        done = self.run("-m", "madoguchi", "demo", "--prepare-only", "--size", "0")
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self) -> None:
        for place, part in enumerate(PARTS):
            self.processes[place] = (part, self._spawn(part))

    def wait_for_work(self, patience: float = 90) -> None:
        """Until the first receipt: before that there is nothing to lose."""
        ends = time.monotonic() + patience
        while not self.ledger.exists() and time.monotonic() < ends:
            time.sleep(0.2)

    def kill_at_random(self, kills: int, *, within: float) -> None:
        """Kill one of the pool, start another in its place, `kills` times in about `within` seconds."""
        chance = random.Random(self.seed)
        ends = time.monotonic() + within
        for left in range(kills, 0, -1):
            pause = max((ends - time.monotonic()) / left, 0.05)
            time.sleep(chance.uniform(0.5, 1.5) * pause)
            place = chance.randrange(len(PARTS))
            part, process = self.processes[place]
            process.send_signal(signal.SIGKILL)
            process.wait()
            self.processes[place] = (part, self._spawn(part))

    def settle(self) -> None:
        """Stop the people, let the house finish what it has promised."""
        for part, process in self.processes.values():
            if part != "worker":
                process.kill()
        for _part, process in self.processes.values():
            if process.poll() is None and _part == "worker":
                process.send_signal(signal.SIGKILL)
            process.wait()
        time.sleep(1.2)  # the leases of the killed run out
        for _ in range(3):
            done = self.run("-m", "madoguchi", "worker", "--once", "--lease", "5")
            assert done.returncode == 0, done.stdout + done.stderr
            time.sleep(0.3)

    def problems(self) -> str:
        done = self.run("-m", "tests.kills.invariants", str(self.ledger))
        assert done.returncode in {0, 1}, done.stderr
        print(done.stderr)
        return done.stdout.strip()

    def _spawn(self, part: str) -> subprocess.Popen[bytes]:
        if part == "worker":
            command = ["-m", "madoguchi", "worker", "--threads", "2", "--lease", "1", "--poll", "0.1"]
        else:
            command = ["-m", "tests.kills.person", part, str(self.ledger)]
        log = (self.home / f"{part}.log").open("ab")
        return subprocess.Popen([sys.executable, *command], env=self.environment, cwd=ROOT, stdout=log, stderr=log)
