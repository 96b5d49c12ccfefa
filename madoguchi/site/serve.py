"""Serving: gunicorn for the pages, beside it the worker for the jobs, both stopped together."""

import os
import signal
import subprocess
import sys
import threading
import time
from typing import Any

from gunicorn.app.base import BaseApplication


class PageServer(BaseApplication):
    """gunicorn on the house's WSGI application."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for key, value in self.options.items():
            self.cfg.set(key, value)

    def load(self) -> Any:
        from madoguchi.site.wsgi import application

        return application


class Worker:
    """The job worker as a child process; started again when it dies, stopped when the server stops."""

    PATIENCE = 15.0

    def __init__(self, threads: int) -> None:
        self.command = [sys.executable, "-m", "madoguchi", "worker", "--threads", str(threads), "--parent", str(os.getpid())]
        self.stopping = threading.Event()
        self.child: subprocess.Popen[bytes] | None = None
        self.thread = threading.Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        self.thread.start()

    def stop(self) -> None:
        self.stopping.set()
        if self.child and self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)
            try:
                self.child.wait(self.PATIENCE)
            except subprocess.TimeoutExpired:
                self.child.kill()

    def _watch(self) -> None:
        while not self.stopping.is_set():
            # A session of its own: Ctrl-C reaches the server, which then stops the worker in order.
            self.child = subprocess.Popen(self.command, start_new_session=True)  # noqa: S603  our own command
            self.child.wait()
            if not self.stopping.is_set():
                sys.stderr.write("madoguchi: the worker ended; starting it again\n")
                time.sleep(1)


def serve(*, bind: str, port: int, workers: int, worker_threads: int) -> None:
    """Serve until told to stop. `worker_threads=0` leaves the jobs to a worker run elsewhere."""
    worker = Worker(worker_threads) if worker_threads else None
    master = os.getpid()

    def stopped(_: Any) -> None:
        if worker and os.getpid() == master:
            worker.stop()

    if worker:
        worker.start()
    try:
        PageServer(
            {
                "bind": f"{bind}:{port}",
                "limit_request_line": 8190,  # a longer address is turned away before it reaches us
                "workers": workers,
                "worker_class": "gthread" if workers == 1 else "sync",
                "threads": 4 if workers == 1 else 1,
                "timeout": 60,
                "graceful_timeout": 10,
                "keepalive": 5,
                "max_requests": 20_000,
                "max_requests_jitter": 2_000,
                "loglevel": "warning",
                "on_exit": stopped,
                "proc_name": "madoguchi",
            }
        ).run()
    finally:
        stopped(None)
