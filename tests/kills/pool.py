"""A pool of processes under load, one of which is killed again and again."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.ready import begin

ROOT = Path(__file__).resolve().parents[2]
PARTS = ["resident", "resident", "clerk", "chief", "worker", "worker"]


@dataclass
class Pool:
    """`home`: folder of the data; `database`: address, or SQLite in the folder."""

    home: Path
    database: str = ""
    seed: int = 1
    mother: subprocess.Popen[str] | None = None
    processes: dict[int, tuple[str, int]] = field(default_factory=dict)

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

    def run(self, *command: str, timeout: float = 1200) -> subprocess.CompletedProcess[str]:
        full = [sys.executable, *command]
        return subprocess.run(full, env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=timeout, check=False)

    def prepare(self) -> None:
        if not self.database:
            begin(self.home)
        done = self.run("-m", "madoguchi", "demo", "--prepare-only", "--size", "0")
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self) -> None:
        """Processes are forked from one that has the house loaded: what is killed was at work."""
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "bufsize": 1}
        command = [sys.executable, "-m", "tests.kills.mother"]
        self.mother = subprocess.Popen(command, env=self.environment, cwd=ROOT, **pipes)  # type: ignore[call-overload]
        for place, part in enumerate(PARTS):
            self.processes[place] = (part, self._spawn(part))

    def wait_for_work(self, patience: float = 600) -> None:
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
            _kill(process)
            self.processes[place] = (part, self._spawn(part))

    def settle(self) -> None:
        """Stop the people, let the house finish what it has promised."""
        for _part, process in self.processes.values():
            _kill(process)
        if self.mother and self.mother.stdin:
            self.mother.stdin.close()
            self.mother.wait()
        done = self.run("-m", "tests.kills.settling")
        assert done.returncode == 0, done.stdout + done.stderr

    def problems(self) -> str:
        done = self.run("-m", "tests.kills.invariants", str(self.ledger))
        assert done.returncode in {0, 1}, done.stderr
        print(done.stderr)
        return done.stdout.strip()

    def _spawn(self, part: str) -> int:
        assert self.mother
        assert self.mother.stdin
        assert self.mother.stdout
        print(part, self.ledger, self.home / f"{part}.log", sep="\t", file=self.mother.stdin, flush=True)
        return int(self.mother.stdout.readline())


def _kill(process: int) -> None:
    """Without warning; one may be gone by itself."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
    while Path(f"/proc/{process}").exists():
        time.sleep(0.002)
