"""madoguchi worker: run the jobs."""

import os
import signal
import threading
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from madoguchi.core.jobs.periodic import set_up
from madoguchi.core.jobs.worker import Worker


class Command(BaseCommand):
    help = "仕事と定期の処理を動かす。Ctrl-C で、いまの仕事を終えて止まる。 / Run jobs and chores until stopped."

    requires_system_checks = ["secrets"]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--threads", type=int, default=2, help="同時に動かす仕事の数 / jobs at once (2)")
        parser.add_argument(
            "--queues",
            default="",
            help="受け持つ列（コンマ区切り、なければすべて） / only these queues, comma separated",
        )
        parser.add_argument("--once", action="store_true", help="いまある仕事だけを終えて止まる / run what is ready, then end")
        parser.add_argument("--lease", type=float, default=30, help="賃借の秒数 / seconds a lease lasts (30)")
        parser.add_argument("--poll", type=float, default=0.5, help="表を見る間隔の秒数 / seconds between looks (0.5)")
        parser.add_argument("--grace", type=float, default=30, help="止まるまで待つ秒数 / seconds to wait for jobs at the end (30)")
        parser.add_argument("--parent", type=int, default=0, help="この処理が消えたら終わる / end when this process is gone")
        parser.add_argument("--no-chores", action="store_true", help="定期の処理はしない / leave chores to other workers")

    def handle(self, *args: Any, **options: Any) -> None:
        queues = [name.strip() for name in options["queues"].split(",") if name.strip()]
        if options["parent"]:
            threading.Thread(target=end_with, args=(options["parent"],), daemon=True).start()
        set_up(timezone.now())
        worker = Worker(
            options["threads"],
            queues=queues,
            lease=options["lease"],
            poll=options["poll"],
            chores=not options["no_chores"],
        )
        if settings.TASKS["default"]["BACKEND"].endswith(".ProcrastinateBackend"):
            from madoguchi.core.jobs.procrastinate_backend import run_worker

            worker.threads = 0  # its jobs are handed out by procrastinate
            names = ("threads", "lease", "once", "grace")
            run_worker(worker, queues=queues, **{name: options[name] for name in names})
        elif options["once"]:
            self.stdout.write(f"{worker.drain()} 件")
        else:
            self._until_stopped(worker, options["grace"])

    def _until_stopped(self, worker: Worker, grace: float) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        worker.start()
        self.stdout.write(f"worker {worker.name}: {worker.threads} threads", ending="\n")
        self.stdout.flush()
        stop.wait()
        clean = worker.stop(grace)
        self.stdout.write(
            "worker: 終わりました" if clean else "worker: 終わらない仕事を残して止まります。賃借が切れると再び動きます。"
        )


def end_with(parent: int) -> None:
    """A server that was killed could not stop its worker: it ends in order by itself."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
