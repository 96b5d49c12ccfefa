"""Many clerks call at one counter; many who wait answer offers while places come back. Run by `test_calling.py`:

python -m tests.races.caller calls CHILDREN TICKETS KILLS    takers and clerks at once, two clerks a desk
python -m tests.races.caller both                            both, small
python -m tests.races.caller line CHILDREN SECONDS KILLS     cancel, accept, decline, lapse, hand out, snatch
"""

import os
import random
import signal
import sys
import time
from collections import Counter
from datetime import timedelta

import django

django.setup()

from django.db import OperationalError, connection  # noqa: E402
from django.db.models import Sum  # noqa: E402
from django.utils import timezone  # noqa: E402

from madoguchi.core.calendar.public import today  # noqa: E402
from madoguchi.core.refused import Refused  # noqa: E402
from madoguchi.engines.booking import public as booking  # noqa: E402
from madoguchi.engines.booking.public import counter as counters  # noqa: E402
from madoguchi.engines.booking.public import waiting as line  # noqa: E402
from madoguchi.engines.booking.testing import a_bookable, counter, somebody, untrue_counters  # noqa: E402
from madoguchi.engines.people.testing import ANONYMOUS, SYSTEM, an_officer  # noqa: E402
from tests.races.booker import fork  # noqa: E402

DESKS = 4


def patient(act):  # type: ignore[no-untyped-def]
    """A locked database is no answer: try again. A refusal is one."""
    for _try in range(200):
        try:
            return act()
        except OperationalError:
            time.sleep(0.01)
        except Refused:
            return None
    raise AssertionError("locked for ever")


def calls(children: int, tickets: int, kills: int) -> None:
    front = counter.a_counter(timezone.now(), desks=[{"code": str(n)} for n in range(1, DESKS + 1)])
    share = tickets // 2

    def take() -> None:
        for _n in range(share):
            patient(lambda: counters.take_ticket(front, "moving", by=ANONYMOUS, at=timezone.now()))

    def clerk(place: int) -> None:
        """Two clerks stand at each desk and press the same button."""
        me, desk, idle = an_officer(), str(place % DESKS + 1), 0
        while idle < 40:
            call = counters.open_call(front, desk)
            seen = call.pk if call else None
            at = timezone.now()
            made = patient(lambda seen=seen, at=at: counters.call_next(front, desk, seen=seen, by=me, at=at))
            idle = 0 if made else idle + 1
            time.sleep(0.002 if made else 0.05)

    takers = [fork(take) for _n in range(2)]
    clerks = {place: fork(lambda place=place: clerk(place)) for place in range(children)}  # type: ignore[misc]
    chance = random.Random(5)
    for _n in range(kills):
        time.sleep(0.4)
        place = chance.randrange(children)
        os.kill(clerks[place], signal.SIGKILL)
        os.waitpid(clerks[place], 0)
        clerks[place] = fork(lambda place=place: clerk(place))  # type: ignore[misc]
    failed = sum(os.waitpid(child, 0)[1] != 0 for child in [*takers, *clerks.values()])
    if failed:
        print(f"{failed} processes failed")
    numbers = sorted(counters.Ticket.objects.values_list("number", flat=True))
    if numbers != list(range(1, share * 2 + 1)):
        print(f"numbers: {numbers}")
    for ticket, n in Counter(counters.Call.objects.values_list("ticket", flat=True)).items():
        if n != 1:
            print(f"called {n} times: {ticket}")
    left = counters.Ticket.objects.waiting().filter(day=today(timezone.now())).count()
    if left:
        print(f"{left} still wait")
    print(f"{connection.vendor}: called {counters.Call.objects.count()} of {share * 2}", file=sys.stderr)


def in_line(children: int, seconds: int, kills: int) -> None:
    now = timezone.now()
    opening = {"days": "mon-sun", "hours": "9:00-11:00", "length": 60, "closed_days": "ignore", "capacity": 2}
    a_bookable(now, openings=[opening], waiting_hours=1)
    slots = list(booking.Slot.objects.offered().filter(starts_at__gt=now + timedelta(days=2)).order_by("starts_at")[:3])
    for n, slot in enumerate(slots):
        for place in range(2):
            booking.book([slot.pk], booking.Request(), by=somebody(10 * n + place), at=now)
        for place in range(12):
            contact = {"mail": f"w{n}-{place}@example.jp"}
            line.join(slot.pk, contact=contact, by=somebody(100 + 10 * n + place), at=now)
    until = time.monotonic() + seconds

    def rush(seed: int) -> None:
        chance = random.Random(seed)
        while time.monotonic() < until:
            slot, at = chance.choice(slots), timezone.now()
            deed = chance.random()
            if deed < 0.2:
                held = booking.Reservation.objects.filter(starts_at=slot.starts_at, cancelled_at=None).order_by("?").first()
                if held:
                    patient(lambda held=held, at=at: booking.cancel(held, by=SYSTEM, at=at))
            elif deed < 0.6:
                offer = line.Offer.objects.filter(waiting__slot=slot).select_related("waiting__slot").order_by("?").first()
                act = chance.choice([line.accept, line.accept, line.decline])
                if offer:
                    patient(lambda o=offer, act=act, at=at: act(o.waiting, token=o.waiting.token, by=somebody(1), at=at))
            elif deed < 0.7:
                patient(lambda at=at: line.lapse(at + timedelta(minutes=chance.choice([0, 90]))))
            elif deed < 0.8:
                patient(lambda at=at: line.hand_out_all(at))
            elif deed < 0.9:
                waiter = somebody(seed * 100 + chance.randrange(50))
                contact = {"mail": f"x{seed}-{chance.randrange(50)}@example.jp"}
                patient(lambda s=slot, w=waiter, c=contact, at=at: line.join(s.pk, contact=c, by=w, at=at))
            else:
                patient(lambda s=slot, at=at: booking.book([s.pk], booking.Request(), by=somebody(900 + seed), at=at))

    pool = {place: fork(lambda place=place: rush(place + 1)) for place in range(children)}  # type: ignore[misc]
    chance = random.Random(7)
    for n in range(kills):
        time.sleep(seconds / (kills + 1))
        place = chance.randrange(children)
        os.kill(pool[place], signal.SIGKILL)
        os.waitpid(pool[place], 0)
        pool[place] = fork(lambda again=500 + n: rush(again))  # type: ignore[misc]
    failed = sum(os.waitpid(child, 0)[1] != 0 for child in pool.values())
    if failed:
        print(f"{failed} processes failed")
    for wrong in untrue_counters():
        print(f"counter: {wrong}")
    for slot in slots:
        given = booking.Reservation.objects.filter(starts_at=slot.starts_at, cancelled_at=None).aggregate(n=Sum("party"))["n"] or 0
        if given > 2:
            print(f"{slot} has {given}")
    for offer in line.Offer.objects.filter(answer="accepted"):
        if offer.reservation is None:
            print(f"accepted, and nothing came of it: {offer}")
    for offer in line.Offer.objects.filter(answered_at=None).select_related("hold", "waiting"):
        if offer.waiting.ended_at is not None:
            print(f"offered to who waits no more: {offer}")
    counts = dict(Counter(line.Offer.objects.values_list("answer", flat=True)))
    print(f"{connection.vendor}: offers {counts}", file=sys.stderr)


if __name__ == "__main__":
    what, *numbers = sys.argv[1:]
    if what == "both":
        calls(6, 24, 1)
        in_line(5, 2, 2)
    else:
        {"calls": calls, "line": in_line}[what](*(int(number) for number in numbers))
