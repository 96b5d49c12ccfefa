"""空いている枠から選ぶ: what is shown of one thing in a rush instead of its calendar: a handful of free slots, others to the
next person, so that not all reach for the same. Whoever wants a certain day finds the calendar behind a link.
"""

from collections import Counter
from datetime import timedelta
from math import gcd
from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string

from madoguchi.core.calendar.public import today
from madoguchi.engines.booking import public as booking
from madoguchi.faces.portal.booking import grid
from madoguchi.faces.portal.booking.drawn import CSRF, draw_once, key_of, may_be_shared, place
from madoguchi.faces.portal.home.views import department_or_none

SHOWN = 20
HANDS = 16
"""So many different handfuls at most."""
LOOKS_AHEAD = timedelta(days=92)
PLAIN = {"", "view=week", "view=month", "view=list"}
"""Queries of whoever asks for nothing in particular."""


def picks(request: Any) -> bool:
    """Whether this person, who was let in, is shown a handful: they asked for no certain day, and nothing is known of them."""
    return is_plain(request) and may_be_shared(request)


def is_plain(request: Any) -> bool:
    return request.META.get("QUERY_STRING", "") in PLAIN


def key(request: Any) -> tuple[Any, ...]:
    return key_of(request, "picks", request.turn.number % HANDS)


def stride(free: int, a_day: int) -> int:
    """How far apart the slots of a handful are: not a day's worth, or a person would see one time of the day only."""
    step = max(min(free // SHOWN, HANDS), 1)
    while gcd(step, a_day) > 1:
        step -= 1
    return step


def handful(request: Any, one: booking.Bookable) -> HttpResponse | None:
    """Every so-manieth of the free slots, beginning with another for each hand. None where nothing is free."""
    at = request.received_at
    first = today(at)
    free = list(booking.free_slots_of(one.code, first, first + LOOKS_AHEAD, at=at))
    if one.tracks:
        free = [slot for slot in free if slot.track == one.tracks[0].code]
    if not free:
        return None
    step = stride(len(free), max(Counter(slot.day for slot in free).values()))
    mine = free[request.turn.number % HANDS % step :: step][:SHOWN]
    context = {
        "csrf_token": place(CSRF),
        "bookable": one,
        "days": [day for day in grid.days(grid.cells_of(mine, at), mine[0].day, mine[-1].day) if day.cells],
        "first_day": free[0].day,
        "free": len(free),
        "shown": len(mine),
        "department": department_or_none(one.department),
    }
    return draw_once(HttpResponse(render_to_string("portal/booking/picking.html", context, request)), key(request))
