"""Whole applications a second: `python -m bench.flows --database sqlite:////tmp/bench.sqlite3`.

Eight residents at once, each on a connection of their own, go the whole way as a browser would: begin, two pages (shown and
saved), review, hand in, receipt; then the next ones, who apply for the first time as well. Then the same by the API: one
request with the whole answers. Around each, the floor is asked for by the same eight.
"""

import argparse
import json
import re
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.client import HTTPResponse
from statistics import median

from bench.client import Ask, Line, Wrong
from bench.preparing import prepare, set_up
from bench.two_pages import ANSWERS, CODE, PAGES, publish

CLIENTS, MOST_A_SECOND = 8, 60
Way = Callable[[Line], int]
REVISION = re.compile(rb'name="revision" value="(\d+)"')


@dataclass
class Walked:
    flows: int = 0
    requests: int = 0
    seconds: float = 0.0
    took: list[float] = field(default_factory=list)


class Newcomers:
    """People signed in who never applied for anything, each once: to others the house offers their earlier answers."""

    def __init__(self, cookies: Iterable[str]) -> None:
        self.cookies, self.lock = iter(cookies), threading.Lock()

    def __call__(self, line: Line) -> int:
        with self.lock:
            cookie = next(self.cookies, None)
        if cookie is None:
            raise Wrong("too few newcomers: shorten --seconds")
        line.cookies = {"resident": cookie}
        return walk(line)


def walk(line: Line) -> int:
    """One application; how many requests it took."""
    begun, _body = ask(line, Ask(f"/apply/{CODE}/", {}), 302)
    there, requests = begun.headers["Location"], 1
    draft = there.rstrip("/").rsplit("/", 1)[1]
    step, _body = ask(line, Ask(there), 302)
    requests += 1
    for key, typed in PAGES.items():
        page = f"/apply/d/{draft}/page/{key}/"
        if step.headers["Location"] != page:
            raise Wrong(f"expected {page}, was led to {step.headers['Location']}")
        _shown, body = ask(line, Ask(page), 200)
        found = REVISION.search(body)
        step, _body = ask(line, Ask(page, {**typed, "revision": found[1].decode() if found else "0", "then": "next"}), 302)
        requests += 2
    ask(line, Ask(f"/apply/d/{draft}/review/"), 200)
    ask(line, Ask(f"/apply/d/{draft}/submit/", {}), 302)
    ask(line, Ask(f"/apply/d/{draft}/receipt/"), 200)
    return requests + 3


def by_api(line: Line) -> int:
    """The same application as a machine hands it in."""
    said = json.dumps({"answers": ANSWERS}).encode()
    ask(line, Ask(f"/api/v1/procedures/{CODE}/applications", said=said), 201)
    return 1


def ask(line: Line, what: Ask, status: int) -> tuple[HTTPResponse, bytes]:
    answer, body = line.send(what, "resident")
    if answer.status != status:
        raise Wrong(f"{what.path}: expected {status}, found {answer.status} {body[:1500].decode(errors='replace')}")
    return answer, body


def all_at_once(lines: list[Line], seconds: float, one: Way) -> Walked:
    """Every line does `one` again and again until the time is over; begun ones are finished."""
    whole, failures, lock = Walked(), list[BaseException](), threading.Lock()
    began = time.perf_counter()

    def work(line: Line) -> None:
        try:
            while time.perf_counter() - began < seconds:
                start = time.perf_counter()
                requests = one(line)
                with lock:
                    whole.flows += 1
                    whole.requests += requests
                    whole.took.append(time.perf_counter() - start)
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=work, args=[line]) for line in lines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    whole.seconds = time.perf_counter() - began
    return whole


def rate(walked: Walked) -> float:
    return walked.flows / walked.seconds


def floor(line: Line) -> int:
    ask(line, Ask("/bench/floor/"), 200)
    return 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", default="", help="address; else MADOGUCHI_DATABASE")
    parser.add_argument("--seconds", type=float, default=6.0, help="length of a run (6)")
    asked = parser.parse_args()
    set_up(asked.database)
    prepare()
    from django.conf import settings
    from django.db import connection
    from django.middleware.csrf import _get_new_csrf_string
    from django.utils import timezone

    from bench.generate import residents
    from bench.making import cookie_of
    from bench.serving import a_server
    from bench.sizing import newcomers
    from madoguchi.engines.people.public import Account

    publish(timezone.now())
    people = Account.objects.in_bulk(residents(CLIENTS)[:CLIENTS]).values()
    fresh = Newcomers([cookie_of(account) for account in newcomers(CLIENTS + int(3 * asked.seconds * MOST_A_SECOND))])
    with a_server(settings.MADO_HOME / "bench.log") as port:
        token = _get_new_csrf_string()
        lines = [Line(port, n, {"resident": cookie_of(account)}, token) for n, account in enumerate(people)]
        for name, way in (("by pages", fresh), ("by the API", by_api)):
            measure(f"{connection.vendor}, {name}", lines, way, asked.seconds)


def measure(name: str, lines: list[Line], way: Way, seconds: float) -> None:
    for line in lines:
        way(line)
    floors, found = [], []
    for _run in range(3):
        floors.append(rate(all_at_once(lines, seconds / 3, floor)))
        found.append(all_at_once(lines, seconds, way))
    floors.append(rate(all_at_once(lines, seconds / 3, floor)))
    flows, of_floor = median(rate(one) for one in found), median(floors)
    a_flow = found[0].requests / found[0].flows
    took = sorted(t for one in found for t in one.took)
    part = [f"p{share} {1000 * took[len(took) * share // 100]:.0f} ms" for share in (50, 95)]
    print(
        f"{name}: {flows:.1f} applications a second, {a_flow:.0f} requests each; {', '.join(part)}; "
        f"floor {of_floor:.0f} requests/s, an application costs {of_floor / flows:.1f} floors"
    )


if __name__ == "__main__":
    main()
