"""枠: what is offered in a week, how many places are given, and the way to a closure."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.public import waiting as line
from madoguchi.faces.desk.booking.phone import own_bookables, sought_of
from madoguchi.faces.portal.booking.grid import monday_of
from madoguchi.faces.shell.guard import open_to


@open_to("booking.see")
@require_safe
def slots(request: Any) -> HttpResponse:
    known = own_bookables(request)
    sought = sought_of(request, known)
    first = monday_of(sought.day)
    rows = list(booking.slots_of(sought.one.code, first, first + timedelta(days=6))) if sought.one else []
    context = {
        "known": known,
        "sought": sought,
        "rows": rows,
        "waiting": line.numbers_waiting(rows),
        "first": first,
        "before": first - timedelta(days=7),
        "after": first + timedelta(days=7),
        "tab": "slots",
    }
    return render(request, "desk/booking/slots.html", context)
