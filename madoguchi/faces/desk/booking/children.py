"""一時預かりの窓口: children to be met, days to be acknowledged, the sheet of the day."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from madoguchi.core.calendar.public import parse_date, today
from madoguchi.core.refused import Refused
from madoguchi.core.text.public import format_phone
from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.public import nursery
from madoguchi.faces.desk.outcomes import attempt
from madoguchi.faces.shell.guard import open_to

SHOWN = 100


@open_to("booking.see", purpose="counter")
@require_safe
def children(request: Any) -> HttpResponse:
    """What waits: days whose allergies nobody has read, children whom nobody has met."""
    by, at = request.actor, request.received_at
    waiting = list(nursery.stays_to_read(by, at=at)[:SHOWN])
    registered = list(nursery.children_of(by)[:SHOWN])
    booking.note_listed([stay.reservation for stay in waiting], by=by, at=at)
    booking.note_children({*(stay.child for stay in waiting), *registered}, by=by, at=at)
    context = {
        "waiting": [(stay, stay.child.about) for stay in waiting],
        "children": [(one, one.about, max((i.held_on for i in one.interviews.all()), default=None)) for one in registered],
        "nurseries": [one for one in booking.bookables() if one.nursery and one.department in by.sections_with("booking.see")],
        "today": today(at),
        "tab": "children",
    }
    return render(request, "desk/booking/children.html", context)


@open_to("booking.manage", purpose="counter")
@require_POST
def do(request: Any, pk: UUID) -> HttpResponse:
    by, at = request.actor, request.received_at
    if request.POST.get("do") == "acknowledge":
        stay = get_object_or_404(nursery.Stay, pk=request.POST.get("stay", "0") or 0, child__in=nursery.children_of(by))
        revision = request.POST.get("revision", "")
        number = int(revision) if revision.isdecimal() and revision.isascii() else 0
        attempt(request, lambda: nursery.acknowledge(stay, revision=number, by=by, at=at), _("確認しました。予約が確定しました。"))
    else:
        child = get_object_or_404(nursery.children_of(by), pk=pk)
        try:
            held_on = parse_date(request.POST.get("held_on", ""))
        except (Refused, ValueError) as refusal:
            messages.error(request, str(refusal))
        else:
            attempt(request, lambda: nursery.record_interview(child, held_on, by=by, at=at), _("面談を記録しました。"))
    return redirect("desk:booking-children")


@open_to("booking.see", purpose="counter")
@require_safe
def day(request: Any, code: str) -> HttpResponse:
    """The sheet of the day, for printing: who comes, class, allergies, medical care, meal, whom to call."""
    by, at = request.actor, request.received_at
    try:
        on: date = parse_date(request.GET["day"]) if request.GET.get("day") else today(at)
    except (Refused, ValueError) as refusal:
        messages.error(request, str(refusal))
        on = today(at)
    one = booking.bookable(code)
    stays = list(nursery.stays_on(code, on, by=by))
    booking.note_children({stay.child for stay in stays}, by=by, at=at)
    rows = [(stay, on_sheet(stay.child.about), one.track(stay.reservation.track)) for stay in stays]
    return render(request, "desk/booking/nursery_day.html", {"bookable": one, "day": on, "rows": rows, "tab": "children"})


def on_sheet(about: dict[str, Any]) -> dict[str, Any]:
    """With the telephone number as one reads it when in a hurry."""
    return {**about, "emergency": format_phone(about["emergency"]) if about.get("emergency") else ""}
