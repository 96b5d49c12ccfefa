"""A whole house for tests: the demo as a real process on a free port, with its worker and its own folder of data."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.ready import begin

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class House:
    url: str
    home: Path
    process: subprocess.Popen[bytes]
    environment: dict[str, str]

    def run(self, *command: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """A command line of madoguchi against this house."""
        full = [sys.executable, "-m", "madoguchi", *command]
        return subprocess.run(full, env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=timeout, check=False)


@contextmanager
def a_house(home: Path, size: str = "0.2", **settings: str) -> Iterator[House]:
    """`settings`: further MADOGUCHI_* variables, without their beginning."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("MADOGUCHI_") and name != "DJANGO_ALLOW_ASYNC_UNSAFE"
    }
    url = f"http://127.0.0.1:{port}"
    environment = {**kept, "MADOGUCHI_HOME": str(home), "MADOGUCHI_DEMO": "1", "MADOGUCHI_ADDRESS": url, "PYTHONPATH": str(ROOT)}
    environment["MADOGUCHI_EMBED"] = "http://127.0.0.1:*"
    environment |= {f"MADOGUCHI_{name}": value for name, value in settings.items()}
    command = [sys.executable, "-m", "madoguchi", "demo", "--port", str(port), "--size", size, "--workers", "2"]
    begin(home)
    log = (home / "house.log").open("ab")
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
    try:
        _wait(url, process, home / "house.log")
        yield House(url, home, process, environment)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + 300
    while time.monotonic() < ends:
        if process.poll() is not None:
            raise AssertionError(f"the demo ended with {process.returncode}:\n{log.read_text()[-4000:]}")
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.3)
    raise AssertionError(f"the demo does not answer:\n{log.read_text()[-4000:]}")
