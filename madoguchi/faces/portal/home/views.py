"""Home, finder, procedures. Nothing here is about a person, but the own open things on the first page."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from madoguchi.city.public import Department, LifeEvent, NotDefined, all_defined, city, defined, department
from madoguchi.core.calendar.public import today
from madoguchi.engines.cases.public import Procedure, applications_of, count_download
from madoguchi.engines.forms.public import HandIn, blank_sheet, drafts_of
from madoguchi.faces.portal.finding import linked_data
from madoguchi.faces.portal.mine.states import shown_state
from madoguchi.faces.shell.guard import open_to

OPEN_SHOWN = 5


def life_events() -> list[LifeEvent]:
    return sorted(all_defined(LifeEvent), key=lambda event: (event.position, event.code))


@open_to("anyone")
def home(request: Any) -> HttpResponse:
    drafts, mine = [], []
    if request.actor.kind == "resident":
        drafts = list(drafts_of(request.actor, today(request.received_at))[:OPEN_SHOWN])
        mine = [(a, shown_state(a)) for a in applications_of(by=request.actor, limit=OPEN_SHOWN)]
    return render(request, "portal/home/home.html", {"events": life_events(), "drafts": drafts, "mine": mine})


@open_to("anyone")
def procedures(request: Any) -> HttpResponse:
    """All that can be filed on line; who looks for something is led to the search."""
    if query := request.GET.get("q", "").strip():
        return redirect(f"{reverse('portal:search')}?{urlencode({'q': query[:200]})}")
    return render(request, "portal/home/procedures.html", {"found": all_defined(Procedure), "events": life_events()})


@open_to("anyone")
def life_event(request: Any, code: str) -> HttpResponse:
    event = or_404(LifeEvent, code)
    known = {procedure.code: procedure for procedure in all_defined(Procedure)}
    listed = [known[c] for c in event.procedures if c in known]
    return render(request, "portal/home/life_event.html", {"event": event, "listed": listed})


@open_to("anyone")
def procedure(request: Any, code: str) -> HttpResponse:
    definition = or_404(Procedure, code)
    events = [event for event in life_events() if code in event.procedures]
    context = {
        "procedure": definition,
        "department": department_or_none(definition.department),
        "event": events[0] if events else None,
    }
    context["linked"] = [linked_data.service("procedure", definition, context["department"], request.language.code)]
    return render(request, "portal/home/procedure.html", context)


@open_to("anyone")
def blank(request: Any, code: str) -> HttpResponse:
    """The sheet to be filled in by hand."""
    definition = or_404(Procedure, code)
    count_download(code, at=request.received_at)
    content = blank_sheet(
        definition, title=str(definition.title), where=hand_in(definition.department), language=request.language.code
    )
    return pdf(content, f"{code}.pdf")


def hand_in(code: str) -> HandIn:
    """Where a sheet is brought or sent to."""
    here, info = department(code), city()
    hours = str(here.hours or info.hours)
    return HandIn(
        city=str(info.name),
        department=str(here.name),
        place=f"〒{info.postal_code} {info.address} {here.place}",
        phone=here.phone,
        hours=hours,
    )


def pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def department_or_none(code: str) -> Department | None:
    try:
        return department(code)
    except NotDefined:
        return None


def or_404(model: Any, code: str) -> Any:
    try:
        return defined(model, code)
    except NotDefined as missing:
        raise Http404 from missing
