"""What a reservation costs, in floors, and what a hundred clients on a hundred slots lose:

python -m bench.booking_reserve --database sqlite:////tmp/reserve.sqlite3

By the API (one request), and by pages (the slot is chosen and held; the filled page makes it firm), each with the floor around.
Then the API again with 1, 4 and 100 clients, each on a slot of its own.
"""

import argparse
import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import count, cycle
from statistics import median

from bench.client import Ask, Line, Lines, Page, Wrong
from bench.pages import FLOOR, RUNS
from bench.preparing import prepare, set_up
from bench.run import Measured, steadiness, table

CODE, PLACES, CLIENTS = "bench-places", 5000, 100
MADE_FIRM = 400
"""Holds that a run makes firm: enough that its beginning and end do not count."""


def publish() -> list[str]:
    """A thing with wide slots, so that no measurement ends for want of places; its slots."""
    from django.utils import timezone

    from madoguchi.city.public import publish
    from madoguchi.engines.booking import public as booking
    from madoguchi.engines.booking.actions.materialise import materialise
    from madoguchi.engines.people.public import SYSTEM

    at = timezone.now()
    definition = {
        "code": CODE, "title": "測るための窓口", "kind": "counter", "department": "shimin", "place": {"name": "市役所"},
        "ask": {"name": "optional", "mail": "optional", "phone": "optional"}, "lead": {"days": 30},
        "openings": [{"days": "mon-sun", "hours": "9:00-16:00", "length": 60, "capacity": PLACES, "closed_days": "ignore"}],
    }  # fmt: skip
    version = publish("bookable", definition, by=SYSTEM, at=at)
    materialise(version, at=at)
    rows = booking.Slot.objects.filter(bookable=CODE, withdrawn_at=None, starts_at__gt=at + timedelta(days=1)).order_by("starts_at")
    booking.Slot.objects.filter(pk__in=rows.values("pk")).update(capacity=10**6, free=10**6 - 1)
    return [str(pk) for pk in rows.values_list("pk", flat=True)][: 2 * CLIENTS]


def reserving(slots: list[str]) -> list[Page]:
    turn: Iterator[str] = cycle(slots)
    people = count(1)

    def api(line: int) -> Ask:
        contact = {"name": "測定 花子", "mail": f"bench{next(people)}@example.jp"}
        body = {"slot": next(turn), "party": 1, "contact": contact}
        return Ask(f"/api/v1/bookables/{CODE}/reservations", said=json.dumps(body).encode())

    def nothing_asked(line: int) -> Ask:
        return Ask(f"/api/v1/bookables/{CODE}/reservations", said=json.dumps({"slot": next(turn)}).encode())

    return [
        Page("reserve by API, with contact", "nobody", api, 201),
        Page("reserve by API, nothing asked", "nobody", nothing_asked, 201),
        Page("reserve by API, signed in", "resident", api, 201),
        Page("slots by API (31 days)", "nobody", lambda line: Ask(f"/api/v1/bookables/{CODE}/slots")),
        Page("calendar, week", "resident", lambda line: Ask(f"/booking/{CODE}/")),
        Page("choose and hold", "nobody", lambda line: Ask(f"/booking/{CODE}/hold/", {"slot": next(turn)}), 302),
    ]


def fill(slots: list[str], amount: int) -> Page:
    """Holds made beforehand, each of which a request makes firm."""
    from django.utils import timezone

    from madoguchi.engines.booking import public as booking
    from madoguchi.engines.people import public as people

    at = timezone.now()
    sakura = people.Account.objects.get(email="sakura@example.jp")
    by = people.actor_for(sakura, at, session="bench")
    held = [
        str(booking.hold([slot], why=f"b{n}", lasts=timedelta(hours=2), by=by, at=at).pk)
        for n, slot in zip(range(amount), cycle(slots), strict=False)
    ]
    left = iter(held)

    def one(line: int) -> Ask | None:
        pk = next(left, None)
        return pk and Ask(f"/booking/hold/{pk}/", {"contact.name": "測定 花子", "contact.mail": "bench@example.jp"})  # type: ignore[return-value]

    return Page("filled page makes it firm", "resident", one, 302, MADE_FIRM)


def at_once(port: int, slots: list[str], clients: int, seconds: float) -> float:
    """Reservations a second of so many clients, each on a slot of its own, one after another."""
    made, failures, lock = [0], list[BaseException](), threading.Lock()
    ready = threading.Barrier(clients + 1)
    ends = [0.0]

    def work(number: int) -> None:
        try:
            line = Line(port, number, {}, "")
            line.connection.connect()
            ready.wait()
            while time.perf_counter() < ends[0]:
                body = json.dumps({"slot": slots[number]}).encode()
                answer, text = line.send(Ask(f"/api/v1/bookables/{CODE}/reservations", said=body), "")
                if answer.status != 201:
                    raise Wrong(f"{answer.status} {text[:300]!r}")
                with lock:
                    made[0] += time.perf_counter() < ends[0]
        except BaseException as failure:
            failures.append(failure)
            raise

    pool = [threading.Thread(target=work, args=(n,)) for n in range(clients)]
    for one in pool:
        one.start()
    ends[0] = time.perf_counter() + seconds + 0.2
    ready.wait()
    began = time.perf_counter()
    for one in pool:
        one.join()
    if failures:
        raise failures[0]
    return made[0] / (ends[0] - began)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", default="", help="address; else MADOGUCHI_DATABASE")
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    os.environ["MADOGUCHI_RUSH"] = "0"  # a queue would answer instead of the page that is measured
    set_up(asked.database)
    prepare()
    from django.conf import settings
    from django.db import connection
    from django.middleware.csrf import _get_new_csrf_string

    from bench.client import LINES
    from bench.making import cookie_of
    from bench.serving import a_server
    from madoguchi.engines.people.public import Account

    slots = publish()
    cookies = [{"resident": cookie_of(Account.objects.get(email="sakura@example.jp"))} for _n in range(LINES)]
    pages = [one for one in [*reserving(slots), fill(slots, MADE_FIRM * RUNS + 20)] if asked.only in one.name]
    connection.close()
    with a_server(settings.MADO_HOME / "bench.log") as port:
        lines = Lines(port, cookies, _get_new_csrf_string())
        floor = Measured(FLOOR, lines.queries(FLOOR))
        lines.warm(FLOOR, 10)
        found = []
        for page in pages:
            found.append(Measured(page, lines.queries(page)))
            lines.warm(page, 1)
        for _run in range(RUNS):
            floor.runs.append(lines.run(FLOOR, asked.seconds / 2))
            for one in found:
                before = floor.runs[-1]
                one.runs.append(lines.run(one.page, asked.seconds))
                floor.runs.append(lines.run(FLOOR, asked.seconds / 2))
                one.around.append((before, floor.runs[-1]))
        print(f"{connection.vendor}\n\n{table(floor, found)}\n\n{steadiness(floor)}\n", flush=True)
        rates: dict[int, list[float]] = {1: [], 4: [], CLIENTS: []}
        for _run in range(RUNS):
            for clients, kept in rates.items():
                kept.append(at_once(port, slots, clients, asked.seconds))
        for clients, kept in rates.items():
            print(f"{clients} clients, a slot each: {median(kept):.0f} reservations a second", file=sys.stdout)


if __name__ == "__main__":
    main()
