"""Many write events and commit them out of order, some numberers number, a reader follows. Run by `test_events.py`:

python -m tests.races.reader WRITERS EVENTS KILLS
"""

import os
import random
import signal
import sys
import time
from datetime import timedelta
from itertools import pairwise
from uuid import UUID, uuid4

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import OperationalError, connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from madoguchi.core.events.numbering import number  # noqa: E402
from madoguchi.core.events.public import StoredEvent, feed, record  # noqa: E402
from madoguchi.engines.cases.public import CaseAccepted  # noqa: E402
from madoguchi.engines.people.testing import SYSTEM  # noqa: E402
from tests.races.booker import fork  # noqa: E402

SECTION = "races"


def write(events: int, seed: int) -> None:
    """Each in a transaction that ends sooner or later; some identifiers are of long before, as the relay brings them."""
    chance = random.Random(seed)
    for n in range(events):
        try:
            with transaction.atomic():
                stored = record(CaseAccepted(uuid4(), number=f"{seed}-{n}"), by=SYSTEM, at=timezone.now(), section=SECTION)
                if chance.random() < 0.1:
                    late(stored)
                time.sleep(chance.random() ** 4 * 0.5)
                if chance.random() < 0.1:
                    transaction.set_rollback(True)
        except OperationalError:
            continue


def late(stored: StoredEvent) -> None:
    """Another event of an hour ago."""
    old = UUID(int=int((timezone.now() - timedelta(hours=1)).timestamp() * 1000) << 80 | uuid4().int >> 48)
    StoredEvent.objects.create(
        id=old, kind=stored.kind, at=stored.at, by=stored.by, section=SECTION, subject_kind="case", subject_id=str(uuid4()), data={}
    )


def keep_numbering() -> None:
    while True:
        try:
            number(timezone.now())
        except OperationalError:
            continue
        time.sleep(0.01)


def race(writers: int, events: int, kills: int) -> None:
    call_command("migrate", verbosity=0, skip_checks=True)
    writing = [fork(lambda seed=seed: write(events, seed)) for seed in range(writers)]  # type: ignore[misc]
    numbering = [fork(keep_numbering) for _n in range(3)]
    chance, read, cursor, killed = random.Random(3), [], None, 0
    ends, quiet = time.monotonic() + 120, 0
    while time.monotonic() < ends and quiet < 100:
        found = feed({SECTION}, after=cursor, limit=chance.randint(1, 9))
        read += [event.pk for event in found]
        cursor = found[-1].pk if found else cursor
        writing = [child for child in writing if not os.waitpid(child, os.WNOHANG)[0]]
        quiet = 0 if found or writing else quiet + 1
        if killed < kills and len(read) > 20 * (killed + 1):
            killed += 1
            gone = numbering.pop()
            os.kill(gone, signal.SIGKILL)
            os.waitpid(gone, 0)
            numbering.append(fork(keep_numbering))
        if not found:
            time.sleep(0.02)
    for child in numbering:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    kept = set(StoredEvent.objects.filter(section=SECTION).values_list("pk", flat=True))
    if len(read) != len(set(read)):
        print(f"{len(read) - len(set(read))} given twice")
    if missing := kept - set(read):
        print(f"{len(missing)} passed over")
    if set(read) - kept:
        print("given, and not there")
    turned = sum(one > other for one, other in pairwise(read))
    print(
        f"{connection.vendor}: read {len(read)} of {len(kept)}, {turned} against their identifiers, {killed} killed",
        file=sys.stderr,
    )


if __name__ == "__main__":
    race(*(int(one) for one in sys.argv[1:]))
