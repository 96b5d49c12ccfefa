"""休止: close a time, and see to each who is booked in it."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from madoguchi.core.calendar.public import TOKYO, parse_date
from madoguchi.core.refused import NotFound, Refused
from madoguchi.engines.booking import public as booking
from madoguchi.faces.desk.booking.phone import own_bookables
from madoguchi.faces.desk.outcomes import attempt, attempt_each
from madoguchi.faces.shell.fields import ErrorLink
from madoguchi.faces.shell.guard import open_to

PAGE = 50


@open_to("booking.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def closures(request: Any) -> HttpResponse:
    """Those in force and the last ones, and a form for a new one."""
    mine = request.actor.sections_with("booking.manage")
    errors: list[ErrorLink] = []
    if request.method == "POST":
        try:
            first, until = moments(request)
            made = booking.close(
                request.POST.get("code", ""), first, until, reason=request.POST.get("reason", ""),
                by=request.actor, at=request.received_at,
            )  # fmt: skip
        except NotFound:
            errors = [ErrorLink("code", _("何を休止するかを選んでください。"))]
        except (Refused, ValueError) as refusal:
            errors = [ErrorLink("", str(refusal))]
        else:
            return redirect("desk:booking-closure", pk=made.pk)
    rows = booking.Closure.objects.filter(section__in=mine).order_by("lifted_at", "-from_at")[:PAGE]
    context = {
        "known": own_bookables(request), "rows": rows, "titles": titles(), "errors": errors, "given": request.POST,
        "code": request.POST.get("code") or request.GET.get("code", ""), "tab": "closures",
    }  # fmt: skip
    return render(request, "desk/booking/closures.html", context, status=422 if errors else 200)


@open_to("booking.manage", purpose="counter")
@require_safe
def closure(request: Any, pk: UUID) -> HttpResponse:
    found = own(request, pk)
    rows = list(booking.affected(found)[:200])
    context = {"closure": found, "rows": [(row, row.contact) for row in rows], "titles": titles(), "tab": "closures"}
    booking.note_listed(rows, by=request.actor, at=request.received_at)
    return render(request, "desk/booking/closure.html", context)


@open_to("booking.manage", purpose="counter")
@require_POST
def do(request: Any, pk: UUID) -> HttpResponse:
    found = own(request, pk)
    by, at = request.actor, request.received_at
    chosen = set(request.POST.getlist("number"))
    rows = [row for row in booking.affected(found)[:200] if row.number in chosen]
    match request.POST.get("do", ""):
        case "reopen":
            attempt(request, lambda: booking.reopen(found, by=by, at=at), _("休止を解除しました。"))
        case "move":
            done = attempt_each(request, rows, lambda row: booking.move_to_nearest(row, by=by, at=at))
            attempt(request, lambda: None, _("%(n)s件を近い空きに移し、本人に知らせました。") % {"n": done} if done else "")
        case "call-off":
            done = booking.call_off(rows, by=by, at=at)
            attempt(request, lambda: None, _("%(n)s件を取り消し、本人に知らせました。") % {"n": done} if done else "")
        case _other:
            raise Http404
    return redirect("desk:booking-closure", pk=found.pk)


def own(request: Any, pk: UUID) -> booking.Closure:
    return get_object_or_404(booking.Closure, pk=pk, section__in=request.actor.sections_with("booking.manage"))


def titles() -> dict[str, str]:
    return {one.code: str(one.title) for one in booking.bookables()}


def moments(request: Any) -> tuple[datetime, datetime]:
    """From and until as typed: a day, with a time or without (the whole day). Raises Refused, ValueError."""
    first = _moment(request.POST.get("from_day", ""), request.POST.get("from_time", ""), time(0))
    last_day = request.POST.get("until_day", "") or request.POST.get("from_day", "")
    if request.POST.get("until_time"):
        return first, _moment(last_day, request.POST["until_time"], time(0))
    return first, _moment(last_day, "", time(0)) + timedelta(days=1)


def _moment(day: str, clock: str, otherwise: time) -> datetime:
    try:
        at = time.fromisoformat(clock.strip().zfill(5)) if clock.strip() else otherwise
    except ValueError:
        raise ValueError(_("時刻は 9:00 のように入力してください。")) from None
    return datetime.combine(parse_date(day), at, TOKYO)
