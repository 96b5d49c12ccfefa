"""How long the counted indicators take at millions of events: the feed from the first event on, a further batch, and a request.

python -m bench.indicators --database sqlite:////tmp/indicators.sqlite3 [--events 5000000] [--city cities/urayasu]

Makes an empty database with the city's definitions and that many events of the past two years, in the kinds that the city's
indicators count and as many again that none of them counts. Prints the seconds of the first counting, of a batch of 1,000 new
events, and the median and the slowest of fifty askings for all live series, which is what a page asks.
"""

import argparse
import json
import os
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

ASKED, AT_ONCE, DAYS = 50, 20_000, 730
NOT_COUNTED = ("cases.accepted", "cases.opened", "cases.review-started", "counter.called", "forms.draft-started")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", required=True)
    parser.add_argument("--events", type=int, default=5_000_000)
    parser.add_argument("--city", type=Path, default=Path("cities/urayasu"))
    options = parser.parse_args()
    os.environ.setdefault("MADOGUCHI_DEMO", "1")
    os.environ["MADOGUCHI_DATABASE"] = options.database
    os.environ["DJANGO_SETTINGS_MODULE"] = "madoguchi.site.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from madoguchi.city.public import all_defined, load_folder
    from madoguchi.core.acting import SYSTEM
    from madoguchi.core.events.public import StoredEvent
    from madoguchi.engines.insight.counting.feeding import feed_facts
    from madoguchi.engines.insight.counting.folding import counted_indicators
    from madoguchi.engines.insight.models import Count, Fact
    from madoguchi.engines.insight.public import Indicator, counts_shown, live_of

    call_command("migrate", verbosity=0, skip_checks=True)
    at = timezone.now()
    load_folder(options.city, by=SYSTEM, at=at)
    kinds = sorted({kind for counts in counted_indicators().values() for kind in counts.events})
    have = StoredEvent.objects.count()
    if have < options.events:
        began = time.perf_counter()
        make(kinds, have, options.events, at)
        print(f"made {options.events - have:,} events in {time.perf_counter() - began:.0f} s")
    Count.objects.all().delete()
    print(f"{StoredEvent.objects.count():,} events, {len(counted_indicators())} indicators")

    began, busy = time.perf_counter(), time.process_time()
    assert feed_facts(at, seconds=86_400)
    took = time.perf_counter() - began
    busy = time.process_time() - busy
    print(f"counted from the first event on: {took:.0f} s ({busy:.0f} s of a processor), {options.events / took:,.0f} events/s")
    print(f"{Fact.objects.count():,} facts")

    make(kinds, options.events, options.events + 1000, at)
    began = time.perf_counter()
    assert feed_facts(timezone.now() + timedelta(minutes=1), seconds=60)
    print(f"1,000 further events: {(time.perf_counter() - began) * 1000:.0f} ms")

    counted = [one for one in all_defined(Indicator) if one.counts]
    ask("all live series", lambda: live_of(counted, counts_shown(one.code for one in counted), at))
    ask("how far it was counted", lambda: counts_shown(one.code for one in counted))


def ask(name: str, question: Callable[[], Any]) -> None:
    took = []
    for _n in range(ASKED):
        began = time.perf_counter()
        question()
        took.append((time.perf_counter() - began) * 1000)
    print(f"{name}: median {median(took):.1f} ms, slowest {max(took):.1f} ms")


def make(kinds: list[str], first: int, last: int, at: datetime) -> None:
    """By the database itself: the model would take an hour."""
    from django.db import connection, transaction

    names = [*kinds, *NOT_COUNTED]
    sql = (
        "INSERT INTO mado_events_storedevent"
        " (id, kind, at, by, on_behalf_of, section, subject_kind, subject_id, data, v)"
        " VALUES (%s, %s, %s, 'system', '', %s, 'case', %s, %s, 1)"
    )
    for start in range(first, last, AT_ONCE):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(sql, list(rows(names, start, min(start + AT_ONCE, last), last, at)))


def rows(names: list[str], start: int, stop: int, total: int, at: datetime) -> Iterator[tuple[Any, ...]]:
    from django.db import connection

    begin = at - timedelta(days=DAYS)
    step = timedelta(days=DAYS) / total
    for n in range(start, stop):
        moment = begin + step * n
        made = UUID(int=int(moment.timestamp() * 1000) << 80 | 7 << 76 | 0b10 << 62 | n)
        source = "paper" if n % 3 == 0 else "portal"
        data = json.dumps({"procedure": f"procedure-{n % 150}", "source": source, "bookable": f"thing-{n % 90}"})
        lite = connection.vendor == "sqlite"
        key, when = (made.hex, f"{moment:%Y-%m-%d %H:%M:%S.%f}") if lite else (made, moment)
        yield key, names[n % len(names)], when, f"section-{n % 30}", f"s{n}", data


if __name__ == "__main__":
    main()
