"""Notices as PDF a second: `python -m bench.notices --notices 1000 --database sqlite:////tmp/notices.sqlite3`.

Brings as many cases to their decision as asked for, then lets processes make the notices: number, sheet, sealed file,
row of the register, notice to the person, in the same action as the product's worker. What is told is from the first to
the last.
"""

import argparse
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.preparing import prepare, set_up


def decided(count: int, at: datetime) -> list[str]:
    """So many cases that were granted and wait for their notice."""
    from bench.generate import generate
    from madoguchi.engines.cases import public as cases
    from madoguchi.engines.people import public as people
    from madoguchi.site.demo.cast import STAFF

    chief = people.actor_for(people.Account.objects.get(email=STAFF[2].mail), at, session="bench", second_factor=True)
    waiting = _waiting()
    while len(waiting) < count:
        ready = list(cases.Case.objects.filter(standing__state="reviewing")[: count - len(waiting)])
        if not ready:
            generate(count - len(waiting), share=1.0, states={"reviewing": 1}, at=at)
            continue
        for case in ready:
            cases.decide(case, outcome="granted", by=chief, at=at)
        waiting = _waiting()
    return waiting[:count]


def _waiting() -> list[str]:
    from madoguchi.engines.cases.models import Notification

    found = Notification.objects.filter(given_at=None).values_list("decision__case_id", flat=True)
    return [str(pk) for pk in found]


def make(ids: list[str]) -> float:
    """What a worker does with them; seconds of CPU."""
    from django.utils import timezone

    from madoguchi.engines.cases import public as cases
    from madoguchi.engines.people.public import SYSTEM

    began = time.process_time()
    for case in cases.Case.objects.filter(pk__in=ids):
        cases.notify(case, by=SYSTEM, at=timezone.now())
    return time.process_time() - began


def measure(count: int, processes: int) -> tuple[float, list[str]]:
    """Wall seconds, and what each process says of itself."""
    from django.utils import timezone

    ids = decided(count, timezone.now())
    command = [sys.executable, "-m", "bench.notices", "--work"]
    root = Path(__file__).resolve().parents[1]
    workers: list[Any] = []
    for n in range(processes):
        worker = subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        worker.stdin.write(" ".join(ids[n::processes]) + "\n")
        worker.stdin.flush()
        workers.append(worker)
    for worker in workers:
        worker.stdout.readline()
    began = time.monotonic()
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    said = [worker.stdout.readline().strip() for worker in workers]
    took = time.monotonic() - began
    for worker in workers:
        worker.wait()
    return took, said


def work() -> None:
    """One process: get ready (a first sheet is set, and thrown away), wait for the word, make, tell."""
    from madoguchi.core.typesetting.public import typeset

    ids = sys.stdin.readline().split()
    typeset("documents/letter", _letter(), title="準備")
    print("ready", flush=True)
    sys.stdin.readline()
    print(f"{len(ids)} notices, {make(ids):.1f} s of CPU", flush=True)


def _letter() -> dict[str, Any]:
    from django.utils import timezone

    from madoguchi.city.public import city
    from madoguchi.engines.documents.sheets import Frame, plain_sheet

    frame = Frame(city=city(), department=None, on=timezone.localdate(), number="-", token="0" * 26, seal="")
    return plain_sheet({"recipient": {"name": "準備"}}, "準備", frame)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notices", type=int, default=1000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--database", default="", help="address; else MADOGUCHI_DATABASE")
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    set_up(asked.database)
    if asked.work:
        work()
        return
    prepare()
    took, said = measure(asked.notices, asked.processes)
    print(f"{asked.notices} notices in {took:.1f} s: {asked.notices / took:.0f} a second ({'; '.join(said)})")


if __name__ == "__main__":
    main()
