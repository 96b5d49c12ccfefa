"""My work: what waits, sorted by the promise that breaks first; the filters stand in the address and can be kept."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from madoguchi.city.public import all_defined
from madoguchi.core.calendar.public import today
from madoguchi.engines.cases import public as cases
from madoguchi.faces.desk.outcomes import attempt
from madoguchi.faces.desk.worklist import filters
from madoguchi.faces.desk.worklist.listing import titles, waiting
from madoguchi.faces.shell.guard import open_to

PAGE = 25


@open_to("staff", purpose="casework")
def home(request: Any) -> HttpResponse:
    """The queue for whoever may see cases; the others are led to what they may do."""
    if not request.actor.may("cases.see"):
        return render(request, "desk/worklist/welcome.html")
    day, kept = today(request.received_at), filters.kept(request.GET)
    asked = filters.filters_of(kept, by=request.actor, day=day)
    page = cases.queue(by=request.actor, filters=asked, after=cursor_of(request.GET.get("after", "")), limit=PAGE)
    counts = cases.counts_by_state(by=request.actor, late_on=day)
    context = {
        "rows": waiting(page.items, day),
        "next": filters.address(kept, after=f"{page.next[0]}_{page.next[1]}") if page.next else "",
        "counts": [(value, label, counts[value]) for value, label in cases.State.choices if value in counts],
        "overdue": counts.get("", 0),
        "procedures": titles(all_defined(cases.Procedure), request.actor),
        "sources": cases.Source.choices,
        "states": cases.State.choices,
        "people": filters.colleagues(request.actor, day, kept.get("who", "")),
        "dues": filters.dues(kept.get("due", "")),
        "covered": cases.covered_by(request.actor, day),
        "months": filters.months(day, kept.get("month", "")),
        "kept": kept,
        "here": filters.address(kept),
        "views": [(view, filters.address(view.filters), view.filters == kept) for view in cases.views_of(request.actor)],
    }
    kept_already = any(current for _view, _where, current in context["views"])
    context["may_keep_more"] = kept and not kept_already and len(context["views"]) < cases.MOST_VIEWS
    context["view_name"] = filters.words_of(kept, context)
    return render(request, "desk/worklist/home.html", context)


@open_to("cases.see")
@require_POST
def keep_view(request: Any) -> HttpResponse:
    """Keep the filters of the page under a name."""
    kept = filters.kept(request.POST)
    attempt(
        request,
        lambda: cases.save_view(request.POST.get("name", ""), kept, by=request.actor, at=request.received_at),
        _("絞り込みを保存しました。"),
    )
    return HttpResponseRedirect(reverse("desk:home") + filters.address(kept))


@open_to("cases.see")
@require_POST
def drop_view(request: Any, pk: int) -> HttpResponse:
    attempt(request, lambda: cases.remove_view(pk, by=request.actor), _("絞り込みを消しました。"))
    return redirect("desk:home")


def cursor_of(text: str) -> tuple[date, UUID] | None:
    day, _bar, case = text.partition("_")
    try:
        return (date.fromisoformat(day), UUID(case)) if case else None
    except ValueError:
        return None
