"""The demo's day at the counter: a morning's tickets, some served, some waiting, by the real actions."""

from datetime import datetime, timedelta

from madoguchi.core.calendar.public import TOKYO, today
from madoguchi.engines.booking.public import counter as counters
from madoguchi.engines.people import public as people

ARRIVED = [("moving", 68), ("certificate", 61), ("card", 55), ("moving", 50), ("certificate", 44), ("moving", 40),
           ("certificate", 31), ("card", 25), ("moving", 22), ("certificate", 12), ("moving", 9), ("card", 4)]  # fmt: skip
"""Line, and how many minutes ago somebody took a ticket of it."""
CALLED = [("1", 60), ("3", 55), ("5", 48), ("1", 41), ("3", 40), ("1", 24), ("3", 22), ("5", 20), ("2", 16)]
"""Desk, and how many minutes ago it called the next."""


def make_day(at: datetime) -> int:
    """Tickets of today at 市民課; none where there are some, or where the city has no such counter."""
    found = next((one for one in counters.counters() if one.code == "shimin"), None)
    clerk = people.Account.objects.filter(email="shimin@desk.example.jp").first()
    if found is None or clerk is None or counters.Ticket.objects.filter(day=today(at)).exists():
        return 0
    steps = [(minutes, "take", line) for line, minutes in ARRIVED] + [(minutes, "call", desk) for desk, minutes in CALLED]
    here = at.astimezone(TOKYO)
    since_midnight = here.hour * 60 + here.minute
    for minutes, what, code in sorted(steps, reverse=True):
        then = at - timedelta(minutes=minutes * min(1, since_midnight / 70))
        if what == "take":
            counters.take_ticket(found, code, by=people.ANONYMOUS, at=then)
        else:
            by = people.actor_for(clerk, then, session="demo", second_factor=True)
            before = counters.open_call(found, code)
            counters.call_next(found, code, seen=before.pk if before else None, by=by, at=then)
    return len(ARRIVED)
