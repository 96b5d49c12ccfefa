"""A vaccination day: so many people on so few slots within a minute, over real HTTP, on a server of two workers of its own.

python -m bench.booking_rush --database sqlite:////tmp/rush.sqlite3 [--by api|pages] [--people 10000] [--slots 300] [--rush 15]

By the API each person asks what is free and takes one of the first twenty, up to three times. By pages each opens the
calendar, picks a slot, fills in and reads the number; whoever is told to wait reloads as the page says, until the run ends.
Prints how long every single answer took, what became of the people, and what the database says of it afterwards.
"""

import argparse
import json
import os
import random
import re
import threading
import time
from collections import Counter
from datetime import timedelta
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urlencode

CODE = "bench-rush"
SLOT = re.compile(rb'name="slot" value="([0-9a-f-]{36})"')
AHEAD = re.compile(rb'data-ahead="(\d+)" data-seconds="(\d+)"')


def publish(count: int) -> None:
    """So many free slots for one person each; nothing is asked."""
    from django.utils import timezone

    from madoguchi.city.public import publish
    from madoguchi.engines.booking import public as booking
    from madoguchi.engines.booking.actions.materialise import materialise
    from madoguchi.engines.people.public import SYSTEM

    at = timezone.now()
    definition = {
        "code": CODE, "title": "予防接種", "kind": "event", "department": "shimin", "place": {"name": "市役所"},
        "ask": {"name": "optional", "mail": "optional", "phone": "optional"}, "lead": {"days": 30},
        "openings": [{"days": "mon-sun", "hours": "9:00-19:00", "length": 30, "capacity": 1, "closed_days": "ignore"}],
    }  # fmt: skip
    version = publish("bookable", definition, by=SYSTEM, at=at)
    materialise(version, at=at)
    rows = booking.Slot.objects.filter(bookable=CODE, starts_at__gt=at + timedelta(hours=2)).order_by("starts_at")
    keep = set(rows.filter(free=1).values_list("pk", flat=True)[:count])
    assert len(keep) == count, f"only {len(keep)} slots are free: use a database of its own for each run"
    booking.Slot.objects.filter(bookable=CODE).exclude(pk__in=keep).update(withdrawn_at=at)


class Person:
    """One who comes, with a connection and cookies of their own."""

    def __init__(self, rush: "Rush", chance: random.Random) -> None:
        self.rush, self.chance, self.cookies = rush, chance, dict[str, str]()
        self.line = HTTPConnection("127.0.0.1", rush.port, timeout=60)

    def ask(self, method: str, path: str, body: str = "", kind: str = "application/json", *, since: float = 0) -> HTTPResponse:
        """The answer, read; how long it took is kept, from when it was wanted."""
        wanted = since or time.monotonic()
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body or method == "POST":
            headers |= {"Content-Type": kind, "X-CSRFToken": self.cookies.get("mado_csrf", "")}
        self.line.request(method, path, body or None, headers)
        answer = self.line.getresponse()
        answer.text = answer.read()  # type: ignore[attr-defined]
        for said in answer.headers.get_all("Set-Cookie") or []:
            name, _equals, value = said.split(";")[0].partition("=")
            self.cookies[name] = value
        self.rush.note(method, answer.status, time.monotonic() - wanted)
        return answer

    def by_api(self, came: float) -> str:
        found = json.loads(self.ask("GET", f"/api/v1/bookables/{CODE}/slots?free=true", since=came).text)  # type: ignore[attr-defined]
        free = found["items"][:20]
        for _n in range(3):
            if not free:
                return "nothing free"
            answer = self.ask(
                "POST", f"/api/v1/bookables/{CODE}/reservations", json.dumps({"slot": self.chance.choice(free)["id"]})
            )
            if answer.status == 201:
                return "booked"
            if answer.status != 409:
                return f"status {answer.status}"
            free = json.loads(answer.text).get("alternatives", [])  # type: ignore[attr-defined]
        return "sent away"

    def by_pages(self, came: float) -> str:
        page = self.ask("GET", f"/booking/{CODE}/?view=list", since=came)
        while again := page.headers.get("Refresh"):
            if found := AHEAD.search(page.text):  # type: ignore[attr-defined]
                self.rush.waits.append(int(found[2]))
            if time.monotonic() + int(again) > self.rush.ends:
                return "waits in the queue, told how long"
            self.line.close()
            time.sleep(int(again))
            page = self.ask("GET", f"/booking/{CODE}/?view=list")
        for _n in range(3):
            free = SLOT.findall(page.text)  # type: ignore[attr-defined]
            if not free:
                return "nothing free"
            typed = urlencode({"slot": self.chance.choice(free[:20]).decode()})
            page = self.ask("POST", f"/booking/{CODE}/hold/", typed, "application/x-www-form-urlencoded")
            if page.status == 302 and "/hold/" not in page.headers["Location"]:
                return self.by_pages(time.monotonic())  # came in just before the queue was there
            if page.status == 302:
                filling = page.headers["Location"]
                self.ask("GET", filling)
                done = self.ask("POST", filling, urlencode({"contact.name": "見本"}), "application/x-www-form-urlencoded")
                if done.status == 302 and "/r/" in done.headers["Location"]:
                    self.ask("GET", done.headers["Location"])
                    return "booked"
                return f"status {done.status}"
            if page.status != 409:
                return f"status {page.status}"
        return "sent away"


class Rush:
    def __init__(self, port: int, by: str, people: int, seconds: float) -> None:
        self.port, self.by = port, by
        self.took: list[tuple[str, float]] = []
        self.ended: Counter[str] = Counter()
        self.statuses: Counter[int] = Counter()
        self.waits: list[int] = []
        chance = random.Random(1)
        self.arrivals = sorted(chance.uniform(0, seconds) for _n in range(people))
        self.seconds, self.lock = seconds, threading.Lock()

    def note(self, method: str, status: int, seconds: float) -> None:
        with self.lock:
            self.took.append((method, seconds))
            self.statuses[status] += 1

    def run(self) -> None:
        """People of the page stand for minutes: a thread each from when they come until they go."""
        threading.stack_size(256 * 1024)
        self.began = time.monotonic()
        self.ends = self.began + self.seconds
        pool = []
        for number, moment in enumerate(self.arrivals):
            time.sleep(max(self.began + moment - time.monotonic(), 0))
            one = threading.Thread(target=self.person, args=(number, self.began + moment))
            one.start()
            pool.append(one)
        for one in pool:
            one.join()

    def person(self, number: int, came: float) -> None:
        one = Person(self, random.Random(number))
        try:
            outcome = one.by_api(came) if self.by == "api" else one.by_pages(came)
        except (OSError, HTTPException) as failure:
            outcome = f"no answer: {type(failure).__name__}"
        finally:
            one.line.close()
        with self.lock:
            self.ended[outcome] += 1


def report(rush: Rush, seconds: float) -> None:
    from madoguchi.engines.booking import public as booking
    from madoguchi.engines.booking.testing import untrue_counters

    took = sorted(value for _method, value in rush.took)
    parts = {share: took[min(int(len(took) * share), len(took) - 1)] for share in (0.5, 0.9, 0.99, 1)}
    print(f"{len(rush.arrivals)} people, {len(took)} answers in {seconds:.0f} s: {dict(rush.ended)}")
    print(f"statuses {dict(rush.statuses)}")
    print(
        "each answer, from when it was wanted: " + ", ".join(f"p{share * 100:.0f} {value:.2f} s" for share, value in parts.items())
    )
    if rush.waits:
        print(f"told to wait at most {max(rush.waits)} s")
    made = booking.Reservation.objects.filter(bookable=CODE, cancelled_at=None).count()
    free = booking.Slot.objects.filter(bookable=CODE, withdrawn_at=None, free=1).count()
    print(f"{made} reservations, {free} slots free, counters untrue: {len(untrue_counters())}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", required=True)
    parser.add_argument("--by", choices=("api", "pages"), default="api")
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--slots", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rush", type=int, default=15, help="people a second let in (MADOGUCHI_RUSH)")
    options = parser.parse_args()
    os.environ["MADOGUCHI_RUSH"] = str(options.rush)
    from bench.preparing import prepare, set_up

    set_up(options.database)
    prepare()
    publish(options.slots)
    from django.conf import settings
    from django.db import connection

    from bench.serving import a_server

    connection.close()
    load = os.getloadavg()[0]
    with a_server(settings.MADO_HOME / "bench.log") as port:
        rush = Rush(port, options.by, options.people, options.seconds)
        rush.run()
        passed = time.monotonic() - rush.began
    print(f"{connection.vendor}, by {options.by}, load before {load:.1f}")
    report(rush, passed)


if __name__ == "__main__":
    main()
