"""The server that is measured: gunicorn with two workers, one request at a time each, connections kept open."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WORKERS = 2


@contextmanager
def a_server(log: Path) -> Iterator[int]:
    """Its port. `gthread` with one thread: the product's `sync` workers would close the connection after each answer."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "gunicorn", "bench.wsgi:application", "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS),
        "--worker-class", "gthread", "--threads", "1", "--keep-alive", "60", "--timeout", "120", "--log-level", "warning",
    ]  # fmt: skip
    root = Path(__file__).resolve().parents[1]
    with log.open("ab") as out:
        process = subprocess.Popen(command, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, stdout=out, stderr=out)
    try:
        _wait(port, process, log)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/bench/who/", timeout=5):
                return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.2)
    raise SystemExit(f"the server does not answer:\n{log.read_text(errors='replace')[-3000:]}")
