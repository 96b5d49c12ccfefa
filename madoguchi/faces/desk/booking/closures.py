"""休止: close a time, and see to each who is booked in it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from madoguchi.core.calendar.public import TOKYO, parse_date
from madoguchi.core.refused import Refused
from madoguchi.engines.booking import public as booking
from madoguchi.faces.desk.booking.phone import own_bookables
from madoguchi.faces.desk.outcomes import attempt, attempt_each
from madoguchi.faces.shell.fields import ErrorLink
from madoguchi.faces.shell.guard import open_to

PAGE = 50
T = TypeVar("T")


@open_to("booking.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def closures(request: Any) -> HttpResponse:
    """Those in force and the last ones, and a form for a new one."""
    mine = request.actor.sections_with("booking.manage")
    errors: list[ErrorLink] = []
    if request.method == "POST" and (made := closed(request, errors)):
        return redirect("desk:booking-closure", pk=made.pk)
    rows = booking.Closure.objects.filter(section__in=mine).order_by("lifted_at", "-from_at")[:PAGE]
    context = {
        "known": own_bookables(request), "rows": rows, "titles": titles(), "errors": errors, "given": request.POST,
        "code": request.POST.get("code") or request.GET.get("code", ""), "tab": "closures",
        "wrong": {error.anchor for error in errors},
    }  # fmt: skip
    return render(request, "desk/booking/closures.html", context, status=422 if errors else 200)


def closed(request: Any, errors: list[ErrorLink]) -> booking.Closure | None:
    """Closed as typed; or all that is wrong with it, each at its field."""
    given = request.POST
    if given.get("code", "") not in {one.code for one in own_bookables(request)}:
        errors.append(ErrorLink("code", _("何を休止するかを選んでください。")))
    first, until = moments(given, errors)
    if not given.get("reason", "").strip():
        errors.append(ErrorLink("reason", str(booking.ClosureNeedsReason.message)))
    if errors or first is None or until is None:
        return None
    try:
        return booking.close(given["code"], first, until, reason=given["reason"], by=request.actor, at=request.received_at)
    except booking.ClosureBackwards as refusal:
        errors.append(ErrorLink("until_day", str(refusal)))
    except Refused as refusal:
        errors.append(ErrorLink("", str(refusal)))
    return None


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


def moments(given: Mapping[str, str], errors: list[ErrorLink]) -> tuple[datetime | None, datetime | None]:
    """From and until as typed: a day, with a time or without (the whole day). What can't be read is put among the errors."""
    first_day = read(_day, given, "from_day", errors)
    first_time = read(_clock, given, "from_time", errors)
    last_day = read(_day, given, "until_day", errors) if given.get("until_day", "").strip() else first_day
    last_time = read(_clock, given, "until_time", errors)
    first = datetime.combine(first_day, first_time or time(0), TOKYO) if first_day else None
    until = datetime.combine(last_day, last_time or time(0), TOKYO) if last_day else None
    return first, until + timedelta(days=1) if until and last_time is None else until


def read(kind: Callable[[str], T], given: Mapping[str, str], field: str, errors: list[ErrorLink]) -> T | None:
    try:
        return kind(given.get(field, "").strip())
    except (Refused, ValueError) as refusal:
        errors.append(ErrorLink(field, str(refusal)))
        return None


def _day(typed: str) -> date:
    if not typed:
        raise ValueError(_("休止を始める日を入力してください。"))
    return parse_date(typed)


def _clock(typed: str) -> time | None:
    try:
        return time.fromisoformat(typed.zfill(5)) if typed else None
    except ValueError:
        raise ValueError(_("時刻は 9:00 のように入力してください。")) from None
