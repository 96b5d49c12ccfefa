"""One reservation at the desk: found by number, telephone or name; changed, called off."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from madoguchi.core.refused import NotFound, Refused
from madoguchi.engines.booking import public as booking
from madoguchi.engines.cases import public as cases
from madoguchi.engines.forms.public import shown
from madoguchi.faces.desk.outcomes import attempt
from madoguchi.faces.portal.booking.frame import span_words
from madoguchi.faces.shell.guard import open_to

NEAR = 24


@open_to("booking.see", purpose="counter")
@require_POST
def find(request: Any) -> HttpResponse:
    """By booking number, telephone or the beginning of a name. What was typed is never in the address."""
    typed = request.POST.get("q", "").strip()[:100]
    rows = booking.find_reservations(typed, by=request.actor, at=request.received_at)
    if len(rows) == 1:
        return redirect("desk:booking-one", number=rows[0].number)
    return render(request, "desk/booking/found.html", {"rows": rows, "q": typed, "tab": "phone"})


@open_to("booking.see", purpose="counter")
@require_safe
def one(request: Any, number: str) -> HttpResponse:
    row = booking.look_reservation(number, by=request.actor, at=request.received_at, purpose="counter")
    first = row.starts_at.date() - timedelta(days=7)
    near = booking.slots_for_desk(row.bookable, first, first + timedelta(days=67), track=row.track, at=request.received_at)
    held = list(booking.slots_held(row))
    context = {
        "row": row,
        "bookable": row.definition,
        "when": span_words(row.starts_at, row.ends_at),
        "state": booking.standing_of(row, request.received_at),
        "contact": row.contact,
        "sections": shown(row.definition, row.answers, row.made_at.date()) if row.answers else [],
        "near": [s for s in near if s.pk not in held and s.free >= row.party and not s.blocked][:NEAR],
        "held": held if row.definition.waiting_hours and not row.definition.nursery else [],
        "case": case_of(row, request),
        "in_series": booking.is_in_series(row),
        "tab": "phone",
    }
    return render(request, "desk/booking/one.html", context)


def case_of(row: booking.Reservation, request: Any) -> cases.Case | None:
    """The case that the visit belongs to, for whoever may open it."""
    application = cases.application_asking(row)
    return cases.Case.objects.visible_to(request.actor).filter(application=application).first() if application else None


@open_to("booking.cancel", purpose="counter")
@require_POST
def do(request: Any, number: str) -> HttpResponse:
    row = booking.look_reservation(number, by=request.actor, at=request.received_at, purpose="counter")
    by, at = request.actor, request.received_at
    what = request.POST.get("do", "")
    if what == "cancel":
        attempt(request, lambda: booking.cancel(row, by=by, at=at), _("予約を取り消しました。"))
    elif what == "cancel-rest":
        attempt(request, lambda: booking.cancel_rest(row, by=by, at=at), _("この回から後の予約を取り消しました。"))
    elif what == "move":
        try:
            booking.change(row, booking.in_a_row(request.POST.get("slot", ""), max(len(booking.slots_held(row)), 1)), by=by, at=at)
        except NotFound:
            raise
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("予約の日時を変えました。"))
    else:
        raise Http404
    return redirect("desk:booking-one", number=row.number)
