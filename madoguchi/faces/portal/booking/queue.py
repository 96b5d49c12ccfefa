"""順番待ち: before the pages of booking, when more come than can be served. The number is in a signed cookie; the page says
how many are before it and how long that takes, and renews itself without a script. The API hands the same numbers out in a header.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string

from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.public import rush
from madoguchi.faces.portal.booking.drawn import TURN, draw_once, key_of, place
from madoguchi.faces.portal.home.views import department_or_none
from madoguchi.faces.shell.context import Shell

SALT = "portal.booking.turn"
IN_LASTS = 20 * 60
"""Seconds for which somebody who was let in may come and go."""
NUMBER_LASTS = 6 * 60 * 60
SOON = 60


def in_turn(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """To this page when it is the person's turn, which the middleware has found out; until then the page of who waits."""

    @wraps(view)
    def queued(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        turn = getattr(request, "turn", None)
        if turn is None or turn.is_in:
            return view(request, *args, **kwargs)
        return waiting(request, turn, kwargs.get("code", ""))

    return queued


def turn_of(given: str, at: datetime, *, begins: bool = True) -> rush.Turn | None:
    """Whose turn it is by what was handed out, asked of everybody who comes while there is a rush. None: nobody queues now.
    `begins`: whether many of such callers are a rush.
    """
    most = float(settings.MADO_RUSH)
    if most <= 0:
        return None
    number, let_in = _read(given)
    if let_in:
        return rush.Turn(number, 0, 0)
    turn = rush.turn_of(number, at, most=most) if number else None
    if turn is None and (rush.is_rush if begins else rush.is_running)(at, most=most):
        turn = rush.take_number(at, most=most)
    return turn


def waiting(request: Any, turn: rush.Turn, code: str) -> HttpResponse:
    """The page of who waits, with places for what is theirs: whoever they are it says the same, so it is drawn for all of them.
    A form that was sent meanwhile leads to the calendar, which can be asked for again.
    """
    if request.method != "GET":
        return redirect("portal:booking-calendar", code=code)
    one = next((one for one in booking.bookables() if one.code == code), None)
    around = Shell(request, plain=True)
    context = {
        **{name: place(name) for name in own_of(turn)},
        "shell": around,
        "mado": around,
        "soon": turn.seconds < SOON,
        "bookable": one,
        "left": booking.first_free([code], at=request.received_at) if one else None,
        "department": department_or_none(one.department) if one else None,
    }
    response = HttpResponse(render_to_string("portal/booking/queue.html", context))
    response.headers["Cache-Control"] = "private, no-store"
    return draw_once(response, waiting_key(request, turn))


def waiting_key(request: Any, turn: rush.Turn) -> tuple[Any, ...]:
    return key_of(request, "waits", turn.seconds < SOON)


def own_of(turn: rush.Turn) -> dict[str, object]:
    """What stands on the page of one who waits."""
    minutes = -(-turn.seconds // 60)
    return {"number": turn.number, "ahead": turn.ahead, "seconds": turn.seconds, "minutes": minutes, "again": again(turn)}


def again(turn: rush.Turn) -> int:
    """Seconds after which the page renews itself: soon where it is soon, seldom where it takes long."""
    return min(max(turn.seconds // 4, min(turn.seconds, 10), 2), 60)


def hand_out(response: HttpResponseBase, turn: rush.Turn) -> None:
    age = IN_LASTS if turn.is_in else NUMBER_LASTS
    response.set_cookie(TURN, written(turn), max_age=age, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)


def written(turn: rush.Turn) -> str:
    """The number, and whether it is in, as nobody else can write it."""
    return signing.dumps([turn.number, turn.is_in], salt=SALT)


def is_handed_out(given: str, turn: rush.Turn) -> bool:
    """Whether it says already what it would be told."""
    return _read(given) == (turn.number, turn.is_in)


def _read(given: str) -> tuple[int, bool]:
    """The number, and whether it was let in; 0 without one, or with one that nobody signed."""
    if not given:
        return 0, False
    try:
        number, let_in = signing.loads(given, salt=SALT, max_age=NUMBER_LASTS)
        if let_in:
            signing.loads(given, salt=SALT, max_age=IN_LASTS)
    except signing.BadSignature:
        return 0, False
    return int(number), bool(let_in)
