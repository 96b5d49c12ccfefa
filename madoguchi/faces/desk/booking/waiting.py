"""キャンセル待ちの窓口: who waits, of a slot or of all of one's sections; an answer on behalf of whoever telephones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from madoguchi.core.calendar.public import parse_date
from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.core.zones import Zone, zone_here
from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.public import waiting as line
from madoguchi.faces.desk.lists import page_of
from madoguchi.faces.desk.outcomes import attempt
from madoguchi.faces.portal.booking.filling import answers_of
from madoguchi.faces.portal.booking.frame import span_words
from madoguchi.faces.portal.waiting.asking import asked_with_offer, errors_with, questions_of
from madoguchi.faces.shell.guard import open_to


@dataclass(frozen=True)
class Row:
    """One who waits, as a list shows them: a person under protection without the name."""

    waiting: line.Waiting
    place: int
    offer: line.Offer | None
    name: str
    protected: bool
    called: bool


@open_to("booking.see", purpose="counter")
@require_safe
def everybody(request: Any) -> HttpResponse:
    """All who wait in one's sections, as they came; or those to whom a place is offered, whose time runs out first."""
    by, code, day = request.actor, request.GET.get("code", ""), day_of(request)
    wanted: dict[str, Any] = {"bookable": code} if code else {}
    wanted |= {"day": day} if day else {}
    offered = request.GET.get("state") == "offered"
    if offered:
        rows = line.offered(by=by).filter(**{f"waiting__slot__{name}": value for name, value in wanted.items()})
        page: Any = page_of(rows, request, by=("ends_at", "id"))
        found = [offer.waiting for offer in page.rows]
    else:
        rows = line.all_waiting(by=by).filter(**{f"slot__{name}": value for name, value in wanted.items()})
        page = page_of(rows, request, by=("joined_at", "id"))
        found = page.rows
    context = {
        "rows": rows_of(found, request), "page": page, "known": own_of(request), "code": code, "day": day, "offered": offered,
        "elsewhere": zone_here() is Zone.OFFICE, "tab": "waiting",
    }  # fmt: skip
    return render(request, "desk/booking/waiting.html", context)


@open_to("booking.see", purpose="counter")
@require_safe
def of_slot(request: Any, pk: UUID) -> HttpResponse:
    """The line of one slot."""
    mine = request.actor.sections_with("booking.see")
    slot = get_object_or_404(booking.Slot.objects.select_related("version"), pk=pk, section__in=mine)
    one = slot.version.definition
    page = page_of(line.line_of(slot, by=request.actor), request, by=("turn", "joined_at", "id"))
    context = {
        "slot": slot, "bookable": one, "when": span_words(slot.starts_at, slot.ends_at), "track": one.track(slot.track),
        "rows": rows_of(page.rows, request), "page": page, "may_join": may_join(one, slot, request), "tab": "waiting",
    }  # fmt: skip
    return render(request, "desk/booking/line.html", context)


@open_to("booking.see", purpose="counter")
@require_safe
def one(request: Any, pk: UUID) -> HttpResponse:
    found = line.look_waiting(pk, by=request.actor, at=request.received_at, purpose="counter")
    return shown(request, found, [])


@open_to("booking.take-call", purpose="counter")
@require_POST
def do(request: Any, pk: UUID) -> HttpResponse:
    """What whoever telephones has decided."""
    by, at = request.actor, request.received_at
    found = line.look_waiting(pk, by=by, at=at, purpose="counter")
    match request.POST.get("do", ""):
        case "accept":
            return accepted(request, found)
        case "decline":
            attempt(request, lambda: line.decline(found, by=by, at=at), _("見送りました。空きは次の方に回ります。"))
        case "leave":
            attempt(request, lambda: line.leave(found, by=by, at=at), _("キャンセル待ちから外しました。"))
        case _other:
            raise Http404
    return redirect("desk:booking-waiting-one", pk=pk)


def accepted(request: Any, found: line.Waiting) -> HttpResponse:
    """To the reservation; or what is still to be asked, each at its place."""
    answers, problems = answers_of(questions_of(found), request)
    if problems:
        return shown(request, found, problems)
    try:
        made = line.accept(found, answers=answers, by=request.actor, at=request.received_at)
    except booking.NotAcceptable as wrong:
        return shown(request, found, wrong.problems)
    except (NotPermitted, NotFound):
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:booking-waiting-one", pk=found.pk)
    messages.success(request, _("予約しました。番号は %(number)s です。") % {"number": made.number})
    return redirect("desk:booking-one", number=made.number)


def shown(request: Any, found: line.Waiting, problems: Sequence[Any]) -> HttpResponse:
    slot, last = found.slot, line.last_offer(found)
    open_now = last if last and last.answered_at is None and last.ends_at > request.received_at else None
    asked = asked_with_offer(found, request, problems) if open_now else []
    context = {
        "waiting": found, "slot": slot, "bookable": slot.version.definition, "when": span_words(slot.starts_at, slot.ends_at),
        "contact": found.contact, "place": line.place_in_line(found), "offer": open_now, "last": last, "asked": asked,
        "errors": errors_with(asked, problems), "tab": "waiting",
    }  # fmt: skip
    return render(request, "desk/booking/waiting_one.html", context, status=422 if problems else 200)


def rows_of(found: Sequence[line.Waiting], request: Any) -> list[Row]:
    """As the list shows them; that these names were on a page is written down."""
    line.note_waiting(found, by=request.actor, at=request.received_at)
    places, offers, protected = line.places_in_line(found), line.open_offers(found), line.protected_among(found)
    rows = []
    for one in found:
        contact = {} if one.pk in protected else one.contact
        name = str(contact.get("group") or contact.get("name") or "")
        rows.append(Row(one, places.get(one.pk, 0), offers.get(one.pk), name, one.pk in protected, one.is_called))
    return rows


def may_join(one: booking.Bookable, slot: booking.Slot, request: Any) -> bool:
    """Whether somebody can be put in line on the page of bookings by telephone."""
    waits = bool(one.waiting_hours) and one.nursery is None and zone_here() is not Zone.OFFICE
    still = slot.is_offered and slot.closes_at > request.received_at
    return waits and still and request.actor.may("booking.take-call", slot.section)


def own_of(request: Any) -> list[booking.Bookable]:
    mine = request.actor.sections_with("booking.see")
    found = [one for one in booking.bookables() if one.department in mine and one.waiting_hours and one.nursery is None]
    return sorted(found, key=lambda one: str(one.title))


def day_of(request: Any) -> date | None:
    typed = request.GET.get("day", "").strip()
    try:
        return parse_date(typed) if typed else None
    except (Refused, ValueError) as refusal:
        messages.error(request, str(refusal))
        return None
