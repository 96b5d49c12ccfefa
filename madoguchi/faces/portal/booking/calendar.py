"""空き状況: the calendar of one thing, as week, month or list, and the slot that is chosen from it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from madoguchi.core.calendar.public import today
from madoguchi.core.refused import Refused
from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.public import nursery
from madoguchi.faces.portal.booking import drawn, grid, picking
from madoguchi.faces.portal.booking.frame import booker_to_be, day_or, leave_no_trace
from madoguchi.faces.portal.booking.queue import in_turn
from madoguchi.faces.portal.finding import linked_data
from madoguchi.faces.portal.home.views import department_or_none
from madoguchi.faces.shell.colours import accent_of
from madoguchi.faces.shell.framing import framed_by_named
from madoguchi.faces.shell.guard import open_to

VIEWS = ("week", "month", "list")
LIST_DAYS = 14


@dataclass
class Asked:
    """What the address asks for. Nonsense is taken for what is usual."""

    view: str
    day: date
    party: int
    count: int
    track: str
    extras: list[str]
    chosen: list[Any] = field(default_factory=list)

    @property
    def query(self) -> dict[str, Any]:
        said = {"party": self.party if self.party > 1 else None, "count": self.count if self.count > 1 else None}
        return {name: value for name, value in {**said, "track": self.track, "extra": self.extras}.items() if value}


def asked_of(request: Any, one: booking.Bookable) -> Asked:
    now = today(request.received_at)
    given = request.GET
    view = given.get("view", "")
    tracks = [track.code for track in one.tracks]
    track = given.get("track", "") or of_child(request, one)
    optional = {need.code for need in one.needs if need.optional}
    return Asked(
        view=view if view in VIEWS else "week",
        day=max(day_or(given.get("day", ""), now), now),
        party=_number(given.get("party", ""), one.limits.party),
        count=_number(given.get("count", ""), one.limits.in_a_row),
        track=track if track in tracks else (tracks[0] if tracks else ""),
        extras=[code for code in given.getlist("extra") if code in optional],
    )


def of_child(request: Any, one: booking.Bookable) -> str:
    """The class of a parent's only registered child, so that the calendar shows where it may stay."""
    if one.nursery is None or request.actor.kind != "resident":
        return ""
    children = list(nursery.children_of(request.actor)[:2])
    return nursery.track_for(one, children[0], today(request.received_at)) if len(children) == 1 else ""


def _number(text: str, most: int) -> int:
    return min(max(int(text), 1), most) if text.isascii() and text.isdecimal() and len(text) < 5 else 1


@open_to("anyone")
@require_GET
@in_turn
def calendar(request: Any, code: str) -> HttpResponse:
    one = booking.bookable(code)
    if picking.picks(request) and (some := picking.handful(request, one)):
        return some
    asked = asked_of(request, one)
    waiting = bool(one.waiting_hours) and one.nursery is None
    context = {**shown(request, one, asked), "department": department_or_none(one.department), "waiting": waiting}
    slots = [cell.slot for cell in context["cells"] if cell.slot.starts_at > request.received_at]
    context["linked"] = linked_data.events(one, slots, request.language.code)
    return drawn.in_a_rush(request, "portal/booking/calendar.html", context)


@open_to("anyone")
@require_GET
@framed_by_named
def embedded(request: Any, code: str) -> HttpResponse:
    """For the sites of MADOGUCHI_EMBED: the list of what is free, in their colour; booking opens in a window of its own."""
    one = booking.bookable(code)
    asked = asked_of(request, one)
    asked.view = "list"
    context = {**shown(request, one, asked), "accent": accent_of(request.GET.get("accent", ""))}
    return render(request, "portal/booking/embedded.html", context)


def shown(request: Any, one: booking.Bookable, asked: Asked) -> dict[str, Any]:
    """What the calendar's templates need, whichever its shape."""
    at = request.received_at
    earliest = booking.first_free([one.code], at=at, party=asked.party, track=asked.track)
    if earliest is not None and not request.GET.get("day") and not asked.chosen:
        asked.day = max(asked.day, earliest.day)  # a page that is opened shows something that is free
    first, last = span(asked)
    rows = list(booking.slots_of(one.code, first, last))
    rows = [slot for slot in rows if slot.track == asked.track]
    allowed = booking.with_extras(rows, one, asked.extras) if asked.extras else None
    cells = grid.cells_of(rows, at, party=asked.party, chosen=asked.chosen, allowed=allowed)
    context: dict[str, Any] = {
        "bookable": one,
        "asked": asked,
        "cells": cells,
        "first_free": earliest,
        "equals": equals(one),
        "earlier": earlier(asked, today(at)),
        "later": later(asked),
        "views": [(view, address(one, asked, view=view)) for view in VIEWS],
        "optional": [need for need in one.needs if need.optional],
        "rest": urlencode({**asked.query, "view": asked.view, "day": asked.day.isoformat()}, doseq=True),
        "numbers": range(1, min(one.limits.party, 20) + 1),
        "counts": range(1, one.limits.in_a_row + 1),
        "reasons": [e for e in one.exceptions if first <= e.on <= last],
        "waiting": not any(cell.can_be_booked for cell in cells) and bool(cells),
        "today": today(at),
    }
    if asked.view == "week":
        context |= {"columns": grid.columns(first), "rows": grid.week(cells, first), "first": first, "last": last}
    elif asked.view == "month":
        context |= {"weeks": grid.weeks_of_month(cells, asked.day), "first": asked.day.replace(day=1)}
    else:
        context |= {"days": [day for day in grid.days(cells, first, last) if day.cells], "first": first, "last": last}
    return context


def equals(one: booking.Bookable) -> list[tuple[booking.Bookable, str]]:
    """What would do as well, by the name of its place; by its title where two share a place."""
    found = [other for other in booking.bookables() if one.purpose and other.purpose == one.purpose]
    places = [str(other.place.name) for other in found]
    return [(other, name if places.count(name) == 1 else str(other.title)) for other, name in zip(found, places, strict=True)]


def span(asked: Asked) -> tuple[date, date]:
    if asked.view == "week":
        monday = grid.monday_of(asked.day)
        return monday, monday + grid.DAY * 6
    if asked.view == "month":
        return grid.span_of_month(asked.day)
    return asked.day, asked.day + grid.DAY * (LIST_DAYS - 1)


def earlier(asked: Asked, now: date) -> date | None:
    if asked.view == "week":
        before = grid.monday_of(asked.day) - grid.DAY
        return grid.monday_of(before) if before >= now else None
    if asked.view == "month":
        before = asked.day.replace(day=1) - grid.DAY
        return before.replace(day=1) if before >= now else None
    return max(asked.day - grid.DAY * LIST_DAYS, now) if asked.day > now else None


def later(asked: Asked) -> date:
    if asked.view == "week":
        return grid.monday_of(asked.day) + grid.DAY * 7
    if asked.view == "month":
        return grid.next_month(asked.day)
    return asked.day + grid.DAY * LIST_DAYS


def address(one: booking.Bookable, asked: Asked, **changes: Any) -> str:
    query = {**asked.query, "view": asked.view, "day": asked.day.isoformat(), **changes}
    return f"{reverse('portal:booking-calendar', args=[one.code])}?{urlencode(query, doseq=True)}"


@open_to("booking.reserve")
@require_POST
@in_turn
def choose(request: Any, code: str) -> HttpResponse:
    """Hold what was picked, and go on to the questions. What is taken meanwhile leads back, with what is near."""
    one = booking.bookable(code)
    if one.who.proof == "account" and request.actor.kind != "resident":
        back = f"{reverse('portal:booking-calendar', args=[code])}?{request.POST.get('rest', '')[:300]}"
        return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")
    party, count = (
        _number(request.POST.get("party", ""), one.limits.party),
        _number(request.POST.get("count", ""), one.limits.in_a_row),
    )
    extras = [code for code in request.POST.getlist("extra") if code][:5]
    by = booker_to_be(request)
    try:
        wanted = booking.in_a_row(request.POST.get("slot", ""), count)
        if len(wanted) < count:
            raise booking.BadSelection(most=len(wanted))
        held = booking.hold(wanted, party=party, extras=extras, of=code, by=by, at=request.received_at)
    except booking.NotFree as refusal:
        leave_no_trace(request)
        return taken(request, one, refusal, party=party)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{reverse('portal:booking-calendar', args=[code])}?{request.POST.get('rest', '')[:300]}")
    return redirect("portal:booking-fill", hold_id=held.pk)


def taken(request: Any, one: booking.Bookable, refusal: booking.NotFree, *, party: int = 1, change: str = "") -> HttpResponse:
    """Somebody was quicker: what is near, each a button."""
    known = {other.code: other for other in booking.bookables()}
    waiting = refusal.code == booking.SlotFull.code and not change and bool(one.waiting_hours) and one.nursery is None
    context = {
        "bookable": one,
        "refusal": str(refusal),
        "alternatives": [(slot, known.get(slot.bookable, one)) for slot in refusal.alternatives],
        "party": party,
        "change": change,
        "wait_for": request.POST.get("slot", "") if waiting else "",
    }
    return render(request, "portal/booking/taken.html", context, status=409)
