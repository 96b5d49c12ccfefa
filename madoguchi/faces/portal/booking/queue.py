"""順番待ち: before the pages of booking, when more come than can be served. The number is in a signed cookie; the page says
how many are before it and how long that takes, and renews itself without a script.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string

from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.public import rush
from madoguchi.faces.portal.home.views import department_or_none

COOKIE, SALT = "mado_turn", "portal.booking.turn"
IN_LASTS = 20 * 60
"""Seconds for which somebody who was let in may come and go."""
NUMBER_LASTS = 6 * 60 * 60
OWN = ("number", "ahead", "seconds", "minutes", "again")
DRAWN: dict[tuple[str, str, bool], tuple[float, str]] = {}
DRAWN_LASTS, MOST_DRAWN = 2.0, 100


def in_turn(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Let a person to this page when it is their turn; at once while there is no rush."""

    @wraps(view)
    def queued(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        a_second = float(settings.MADO_RUSH)
        if a_second <= 0 or request.actor.kind == "staff" or is_in(request):
            return view(request, *args, **kwargs)
        at, number = request.received_at, number_of(request)
        turn = rush.turn_of(number, at, a_second=a_second) if number else None
        if turn is None:
            if not rush.is_rush(at):
                return view(request, *args, **kwargs)
            turn = rush.take_number(at, a_second=a_second)
        response = view(request, *args, **kwargs) if turn.is_in else waiting(request, turn, kwargs.get("code", ""))
        keep(response, turn)
        return response

    return queued


def waiting(request: Any, turn: rush.Turn, code: str) -> HttpResponse:
    """The page of who waits. A form that was sent meanwhile leads to the calendar, which can be asked for again."""
    if request.method != "GET":
        return redirect("portal:booking-calendar", code=code)
    again = min(max(turn.seconds // 5, 10), 60)
    text = drawn(request, code, soon=turn.seconds < 60)
    own = {"number": turn.number, "ahead": turn.ahead, "seconds": turn.seconds, "minutes": -(-turn.seconds // 60), "again": again}
    for name, value in own.items():
        text = text.replace(place(name), str(value))
    response = HttpResponse(text)
    response.headers["Refresh"] = str(again)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def drawn(request: Any, code: str, *, soon: bool) -> str:
    """The page with places for what is one person's own. For those of whom nothing is known it is drawn once in a while:
    thousands ask for it just when there is least time.
    """
    key = (request.get_full_path(), request.language.code, soon)
    nobody = request.actor.kind == "anonymous" and set(request.COOKIES) <= {COOKIE, settings.CSRF_COOKIE_NAME}
    kept = DRAWN.get(key)
    if nobody and kept and time.monotonic() - kept[0] < DRAWN_LASTS:
        return kept[1]
    one = next((one for one in booking.bookables() if one.code == code), None)
    context = {
        **{name: place(name) for name in OWN},
        "soon": soon,
        "bookable": one,
        "left": booking.first_free([code], at=request.received_at) if one else None,
        "department": department_or_none(one.department) if one else None,
    }
    text = render_to_string("portal/booking/queue.html", context, request)
    if nobody:
        if len(DRAWN) >= MOST_DRAWN:
            DRAWN.clear()
        DRAWN[key] = (time.monotonic(), text)
    return text


def place(name: str) -> str:
    return f"[[{name}]]"


def keep(response: HttpResponse, turn: rush.Turn) -> None:
    value = signing.dumps([turn.number, turn.is_in], salt=SALT)
    age = IN_LASTS if turn.is_in else NUMBER_LASTS
    response.set_cookie(COOKIE, value, max_age=age, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)


def is_in(request: Any) -> bool:
    return _read(request, IN_LASTS)[1]


def number_of(request: Any) -> int:
    """The number in the cookie; 0 without one, or with one that nobody signed."""
    return _read(request, NUMBER_LASTS)[0]


def _read(request: Any, lasts: int) -> tuple[int, bool]:
    given = request.COOKIES.get(COOKIE)
    if not given:
        return 0, False
    try:
        number, let_in = signing.loads(given, salt=SALT, max_age=lasts)
    except signing.BadSignature:
        return 0, False
    return int(number), bool(let_in)
