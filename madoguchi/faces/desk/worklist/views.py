"""My work: what waits, sorted by the promise that breaks first; the filters stand in the address."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from madoguchi.city.public import all_defined
from madoguchi.core.calendar.public import today
from madoguchi.core.refused import NotFound
from madoguchi.engines.cases import public as cases
from madoguchi.faces.desk.worklist.listing import titles, waiting
from madoguchi.faces.shell.guard import open_to

PAGE = 25


@open_to("staff", purpose="casework")
def home(request: Any) -> HttpResponse:
    """The queue for whoever may see cases; the others are led to what they may do."""
    if not request.actor.may("cases.see"):
        return render(request, "desk/worklist/welcome.html")
    filters = filters_of(request)
    page = cases.queue(by=request.actor, filters=filters, after=cursor_of(request.GET.get("after", "")), limit=PAGE)
    context = {
        "rows": waiting(page.items, today(request.received_at)),
        "next": f"?{urlencode({**kept(request), 'after': f'{page.next[0]}_{page.next[1]}'})}" if page.next else "",
        "counts": counts(request),
        "overdue": cases.overdue(by=request.actor, on=today(request.received_at)),
        "filters": request.GET,
        "procedures": titles(all_defined(cases.Procedure), request.actor),
        "sources": cases.Source.choices,
        "kept": kept(request),
    }
    return render(request, "desk/worklist/home.html", context)


@open_to("cases.see", purpose="casework")
def search(request: Any) -> HttpResponse:
    """A receipt number leads to its case; what looks like none says so."""
    text = request.GET.get("q", "").strip()[:40]
    try:
        case = cases.look(text, by=request.actor, at=request.received_at, purpose=request.purpose)
    except NotFound:
        messages.error(request, _("「%(text)s」という受付番号の案件は、この所属にはありません。") % {"text": text})
        return redirect("desk:home")
    return redirect("desk:case", number=case.number)


def counts(request: Any) -> list[tuple[str, Any, int]]:
    """How many open cases stand where, in the order of the way."""
    found = cases.counts_by_state(by=request.actor)
    return [(value, label, found[value]) for value, label in cases.State.choices if value in found]


def filters_of(request: Any) -> cases.Filters:
    given = request.GET
    mine = given.get("mine") == "1"
    return cases.Filters(
        state=given.get("state", ""),
        procedure=given.get("procedure", ""),
        source=given.get("source", ""),
        assignee=request.actor.account_id if mine else None,
        unassigned=given.get("unassigned") == "1" and not mine,
        breaks_until=today(request.received_at) if given.get("due") == "1" else None,
    )


def kept(request: Any) -> dict[str, str]:
    """The filters that are set, for the addresses of the page."""
    names = ("state", "procedure", "source", "mine", "unassigned", "due")
    return {name: request.GET[name] for name in names if request.GET.get(name)}


def cursor_of(text: str) -> tuple[date, UUID] | None:
    day, _bar, case = text.partition("_")
    try:
        return (date.fromisoformat(day), UUID(case)) if case else None
    except ValueError:
        return None
