"""Has the house loaded and forks a process for each line it reads, `PART LEDGER LOG`, and says its number.

So a process that is killed has worked and not only begun; the kernel buries the dead.
"""

import os
import signal
import sys
from pathlib import Path

from django.core.management import call_command

from tests.kills import person


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        part, ledger, log = line.split("\t")
        child = os.fork()
        if not child:
            live(part, Path(ledger), Path(log.strip()))
        print(child, flush=True)


def live(part: str, ledger: Path, log: Path) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with log.open("ab") as said, Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
    try:
        if part == "worker":
            call_command("worker", threads=2, lease=1, poll=0.1)
        else:
            person.work(part, ledger)
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
