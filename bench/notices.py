"""Notices as PDF a second: `python -m bench.notices --notices 1000 --database sqlite:////tmp/notices.sqlite3`.

Brings as many cases to their decision as asked for, then lets processes make the notices: number, sheet, sealed file,
row of the register, notice to the person, in the same action as the product's worker. With `--sheets` only the sheets are
set, from the same data. What is told is from the first to the last, and the CPU that a notice takes: on a machine that does
other things besides, two cores give 2000 / (milliseconds of CPU) a second at most.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
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
        known = cases.Case.objects.filter(standing__state="reviewing", identity_checks__succeeded=True)
        ready = list(known[: count - len(waiting)])
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
    """What a worker does with them: each calls for its notice, the first of some dozen takes the others along. Seconds of CPU."""
    from django.utils import timezone

    from madoguchi.engines.cases import public as cases
    from madoguchi.engines.people.public import SYSTEM

    began = time.process_time()
    for case in cases.Case.objects.filter(pk__in=ids).order_by("pk"):
        if cases.Notification.objects.filter(case=case, given_at=None).exists():
            cases.notify_together(case, by=SYSTEM, at=timezone.now())
    return time.process_time() - began


def sheets(ids: list[str]) -> float:
    """The PDF of each, and nothing kept; seconds of CPU."""
    from django.utils import timezone

    from madoguchi.city.public import city, department
    from madoguchi.core.typesetting.public import typeset
    from madoguchi.engines.cases.actions.notify import brought
    from madoguchi.engines.cases.actions.paper import paper_of
    from madoguchi.engines.cases.models import Notification
    from madoguchi.engines.documents import sheets as notices
    from madoguchi.engines.documents.actions.issue import _wanted

    [case] = brought(ids[:1])
    one = Notification.objects.select_related("decision").filter(case=case).order_by("-pk")[0]
    wanted, at, data = _wanted(one.notice_code), timezone.now(), paper_of(case, one).data
    began = time.process_time()
    for n in range(len(ids)):
        frame = notices.Frame(city(), department(case.section), timezone.localdate(), f"第{n}号", f"{n:026}", "omitted")
        assert wanted.notice
        typeset(notices.NOTICE, notices.notice_sheet(wanted.notice, data, frame), title="通知", at=at)
    return time.process_time() - began


def measure(count: int, processes: int, *, only_sheets: bool) -> tuple[float, list[str]]:
    """Wall seconds, and what each process says of itself."""
    from django.utils import timezone

    ids = decided(count, timezone.now())
    command = [sys.executable, "-m", "bench.notices", "--work", *(["--sheets"] if only_sheets else [])]
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


def work(do: Callable[[list[str]], float]) -> None:
    """One process: get ready (a first sheet is set, and thrown away), wait for the word, make, tell."""
    from madoguchi.core.typesetting.public import typeset

    ids = sys.stdin.readline().split()
    typeset("documents/letter", _letter(), title="準備")
    print("ready", flush=True)
    sys.stdin.readline()
    print(f"{1000 * do(ids) / len(ids):.1f} ms of CPU each", flush=True)


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
    parser.add_argument("--sheets", action="store_true", help="set the sheets only")
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    set_up(asked.database)
    if asked.work:
        work(sheets if asked.sheets else make)
        return
    prepare()
    took, said = measure(asked.notices, asked.processes, only_sheets=asked.sheets)
    print(f"{asked.notices} notices in {took:.1f} s: {asked.notices / took:.0f} a second ({'; '.join(said)})")


if __name__ == "__main__":
    main()
