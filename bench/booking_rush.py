"""A vaccination day: so many people on so few slots within a minute, over real HTTP, on a server of two workers of its own.

python -m bench.booking_rush --database sqlite:////tmp/rush.sqlite3 [--by api|pages] [--people 10000] [--slots 300] [--rush 120]

By the API each person asks what is free and takes one of the first twenty, up to three times; whoever is told to wait comes back as
told, with what keeps the place. By pages each opens the
calendar, picks one of the first twenty slots on it, fills in and reads the number; whoever is told to wait reloads as the page
says, until the run ends.
Prints how long every single answer took, what became of the people, what they and the server took of the processors, and what
the database says of it afterwards.
"""

import argparse
import asyncio
import json
import os
import random
import re
import resource
import time
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from email.message import Message
from email.parser import BytesHeaderParser
from urllib.parse import urlencode

CODE = "bench-rush"
SLOT = re.compile(rb'name="slot" value="([0-9a-f-]{36})"')
FORM = "application/x-www-form-urlencoded"
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


@dataclass
class Answer:
    status: int
    headers: Message
    text: bytes


class Person:
    """One who comes, with cookies of their own, and a connection for each request."""

    def __init__(self, rush: "Rush", chance: random.Random) -> None:
        self.rush, self.chance, self.cookies, self.turn = rush, chance, dict[str, str](), ""

    async def ask(self, method: str, path: str, body: str = "", kind: str = "application/json", *, since: float = 0) -> Answer:
        """How long the answer took is kept, from when it was wanted."""
        wanted = since or time.monotonic()
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", "Accept: text/html"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if self.turn:
            lines.append(f"Queue-Turn: {self.turn}")
        if method == "POST":
            lines += [f"Content-Type: {kind}", f"Content-Length: {len(body)}", f"X-CSRFToken: {self.cookies.get('mado_csrf', '')}"]
        reader, writer = await asyncio.open_connection("127.0.0.1", self.rush.port)
        try:
            writer.write("\r\n".join([*lines, "", body]).encode())
            head, _empty, text = (await reader.read(-1)).partition(b"\r\n\r\n")
        finally:
            writer.close()
        said, _end, rest = head.partition(b"\r\n")
        answer = Answer(int(said.split()[1]), BytesHeaderParser().parsebytes(rest), text)
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _equals, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        self.rush.took.append(time.monotonic() - wanted)
        self.rush.statuses[answer.status] += 1
        return answer

    async def by_api(self, came: float) -> str:
        found = await self.ask("GET", f"/api/v1/bookables/{CODE}/slots?free=true", since=came)
        free = json.loads(found.text)["items"][:20]
        for _n in range(3):
            if not free:
                return "nothing free"
            said = json.dumps({"slot": self.chance.choice(free)["id"]})
            answer = await self.ask("POST", f"/api/v1/bookables/{CODE}/reservations", said)
            while answer.status == 429:
                again = int(answer.headers["Retry-After"])
                self.turn = answer.headers["Queue-Turn"]
                self.rush.waits.append(json.loads(answer.text)["seconds"])
                if time.monotonic() + again > self.rush.ends:
                    return "waits, told how long"
                await asyncio.sleep(again)
                answer = await self.ask("POST", f"/api/v1/bookables/{CODE}/reservations", said)
            self.turn = answer.headers["Queue-Turn"] or self.turn
            if answer.status == 201:
                return "booked"
            if answer.status != 409:
                return f"status {answer.status}"
            free = json.loads(answer.text).get("alternatives", [])
        return "sent away"

    async def by_pages(self, came: float) -> str:
        page = await self.ask("GET", f"/booking/{CODE}/?view=list", since=came)
        while again := page.headers["Refresh"]:
            if found := AHEAD.search(page.text):
                self.rush.waits.append(int(found[2]))
            if time.monotonic() + int(again) > self.rush.ends:
                return "waits, told how long"
            await asyncio.sleep(int(again))
            page = await self.ask("GET", f"/booking/{CODE}/?view=list")
        for _n in range(3):
            free = SLOT.findall(page.text)
            if not free:
                return "nothing free"
            typed = urlencode({"slot": self.chance.choice(free[:20]).decode()})
            page = await self.ask("POST", f"/booking/{CODE}/hold/", typed, FORM)
            if page.status == 302 and "/hold/" not in page.headers["Location"]:
                return await self.by_pages(time.monotonic())  # came in just before the queue was there
            if page.status == 302:
                filling = page.headers["Location"]
                await self.ask("GET", filling)
                done = await self.ask("POST", filling, urlencode({"contact.name": "見本"}), FORM)
                if done.status == 302 and "/r/" in done.headers["Location"]:
                    await self.ask("GET", done.headers["Location"])
                    return "booked"
                return f"status {done.status}"
            if page.status != 409:
                return f"status {page.status}"
        return "sent away"


class Rush:
    def __init__(self, port: int, by: str, people: int, seconds: float) -> None:
        self.port, self.by, self.seconds = port, by, seconds
        self.took: list[float] = []
        self.ended: Counter[str] = Counter()
        self.statuses: Counter[int] = Counter()
        self.waits: list[int] = []
        chance = random.Random(1)
        self.arrivals = sorted(chance.uniform(0, seconds) for _n in range(people))

    async def run(self) -> None:
        self.began = time.monotonic()
        self.ends = self.began + self.seconds
        await asyncio.gather(*(self.person(number, self.began + moment) for number, moment in enumerate(self.arrivals)))

    async def person(self, number: int, came: float) -> None:
        await asyncio.sleep(max(came - time.monotonic(), 0))
        one = Person(self, random.Random(number))
        try:
            self.ended[await (one.by_api(came) if self.by == "api" else one.by_pages(came))] += 1
        except (OSError, IndexError, asyncio.IncompleteReadError) as failure:
            self.ended[f"no answer: {type(failure).__name__}"] += 1


async def an_ordinary_morning(before: Rush) -> None:
    """A few who look and a few whose slot is not there, one after the other: the server has been running for a while."""
    nowhere = "00000000-0000-4000-8000-000000000000"
    for _n in range(12):
        one = Person(before, random.Random(0))
        await one.ask("GET", f"/booking/{CODE}/?view=list")
        await one.ask("POST", f"/booking/{CODE}/hold/", urlencode({"slot": nowhere}), FORM)
        await one.ask("GET", f"/api/v1/bookables/{CODE}/slots?free=true")
        await one.ask("POST", f"/api/v1/bookables/{CODE}/reservations", json.dumps({"slot": nowhere}))
        await asyncio.sleep(0.3)


def report(rush: Rush, seconds: float) -> None:
    from madoguchi.engines.booking import public as booking
    from madoguchi.engines.booking.testing import untrue_counters

    took = sorted(rush.took)
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
    parser.add_argument("--rush", type=int, default=120, help="people a second let in at most (MADOGUCHI_RUSH)")
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
        asyncio.run(an_ordinary_morning(Rush(port, options.by, 0, 0)))
        rush = Rush(port, options.by, options.people, options.seconds)
        before = time.process_time()
        asyncio.run(rush.run())
        passed = time.monotonic() - rush.began
        asking = time.process_time() - before
    used = resource.getrusage(resource.RUSAGE_CHILDREN)  # the server has ended: what it took of the processors
    print(
        f"{connection.vendor}, by {options.by}, load before {load:.1f}; "
        f"the server took {used.ru_utime + used.ru_stime:.0f} s of a processor, start included, and the people {asking:.0f} s"
    )
    report(rush, passed)


if __name__ == "__main__":
    main()
