"""Measure: `python -m bench.run --cases 100000 --database sqlite:////tmp/bench.sqlite3`.

Brings the database to that many cases, starts the server and asks for each page of the main job in three runs. A run
begins and ends with the floor; a ratio is to the floor of the same run; what is shown are medians of the three.
"""

import argparse
import os
import sys
from dataclasses import dataclass, field
from statistics import median

from bench.client import Lines, Page, Run
from bench.preparing import Clock, prepare, set_up


@dataclass
class Measured:
    page: Page
    queries: int
    runs: list[Run] = field(default_factory=list)

    def rate(self) -> float:
        return median(run.rate for run in self.runs)

    def part(self, share: float) -> float:
        return median(run.part(share) for run in self.runs)


@dataclass
class Floor:
    """Mean of the beginning and the end of each run."""

    rates: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)

    def add(self, first: Run, last: Run) -> None:
        self.rates.append((first.rate + last.rate) / 2)
        self.p50.append((first.part(0.5) + last.part(0.5)) / 2)

    def times_fewer(self, found: Measured) -> float:
        return median(floor / run.rate for floor, run in zip(self.rates, found.runs, strict=True))

    def times_longer(self, found: Measured) -> float:
        return median(run.part(0.5) / floor for floor, run in zip(self.p50, found.runs, strict=True))


def measure(seconds: float, only: str = "") -> tuple[list[Measured], Floor]:
    from django.conf import settings
    from django.middleware.csrf import _get_new_csrf_string

    from bench.making import make
    from bench.pages import FLOOR, NEEDED, RUNS, pages
    from bench.serving import a_server

    things = make(NEEDED, NEEDED)
    chosen = [page for page in pages(things) if page == FLOOR or only in page.name]
    with a_server(settings.MADO_HOME / "bench.log") as port:
        lines = Lines(port, things.cookies, _get_new_csrf_string())
        found = []
        for page in chosen:
            found.append(Measured(page, lines.queries(page)))
            lines.warm(page)
        floor = Floor()
        for _run in range(RUNS):
            first = lines.run(FLOOR, seconds)
            found[0].runs.append(first)
            for one in found[1:]:
                one.runs.append(lines.run(one.page, seconds))
            floor.add(first, lines.run(FLOOR, seconds))
    return found, floor


def table(found: list[Measured], floor: Floor) -> str:
    rows = [
        "| page | queries | requests/s | p50 ms | p95 ms | floor÷page requests/s | page÷floor p50 |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for one in found:
        base = one is found[0]
        ratios = ["1", "1"] if base else [f"{floor.times_fewer(one):.1f}", f"{floor.times_longer(one):.1f}"]
        cells = [one.page.name, str(one.queries), f"{one.rate():.0f}", f"{one.part(0.5):.1f}", f"{one.part(0.95):.1f}", *ratios]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def steadiness(floor: Floor) -> str:
    """How far the floors of the three runs lie apart: what the figures of this machine are worth today."""
    low, high = min(floor.rates), max(floor.rates)
    return f"floors of the runs: {low:.0f} to {high:.0f} requests/s ({100 * (high - low) / high:.0f} % apart)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000, help="generated where they are missing")
    parser.add_argument("--database", default="", help="address; else MADOGUCHI_DATABASE")
    parser.add_argument("--seconds", type=float, default=2.0, help="length of a run of a page (2)")
    parser.add_argument("--only", default="", help="pages whose name holds this")
    asked = parser.parse_args()
    set_up(asked.database)
    prepare()
    from django.db import connection

    from bench.generate import generate
    from madoguchi.engines.cases.public import Case, Standing

    missing = asked.cases - Case.objects.count()
    if missing > 0:
        print(f"generating {missing} cases", file=sys.stderr)
        generate(missing)
    clock, load = Clock(), os.getloadavg()[0]
    found, floor = measure(asked.seconds, asked.only)
    counted = f"{Case.objects.count()} cases, {Standing.objects.count()} open"
    print(f"{connection.vendor}, {counted}, load before {load:.1f}, {clock.passed():.0f} s\n")
    print(table(found, floor))
    print(f"\n{steadiness(floor)}")


if __name__ == "__main__":
    main()
