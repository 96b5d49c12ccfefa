"""当日の一覧: who is expected on a day, who has come, who has not."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from madoguchi.core.calendar.public import parse_date, today
from madoguchi.core.refused import Refused
from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.public import counter as counters
from madoguchi.faces.desk.outcomes import attempt, back
from madoguchi.faces.shell.guard import open_to

ACTS = {"came": counters.attend, "missed": counters.miss}


@open_to("counter.see", purpose="counter")
@require_safe
def day(request: Any) -> HttpResponse:
    """By time; of all things to book of one's sections, or of one. Each name seen here is written down."""
    on = _day(request)
    known = [one for one in booking.bookables() if one.department in request.actor.sections_with("booking.see")]
    chosen = request.GET.get("bookable", "")
    rows = counters.day_list(by=request.actor, at=request.received_at, day=on, bookables=[chosen] if chosen else ())
    context = {
        "day": on,
        "before": on - timedelta(days=1),
        "after": on + timedelta(days=1),
        "rows": [(one, _name(one), _state(one, request)) for one in rows],
        "known": known,
        "chosen": chosen,
        "here": request.get_full_path(),
        "tab": "day",
    }
    return render(request, "desk/counter/day.html", context)


@open_to("counter.check-in", purpose="counter")
@require_POST
def mark(request: Any, number: str, what: str) -> HttpResponse:
    if what not in ACTS:
        raise Http404
    reservation = booking.look_reservation(number, by=request.actor, at=request.received_at, purpose="counter")
    said = _("受け付けました：%(number)s") if what == "came" else _("来なかったと記録しました：%(number)s")
    attempt(request, lambda: ACTS[what](reservation, by=request.actor, at=request.received_at), said % {"number": number})
    return back(request, reverse("desk:day"))


def _day(request: Any) -> date:
    try:
        return parse_date(request.GET["day"]) if request.GET.get("day") else today(request.received_at)
    except (Refused, ValueError) as refusal:
        messages.error(request, str(refusal))
        return today(request.received_at)


def _name(reservation: booking.Reservation) -> str:
    contact = reservation.contact
    return str(contact.get("group") or contact.get("name") or "")


def _state(reservation: booking.Reservation, request: Any) -> str:
    attendance = getattr(reservation, "attendance", None)
    if attendance is not None:
        return "came" if attendance.came else "missed"
    return "late" if request.received_at > reservation.starts_at else "expected"
