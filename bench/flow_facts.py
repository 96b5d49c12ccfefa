"""Where the days went, at volume: `python -m bench.flow_facts --events 5000000 --database sqlite:////tmp/flow.sqlite3`.

Brings the database to so many events of cases over three years, in every procedure of the city; reads all ways and sums all facts
(what `madoguchi flow rebuild` does); feeds further events one by one as the jobs do; then asks for the page of the whole house and
of one department, beside the floor. Times of the page are of a processor, in one process, medians.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random
from statistics import median
from typing import Any

from bench.preparing import Clock, prepare, set_up

YEARS = timedelta(days=3 * 365)
FED, ASKED, AT_ONCE = 400, 25, 4000
SOURCES = ("portal", "portal", "portal", "post", "counter")
Happened = tuple[str, datetime, dict[str, Any]]


def story(procedure: Any, at: datetime, chance: Random) -> Iterator[Happened]:
    """What happens to one case: kind, moment, data. One in five is corrected, one in twenty sent back, one in forty withdrawn."""

    def later(least: int, most: int) -> datetime:
        nonlocal at
        at += timedelta(days=chance.randint(least, most), minutes=chance.randint(1, 90))
        return at

    arrived = at.date() - timedelta(days=chance.randint(0, 3) * (chance.random() < 0.2))
    opened = {"procedure": procedure.code, "source": chance.choice(SOURCES), "received_on": arrived.isoformat()}
    yield "cases.opened", at, opened
    yield "cases.accepted", later(0, 4), {}
    if chance.random() < 0.025:
        yield "cases.withdrawn", later(0, 9), {}
        return
    yield "cases.review-started", later(0, 8), {}
    if chance.random() < 0.2:
        yield "cases.correction-requested", later(0, 2), {"items": 1}
        yield "cases.correction-ended", later(2, 20), {"ending": "answered"}
    yield "cases.proposed", later(1, 6), {"outcome": "granted"}
    if chance.random() < 0.05:
        yield "cases.proposal-ended", later(0, 3), {"ending": "sent-back"}
        yield "cases.proposed", later(0, 3), {"outcome": "granted"}
    decided = later(0, 5)
    yield "cases.proposal-ended", decided, {"ending": "approved"}
    promised = arrived + timedelta(days=procedure.standard_days or 30)
    yield "cases.decided", decided, {"outcome": "granted", "promised_on": promised.isoformat()}
    yield "cases.notified", later(0, 1), {}
    yield "cases.completed", later(0, 2), {}


class Feeder:
    """Writes the events of cases straight into the log."""

    def __init__(self, procedures: list[Any], chance: Random) -> None:
        from bench.bulk import Table
        from madoguchi.core.events.models import StoredEvent

        self.procedures, self.chance = procedures, chance
        self.table = Table(StoredEvent, "id", "kind", "at", "section", "subject_id", "data", subject_kind="case", by="system")

    def case(self, at: datetime, now: datetime) -> list[str]:
        """The ids of its events; what would happen after now has not happened."""
        from bench.bulk import as_id, as_json, as_moment
        from bench.numbering import id_at

        procedure = self.chance.choice(self.procedures)
        subject, ids = id_at(int(at.timestamp() * 1000), self.chance), []
        for kind, moment, data in story(procedure, at, self.chance):
            if moment > now:
                break
            ids.append(id_at(int(moment.timestamp() * 1000), self.chance))
            self.table.add(as_id(ids[-1]), kind, as_moment(moment), procedure.department, subject, as_json(data))
        return ids


def fill(feeder: Feeder, events: int, now: datetime) -> int:
    """Cases spread over the years, until there are so many events."""
    from bench.bulk import flush, in_bulk

    cases = 0
    with in_bulk():
        while feeder.table.written + len(feeder.table.rows) < events:
            feeder.case(now - YEARS * feeder.chance.random(), now)
            cases += 1
            if cases % AT_ONCE == 0:
                flush([feeder.table])
        flush([feeder.table])
    return cases


def processor_ms(question: Callable[[], Any]) -> float:
    took = []
    for _n in range(ASKED):
        began = time.process_time()
        question()
        took.append((time.process_time() - began) * 1000)
    return median(took)


def feed(feeder: Feeder, now: datetime) -> tuple[int, float]:
    """Events one by one through the job that delivers them; how many, and seconds of a processor."""
    from bench.bulk import flush
    from madoguchi.core.events.delivering import deliver

    ids = [one for _n in range(FED) for one in feeder.case(now - timedelta(days=120), now)]
    flush([feeder.table])
    began = time.process_time()
    for one in ids:
        deliver.func(one, "insight.flow-case")
    return len(ids), time.process_time() - began


def pages() -> Iterator[tuple[str, float, int]]:
    """Each page by its name, in milliseconds of a processor, with its queries."""
    from django.test import Client

    from bench.counting import ANSWER, ASK
    from madoguchi.engines.people.public import Account
    from madoguchi.engines.people.testing import signed_in
    from madoguchi.site.demo.cast import STAFF

    by_role = {one.role: Account.objects.get(email=one.mail) for one in STAFF}
    resident = Account.objects.get(email="sakura@example.jp")
    asked = [
        ("floor", resident, "/bench/floor/"),
        ("whole house, 12 months", by_role["administrator"], "/desk/flow/"),
        ("whole house, open days", by_role["administrator"], "/desk/flow/?measure=open"),
        ("one department", by_role["chief"], "/desk/flow/"),
        ("one procedure", by_role["administrator"], "/desk/flow/?procedure=child-allowance-claim"),
        ("floor", resident, "/bench/floor/"),
    ]
    for name, account, address in asked:
        client = signed_in(Client(), account)
        for _n in range(3):
            answer = client.get(address)
            assert answer.status_code == 200, (address, answer.status_code)
        queries = int(client.get(address, headers={ASK: "1"}).headers[ANSWER])
        yield name, processor_ms(lambda client=client, address=address: client.get(address)), queries


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=5_000_000, help="how many events of cases there shall be in all")
    parser.add_argument("--database", default="", help="address; else MADOGUCHI_DATABASE")
    asked = parser.parse_args()
    set_up(asked.database)
    prepare()
    from django.conf import settings
    from django.utils import timezone

    from madoguchi.city.public import all_defined
    from madoguchi.core.events.public import StoredEvent
    from madoguchi.engines.cases.public import Procedure
    from madoguchi.engines.insight.public import PROCESSES
    from madoguchi.engines.insight.testing import FACTS, Trace, rebuild

    settings.ALLOWED_HOSTS = ["*"]
    now, there = timezone.localtime(), StoredEvent.objects.filter(subject_kind="case").count()
    feeder = Feeder([one for one in all_defined(Procedure) if one.kind.is_answered], Random(7 + there))
    if there < asked.events:
        clock = Clock()
        cases = fill(feeder, asked.events - there, now)
        print(f"{asked.events - there} events of {cases} cases written in {clock.passed():.0f} s")
    clock, began = Clock(), time.process_time()
    ways, _facts = rebuild(PROCESSES.get("case"))
    spent = time.process_time() - began
    rows = {table.__name__: table.objects.count() for table in FACTS}
    print(f"read anew: {ways} ways set right in {clock.passed():.0f} s, {spent:.0f} s of a processor")
    print(f"{StoredEvent.objects.filter(subject_kind='case').count()} events, {Trace.objects.count()} ways, facts {rows}")
    fed, seconds = feed(feeder, now)
    print(f"fed one by one: {fed} events, {fed / seconds:.0f} a second of a processor ({1000 * seconds / fed:.2f} ms each)")
    floor = 0.0
    for name, milliseconds, queries in pages():
        floor = floor or milliseconds
        print(f"{name}: {milliseconds:.1f} ms of a processor, {milliseconds / floor:.1f} floors, {queries} queries")


if __name__ == "__main__":
    main()
