"""One's own reservation: what to bring, QR, calendar file; changed and cancelled in two taps."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from madoguchi.city.public import all_defined
from madoguchi.core.refused import NotFound, Refused
from madoguchi.core.typesetting.public import qr_svg
from madoguchi.engines.booking import public as booking
from madoguchi.engines.cases import public as cases
from madoguchi.faces.portal.booking import calendar
from madoguchi.faces.portal.booking.frame import held_of, span_words
from madoguchi.faces.portal.home.views import department_or_none
from madoguchi.faces.shell.guard import open_to

PAGE = 50


@open_to("booking.see-own")
@require_GET
def mine(request: Any) -> HttpResponse:
    ahead = booking.reservations_of(request.actor, at=request.received_at)[:PAGE]
    past = booking.reservations_of(request.actor, at=request.received_at, ahead=False)[:PAGE]
    context = {"ahead": ahead, "past": past, "feed": reverse("portal:booking-feed", args=[booking.feed_token(request.actor)])}
    return render(request, "portal/booking/mine.html", context)


@open_to("anyone", purpose="own")
@require_GET
def held(request: Any, number: str) -> HttpResponse:
    row, key = held_of(request, number)
    one = row.definition
    context = {
        "row": row,
        "key": key,
        "bookable": one,
        "when": span_words(row.starts_at, row.ends_at),
        "state": booking.standing_of(row, request.received_at),
        "may_change": booking.may_still_change(row, request.received_at),
        "department": department_or_none(row.section),
        "qr": mark_safe(qr_svg(row.number, module=1.2, label=_("受付で見せるQRコード"))),  # noqa: S308  drawn by us
        "track": one.track(row.track),
        "procedure": procedure_of(one),
        "application": application_of(row, request),
    }
    return render(request, "portal/booking/held.html", context)


@open_to("anyone", purpose="own")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: Any, number: str) -> HttpResponse:
    """The link of the mail. Looking does nothing; the button makes it firm."""
    row, key = held_of(request, number)
    if request.method == "POST" or row.confirmed_at:
        try:
            booking.confirm(row, token=key, by=request.actor, at=request.received_at)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("予約が確定しました。"))
        return back_to(row, key)
    context = {"row": row, "key": key, "bookable": row.definition, "when": span_words(row.starts_at, row.ends_at)}
    return render(request, "portal/booking/confirm.html", context)


@open_to("anyone", purpose="own")
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: Any, number: str) -> HttpResponse:
    row, key = held_of(request, number)
    if request.method == "POST":
        try:
            booking.cancel(row, token=key, by=request.actor, at=request.received_at)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("予約を取り消しました。枠はほかの方が使えるようになりました。"))
        return back_to(row, key)
    context = {"row": row, "key": key, "bookable": row.definition, "when": span_words(row.starts_at, row.ends_at)}
    return render(request, "portal/booking/cancel.html", context)


@open_to("anyone", purpose="own")
@require_GET
def change(request: Any, number: str) -> HttpResponse:
    """The calendar once more, with the slot that one has marked."""
    row, key = held_of(request, number)
    if not booking.may_still_change(row, request.received_at):
        messages.error(request, str(booking.TooLate.message))
        return back_to(row, key)
    one = booking.bookable(request.GET.get("at", "") or row.bookable)
    if one.code != row.bookable and (one.purpose is None or one.purpose != row.definition.purpose):
        raise NotFound
    asked = calendar.asked_of(request, one)
    asked.party, asked.track, asked.chosen = row.party, row.track or asked.track, booking.slots_held(row)
    asked.count, asked.extras = max(len(asked.chosen), 1), []
    if not request.GET.get("day"):
        asked.day = max(asked.day, row.starts_at.date())
    context = {**calendar.shown(request, one, asked), "row": row, "key": key, "when": span_words(row.starts_at, row.ends_at)}
    return render(request, "portal/booking/change.html", context)


@open_to("anyone", purpose="own")
@require_POST
def move(request: Any, number: str) -> HttpResponse:
    row, key = held_of(request, number)
    try:
        wanted = booking.in_a_row(request.POST.get("slot", ""), max(len(booking.slots_held(row)), 1))
        booking.change(row, wanted, token=key, by=request.actor, at=request.received_at)
    except booking.NotFree as refusal:
        return calendar.taken(request, row.definition, refusal, change=row.number)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return back_to(row, key)
    messages.success(request, _("予約の日時を変えました。"))
    return back_to(row, key)


@open_to("anyone", purpose="own")
@require_GET
def as_calendar(request: Any, number: str) -> HttpResponse:
    row, _key = held_of(request, number)
    text = booking.feed_of_reservations([row], at=request.received_at, language=request.language.code)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{row.number}.ics"'
    return response


@open_to("anyone", purpose="own")
@require_GET
def feed(request: Any, token: str) -> HttpResponse:
    """All reservations of an account, for the calendar on its owner's device. The address is the key: keep it."""
    account = booking.account_of_feed(token)
    if account is None:
        raise NotFound
    rows = booking.reservations_for_feed(account, at=request.received_at)
    text = booking.feed_of_reservations(rows, at=request.received_at, language=request.language.code)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def procedure_of(one: booking.Bookable) -> Any:
    """The procedure that such a visit begins, where the city has named one."""
    purpose = booking.purpose_of(one)
    if purpose is None or purpose.procedure is None:
        return None
    return next((p for p in all_defined(cases.Procedure) if p.code == purpose.procedure), None)


def application_of(row: booking.Reservation, request: Any) -> cases.Application | None:
    """The application that the visit belongs to, for whoever may open it."""
    found = cases.application_asking(row)
    mine = found is not None and request.actor.kind == "resident" and found.account_id == request.actor.account_id
    return found if mine else None


def back_to(row: booking.Reservation, key: str) -> HttpResponse:
    address = reverse("portal:booking-held", args=[row.number])
    return redirect(f"{address}?key={key}" if key else address)
