"""待ち時間: how long it takes just now, for those at home; the wall in the hall; the terminal for tickets; one's own ticket."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from madoguchi.core.refused import Refused
from madoguchi.core.typesetting.public import qr_svg
from madoguchi.engines.booking.public import counter as counters_
from madoguchi.faces.portal.counter.places import is_kiosk
from madoguchi.faces.shell.guard import open_to

WALL_SECONDS, OWN_SECONDS = 5, 20


@open_to("anyone")
@require_safe
def counters(request: Any) -> HttpResponse:
    rows = [(one, counters_.line_states(one, request.received_at)) for one in counters_.counters()]
    return render(request, "portal/counter/counters.html", {"rows": rows, "now": request.received_at})


@open_to("anyone")
@require_safe
def counter(request: Any, code: str) -> HttpResponse:
    found = _counter(code)
    states = counters_.line_states(found, request.received_at)
    return render(request, "portal/counter/counter.html", {"counter": found, "states": states, "now": request.received_at})


@open_to("anyone")
@require_safe
def wall(request: Any, code: str) -> HttpResponse:
    """For the display in the hall: what is called, large; it renews itself, and says a new number aloud where it may."""
    found, at = _counter(code), request.received_at
    calls = counters_.on_the_wall(found, at)
    context = {
        "counter": found,
        "newest": calls[0] if calls else None,
        "calls": calls[1:],
        "states": counters_.line_states(found, at),
        "now": at,
        "change": counters_.last_change(found, at),
        "seconds": WALL_SECONDS,
    }
    return render(request, "portal/counter/wall.html", context)


@open_to("anyone")
def kiosk(request: Any, code: str, mark: str) -> HttpResponse:
    """The terminal in the hall: check in by the number or QR code of a reservation, or take a ticket."""
    found = _counter(code)
    if not is_kiosk(code, mark):
        raise Http404
    if request.method == "POST":
        try:
            if "number" in request.POST and "line" not in request.POST:
                ticket = counters_.check_in(found, request.POST["number"], by=request.actor, at=request.received_at)
            else:
                asked = request.POST.get("asked", "")[:64] or None
                line = request.POST.get("line", "")
                ticket = counters_.take_ticket(found, line, by=request.actor, at=request.received_at, asked=asked)
            return redirect("portal:ticket", ticket.token)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("portal:counter-kiosk", code, mark)
    states = counters_.line_states(found, request.received_at)
    return render(request, "portal/counter/kiosk.html", {"counter": found, "states": states, "asked": uuid4()})


@open_to("anyone")
@require_safe
def ticket(request: Any, token: str) -> HttpResponse:
    """One's own place in the line, for whoever holds the ticket: to be left open on a telephone."""
    found = _ticket(token)
    at = _counter(found.counter)
    context = {
        "ticket": found,
        "counter": at,
        "line": at.line(found.line),
        "place": counters_.place_of(found, at, request.received_at),
        "now": request.received_at,
        "seconds": OWN_SECONDS,
        "qr": qr_svg(request.build_absolute_uri(), module=1.2),
    }
    return render(request, "portal/counter/ticket.html", context)


@open_to("anyone")
@require_POST
def leave(request: Any, token: str) -> HttpResponse:
    try:
        counters_.give_up(_ticket(token), by=request.actor, at=request.received_at)
        messages.success(request, _("待つのをやめました。"))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("portal:ticket", token)


def _counter(code: str) -> counters_.Counter:
    try:
        return counters_.counter_of(code)
    except Refused:
        raise Http404 from None


def _ticket(token: str) -> counters_.Ticket:
    found = counters_.Ticket.objects.filter(token=token).first()
    if found is None:
        raise Http404
    return found
