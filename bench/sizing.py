"""What a city needs: `python -m bench.sizing --database sqlite:////tmp/bench.sqlite3`.

Measures here and now what a case costs of a processor, step by step, and what it leaves in the database and the files, and
reckons from it, for cities of three sizes, cases a year, requests a second in the busiest hour, cores and gigabytes. What is
assumed and not measured stands in ASSUMED, with its reason.
"""

import argparse
import json
import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.preparing import prepare, set_up
from bench.two_pages import CODE, PAGES, publish

INHABITANTS = (50_000, 170_000, 500_000)
ASSUMED = {
    "cases_an_inhabitant": (20_769 + 2_506) / 17_454,  # certificates and moves of 芽室町, which has published them
    "working_days": 245,
    "busiest_day": 3.0,  # days around 1 April, against the mean
    "busiest_hour": 0.2,  # of a day of eight hours
    "papers": 2,  # attachments of a case
    "paper_bytes": 400_000,  # a page photographed by telephone, made anew as JPEG of 2400 pixels
    "busy": 0.5,  # of the cores; the rest is for what nobody foresaw
}
A_CASE = {
    "portal home": 1,
    "procedure page": 2,
    "application of two pages": 1,
    "my application": 3,
    "desk queue": 2,
    "case page": 5,
    "approval": 1,
    "jobs of an application": 1,
    "jobs of a decision, notice included": 1,
}
"""What happens to a case: how often each step is taken. Acceptance, review and proposal cost what an approval does."""
A_CASE["approval"] += 3
REQUESTS = {"application of two pages": 9, "jobs of an application": 0, "jobs of a decision, notice included": 0}
"""Of each step, where it is not one."""
REVISION = re.compile(rb'name="revision" value="(\d+)"')
TIMES = 20


def milliseconds(one: Callable[[], object], times: int = TIMES) -> float:
    one()
    began = time.process_time()
    for _n in range(times):
        one()
    return 1000 * (time.process_time() - began) / times


def measure() -> dict[str, float]:
    """Milliseconds of a processor of each step, in one process, without network and web server."""
    from django.test import Client
    from django.utils import timezone

    from bench.making import make
    from madoguchi.core.jobs.testing import run_all_ready
    from madoguchi.engines.people.public import Account
    from madoguchi.engines.people.testing import signed_in
    from madoguchi.site.demo.cast import STAFF

    publish(timezone.now())
    run_all_ready(raising=False)
    things = make(1, TIMES + 2)
    who = {name: signed_in(Client(), Account.objects.get(email=mail)) for name, mail in
           (("resident", "sakura@example.jp"), ("clerk", STAFF[0].mail), ("chief", STAFF[2].mail))}  # fmt: skip

    def get(name: str, address: Callable[[], str]) -> Callable[[], object]:
        return lambda: sound(who[name].get(address()), 200)

    found = {
        "portal home": milliseconds(get("resident", lambda: "/")),
        "procedure page": milliseconds(get("resident", lambda: "/procedures/child-allowance-claim/")),
        "my application": milliseconds(get("resident", lambda: f"/mine/{next(things.own_numbers)}/")),
        "desk queue": milliseconds(get("clerk", lambda: "/desk/")),
        "case page": milliseconds(get("clerk", lambda: f"/desk/cases/{next(things.numbers)}/")),
    }
    fresh = iter([signed_in(Client(), one) for one in newcomers(TIMES + 1)])
    found["application of two pages"] = milliseconds(lambda: apply(next(fresh)))
    found["jobs of an application"] = jobs(TIMES + 1)
    verdict = {"verdict": "approve"}
    agree = lambda: sound(who["chief"].post(f"/desk/approvals/{next(things.to_approve)}/answer/", verdict), 302)  # noqa: E731
    found["approval"] = milliseconds(agree)
    found["jobs of a decision, notice included"] = jobs(TIMES + 1)
    return found


def jobs(of: int) -> float:
    from madoguchi.core.jobs.testing import run_all_ready

    began = time.process_time()
    run_all_ready()
    return 1000 * (time.process_time() - began) / of


def newcomers(wanted: int) -> list[Any]:
    """Accounts that have never applied for anything: nothing is offered to them from before."""
    from bench.generate import residents
    from madoguchi.engines.cases.models import Application
    from madoguchi.engines.people.public import Account

    all_of_them = Account.objects.filter(email__startswith="keisoku")
    residents(all_of_them.count() + wanted)
    known = Application.objects.filter(account__isnull=False).values("account")
    return list(all_of_them.exclude(pk__in=known).order_by("-pk")[:wanted])


def apply(client: Any) -> None:
    """The whole way of a two-page application, as a browser goes it."""
    there = sound(client.post(f"/apply/{CODE}/"), 302).headers["Location"]
    draft = there.rstrip("/").rsplit("/", 1)[1]
    sound(client.get(there), 302)
    for key, typed in PAGES.items():
        page = f"/apply/d/{draft}/page/{key}/"
        revision = REVISION.search(sound(client.get(page), 200).content)
        sound(client.post(page, {**typed, "revision": revision[1].decode() if revision else "0", "then": "next"}), 302)
    sound(client.get(f"/apply/d/{draft}/review/"), 200)
    sound(client.post(f"/apply/d/{draft}/submit/"), 302)
    sound(client.get(f"/apply/d/{draft}/receipt/"), 200)


def sound(answer: Any, status: int) -> Any:
    if answer.status_code != status:
        raise SystemExit(f"{answer.request['PATH_INFO']}: expected {status}, found {answer.status_code}")
    return answer


def bytes_a_case() -> tuple[float, float]:
    """In the database, indexes included; and the sealed PDF of its notice."""
    from django.db import connection
    from django.db.models import Avg

    from madoguchi.core.files.public import StoredFile
    from madoguchi.engines.cases.models import Case

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
        whole = cursor.fetchone()[0]
    notice = StoredFile.objects.filter(purpose="document").aggregate(mean=Avg("size"))["mean"] or 0
    return whole / max(Case.objects.count(), 1), float(notice)


def needs(inhabitants: int, found: dict[str, float], row_bytes: float, notice_bytes: float) -> list[str]:
    a = ASSUMED
    cases = inhabitants * a["cases_an_inhabitant"]
    an_hour = cases / a["working_days"] * a["busiest_day"] * a["busiest_hour"]
    requests = sum(times * REQUESTS.get(name, 1) for name, times in A_CASE.items())
    work = sum(times * found[name] for name, times in A_CASE.items()) / 1000
    cores = an_hour / 3600 * work / a["busy"]
    files = cases * (notice_bytes + a["papers"] * a["paper_bytes"])
    return [
        f"{inhabitants:,}", f"{cases:,.0f}", f"{an_hour:,.0f}", f"{an_hour / 3600 * requests:.1f}", f"{cores:.2f}",
        f"{cases * row_bytes / 1e9:.1f}", f"{files / 1e9:.0f}",
    ]  # fmt: skip


def table(found: dict[str, float], row_bytes: float, notice_bytes: float) -> str:
    rows = ["| step | ms of a processor | times a case |", "|---|--:|--:|"]
    rows += [f"| {name} | {found[name]:.1f} | {times} |" for name, times in A_CASE.items()]
    rows += ["", f"A case leaves {row_bytes / 1000:.1f} kB in the database, its notice {notice_bytes / 1000:.0f} kB.", ""]
    head = ["inhabitants", "cases a year", "in the busiest hour", "requests/s then", "cores", "GB of rows a year", "GB of files"]
    rows += [f"| {' | '.join(head)} |", f"|{'--:|' * len(head)}"]
    rows += [f"| {' | '.join(needs(n, found, row_bytes, notice_bytes))} |" for n in INHABITANTS]
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", default="", help="address; else MADOGUCHI_DATABASE; of bench.generate")
    parser.add_argument("--keep", default="", help="file for the measured figures, to reckon again with --from")
    parser.add_argument("--from", dest="kept", default="", help="reckon with figures that were kept, measure nothing")
    asked = parser.parse_args()
    if asked.kept:
        kept = json.loads(Path(asked.kept).read_text(encoding="utf-8"))
        print(table(kept["steps"], kept["row_bytes"], kept["notice_bytes"]))
        return
    set_up(asked.database)
    prepare()
    from django.db import connection

    row_bytes, _none = bytes_a_case()
    found = measure()
    _rows, notice_bytes = bytes_a_case()
    print(f"{connection.vendor}, load {os.getloadavg()[0]:.1f}\n\n{table(found, row_bytes, notice_bytes)}")
    if asked.keep:
        figures = {"steps": found, "row_bytes": row_bytes, "notice_bytes": notice_bytes}
        Path(asked.keep).write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
