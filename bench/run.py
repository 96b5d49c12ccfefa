"""Measure: `python -m bench.run --cases 100000 --database sqlite:////tmp/bench.sqlite3`.

Brings the database to that many cases, starts the server and asks for each page of the main job in three runs. Before
and after each page the floor is asked for; a ratio is to these two; what is shown are medians of the three.
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
    """`around`: the floor before and after each run, so that what else the machine does weighs on both alike."""

    page: Page
    queries: int
    runs: list[Run] = field(default_factory=list)
    around: list[tuple[Run, Run]] = field(default_factory=list)

    def rate(self) -> float:
        return median(run.rate for run in self.runs)

    def part(self, share: float) -> float:
        return median(run.part(share) for run in self.runs)

    def times_fewer(self) -> float:
        return median((a.rate + b.rate) / 2 / run.rate for run, (a, b) in zip(self.runs, self.around, strict=True))

    def times_longer(self) -> float:
        pairs = zip(self.runs, self.around, strict=True)
        return median(run.part(0.5) / ((a.part(0.5) + b.part(0.5)) / 2) for run, (a, b) in pairs)


def measure(seconds: float, only: str = "") -> tuple[Measured, list[Measured]]:
    """The floor, and the pages."""
    from django.conf import settings
    from django.middleware.csrf import _get_new_csrf_string

    from bench.making import make
    from bench.pages import FLOOR, NEEDED, RUNS, pages
    from bench.serving import a_server

    things = make(NEEDED, NEEDED)
    with a_server(settings.MADO_HOME / "bench.log") as port:
        lines = Lines(port, things.cookies, _get_new_csrf_string())
        floor = Measured(FLOOR, lines.queries(FLOOR))
        lines.warm(FLOOR, 10)
        found = []
        for page in pages(things):
            if only in page.name:
                found.append(Measured(page, lines.queries(page)))
                lines.warm(page)
        for _run in range(RUNS):
            floor.runs.append(lines.run(FLOOR, seconds / 2))
            for one in found:
                before = floor.runs[-1]
                one.runs.append(lines.run(one.page, seconds))
                floor.runs.append(lines.run(FLOOR, seconds / 2))
                one.around.append((before, floor.runs[-1]))
    return floor, found


def table(floor: Measured, found: list[Measured]) -> str:
    rows = [
        "| page | queries | requests/s | p50 ms | p95 ms | floor÷page requests/s | page÷floor p50 |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for one in [floor, *found]:
        ratios = [f"{one.times_fewer():.1f}", f"{one.times_longer():.1f}"] if one.around else ["1", "1"]
        cells = [one.page.name, str(one.queries), f"{one.rate():.0f}", f"{one.part(0.5):.1f}", f"{one.part(0.95):.1f}", *ratios]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def steadiness(floor: Measured) -> str:
    """How far the floors lie apart: what the figures of this machine are worth today."""
    rates = sorted(run.rate for run in floor.runs)
    tenth = len(rates) // 10
    return f"floors of {len(rates)} runs: {rates[tenth]:.0f} to {rates[-1 - tenth]:.0f} requests/s (the middle 80 %)"


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
    floor, found = measure(asked.seconds, asked.only)
    counted = f"{Case.objects.count()} cases, {Standing.objects.count()} open"
    print(f"{connection.vendor}, {counted}, load before {load:.1f}, {clock.passed():.0f} s\n")
    print(table(floor, found))
    print(f"\n{steadiness(floor)}")


if __name__ == "__main__":
    main()
