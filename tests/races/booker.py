"""Many processes book, hold, change and cancel on few slots; some are killed. Run by `test_booking.py`:

python -m tests.races.booker storm CHILDREN SECONDS KILLS SEED    everything at once, with kills
python -m tests.races.booker contest CHILDREN SLOTS               one slot after another, all after the same
"""

import os
import random
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from madoguchi.core.refused import Refused  # noqa: E402
from madoguchi.engines.booking import public as booking  # noqa: E402
from madoguchi.engines.booking.testing import a_bookable, a_resource, somebody, untrue_counters  # noqa: E402

LEDGER = Path(settings.MADO_HOME) / "races"
HALVES = ["half-a", "half-b"]


def prepare(capacity: int = 2) -> list[str]:
    """A counter with few places, and a gym that is booked whole or in halves. Ids of tomorrow's slots and later."""
    now = timezone.now()
    opening = {"days": "mon-sun", "hours": "9:00-12:00", "length": 60, "closed_days": "ignore"}
    a_bookable(now, openings=[{**opening, "capacity": capacity}], limits={"party": 2})
    for half in HALVES:
        a_resource(half, at=now)
    a_resource("gym", *HALVES, at=now)
    for code in ("gym", *HALVES):
        a_bookable(
            now, code=f"book-{code}", openings=[{**opening, "capacity": 1}], needs=[{"code": "room", "any_of": [code], "after": 10}]
        )
    rows = booking.Slot.objects.filter(starts_at__gt=now + timedelta(days=1)).order_by("starts_at", "bookable")
    return [str(pk) for pk in rows.values_list("pk", flat=True)]


def note(line: str) -> None:
    """One line, whole or not at all: what this process was told is done."""
    with LEDGER.open("ab", buffering=0) as ledger:
        ledger.write(f"{line}\n".encode())


def fork(work: Callable[[], None]) -> int:
    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def rush(slots: list[str], seed: int, until: float) -> None:
    """One customer after another, until the end."""
    chance, mine = random.Random(seed), []
    while time.monotonic() < until:
        try:
            one_deed(slots, chance, mine, seed)
        except Refused as refusal:
            note(f"refused {refusal.code}")


def one_deed(slots: list[str], chance: random.Random, mine: list[str], seed: int) -> None:
    at, who, deed = timezone.now(), somebody(seed * 1000 + chance.randrange(5)), chance.random()
    if mine and deed < 0.2:
        number = mine.pop(chance.randrange(len(mine)))
        note(f"cancelling {number}")
        booking.cancel(booking.by_number(number, by=who), token=booking.link_token(number), by=who, at=at)
        note(f"cancelled {number}")
    elif mine and deed < 0.35:
        held = booking.by_number(chance.choice(mine), by=who)
        same = booking.Slot.objects.filter(bookable=held.bookable, starts_at__gt=at, withdrawn_at=None)
        to = chance.choice(list(same.values_list("pk", flat=True)[:12]))
        booking.change(held, [to], token=booking.link_token(held.number), by=who, at=at)
        note(f"changed {held.number}")
    elif deed < 0.6:
        kept = booking.hold([chance.choice(slots)], lasts=timedelta(seconds=chance.choice([0.05, 30])), by=who, at=at)
        if chance.random() < 0.7:
            made = booking.reserve(kept, booking.Request(), by=who, at=timezone.now())
            mine.append(made.number)
            note(f"booked {made.number}")
    elif deed < 0.65:
        booking.expire_due(at)
    else:
        made = booking.book([chance.choice(slots)], booking.Request(way=booking.Way.API), by=who, at=at)
        mine.append(made.number)
        note(f"booked {made.number}")


def storm(children: int, seconds: float, kills: int, seed: int) -> None:
    slots = prepare()[:24]
    chance, until = random.Random(seed), time.monotonic() + seconds
    pool = {place: fork(lambda place=place: rush(slots, place + 1, until)) for place in range(children)}  # type: ignore[misc]
    for left in range(kills, 0, -1):
        time.sleep(max((until - time.monotonic()) / (left + 1), 0.02))
        place = chance.randrange(children)
        os.kill(pool[place], signal.SIGKILL)
        os.waitpid(pool[place], 0)
        again = 1000 + left
        pool[place] = fork(lambda again=again: rush(slots, again, until))  # type: ignore[misc]
    failed = sum(os.waitpid(child, 0)[1] != 0 for child in pool.values())
    report(failed)


def contest(children: int, number: int) -> None:
    """All want the same slot at the same moment; of each exactly one may get it."""
    slots = prepare(capacity=1)[:number]
    begin = time.monotonic() + 0.5

    def want(place: int) -> None:
        for turn, slot in enumerate(slots):
            time.sleep(max(begin + turn * 0.08 - time.monotonic(), 0))
            try:
                made = booking.book([slot], booking.Request(way=booking.Way.API), by=somebody(place), at=timezone.now())
                note(f"booked {made.number}")
            except booking.ResourceTaken:
                pass  # the other half of the gym was quicker: nobody has to get this one
            except booking.Busy:
                note("busy")
            except booking.NotFree:
                pass

    pool = [fork(lambda place=place: want(place)) for place in range(children)]  # type: ignore[misc]
    failed = sum(os.waitpid(child, 0)[1] != 0 for child in pool)
    for slot in booking.Slot.objects.filter(pk__in=slots):
        if slot.free and not slot.blocked:
            print(f"nobody got {slot}")
    report(failed)


def report(failed: int) -> None:
    """What is wrong, a line each."""
    lines = LEDGER.read_text(encoding="utf-8").splitlines()
    told = Counter(line.split()[0] for line in lines)
    if failed:
        print(f"{failed} processes failed")
    for wrong in untrue_counters():
        print(f"counter: {wrong}")
    given_up = {line.split()[1] for line in lines if line.startswith(("cancelling", "cancelled"))}
    for number in {line.split()[1] for line in lines if line.startswith("booked")}:
        row = booking.Reservation.objects.filter(number=number).first()
        if row is None or (row.cancelled_at and number not in given_up):
            print(f"lost: {number}")
    taken = sorted(booking.Occupation.objects.in_force(), key=lambda row: (row.unit_id, row.starts_at))
    for one, following in pairwise(taken):
        if one.unit_id == following.unit_id and following.starts_at < one.ends_at:
            print(f"two hands: {one} {following}")
    for row in booking.Reservation.objects.filter(cancelled_at=None):
        seats = booking.Seat.objects.filter(hold_id=row.hold_id, released_at=None).count()
        if seats != 1:
            print(f"{row.number} has {seats} seats")
    print(f"{connection.vendor}: {dict(told)}", file=sys.stderr)


if __name__ == "__main__":
    LEDGER.parent.mkdir(parents=True, exist_ok=True)
    what, *numbers = sys.argv[1:]
    {"storm": storm, "contest": contest}[what](*(int(number) for number in numbers))
