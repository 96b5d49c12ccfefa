"""Many cases at once: chosen on the queue, asked for on one page, carried out in the background, watched on another."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from madoguchi.core.audit.public import listed
from madoguchi.core.calendar.public import today
from madoguchi.core.refused import NotPermitted, Refused
from madoguchi.engines.cases import public as cases
from madoguchi.engines.people import public as people
from madoguchi.faces.desk.batches.forms import BatchForm
from madoguchi.faces.desk.lists import page_of
from madoguchi.faces.desk.outcomes import attempt, sentence_of
from madoguchi.faces.desk.who import is_id
from madoguchi.faces.desk.worklist import filters
from madoguchi.faces.desk.worklist.listing import waiting
from madoguchi.faces.shell.guard import open_to

FITS = {
    cases.BatchWhat.ACCEPT: {"arrived"},
    cases.BatchWhat.START_REVIEW: {"accepted"},
    cases.BatchWhat.PROPOSE: {"reviewing"},
    cases.BatchWhat.HAND_OVER: set(cases.State.values),
}


@open_to("cases.see", purpose="casework")
def choose(request: Any) -> HttpResponse:
    """What is to be done with the cases ticked on the queue, or with all that the filters let through."""
    if request.method != "POST":
        return redirect("desk:home")
    kept = filters.kept(request.POST)
    back = HttpResponseRedirect(reverse("desk:home") + filters.address(kept))
    numbers = request.POST.getlist("case")
    if "all" in request.POST:
        asked = filters.filters_of(kept, by=request.actor, day=today(request.received_at))
        numbers = cases.numbers_in_queue(by=request.actor, filters=asked, limit=cases.MOST_IN_BATCH + 1)
    try:
        cases.chosen_cases(numbers, request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return back
    return ask(request, numbers, None)


@open_to("cases.see", purpose="casework")
@require_POST
def begin(request: Any) -> HttpResponse:
    numbers = request.POST.getlist("case")
    form = form_of(request, rows_of(request, numbers), request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            batch = cases.begin_batch(
                said["what"],
                numbers,
                token=said["token"],
                outcome=said["outcome"],
                text=said["text"],
                to=people.Account.objects.filter(pk=said["to"]).first() if is_id(said["to"]) else None,
                by=request.actor,
                at=request.received_at,
            )
        except NotPermitted:
            raise
        except Refused as refusal:
            form.add_error("text" if refusal.code == "reason-missing" else None, str(refusal))
        else:
            return redirect("desk:batch", pk=batch.pk)
    return ask(request, numbers, form)


def ask(request: Any, numbers: list[str], form: BatchForm | None) -> HttpResponse:
    rows = rows_of(request, numbers)
    shown = [one.standing.number for one in rows]
    listed(request.actor, request.received_at, "case", {}, [one.standing.case_id for one in rows], request.purpose)
    context = {
        "form": form or form_of(request, rows),
        "rows": rows,
        "over": len(set(numbers)) - len(shown),
        "numbers": shown,
    }
    return render(request, "desk/batches/choose.html", context, status=422 if form and form.errors else 200)


def rows_of(request: Any, numbers: list[str]) -> list[Any]:
    return waiting(cases.standings(numbers[: cases.MOST_IN_BATCH], by=request.actor), today(request.received_at))


def form_of(request: Any, rows: list[Any], data: Any = None) -> BatchForm:
    """What fits any of them is offered, with how many of them it fits."""
    states = Counter(one.standing.state for one in rows)
    offered = []
    for what in cases.BatchWhat:
        n = sum(states[state] for state in FITS[what])
        if n:
            offered.append((what.value, _("%(what)s（%(n)s件）") % {"what": what.label, "n": n}))
    section = rows[0].standing.section if rows else ""
    colleagues = cases.caseworkers(by=request.actor, on=today(request.received_at), section=section)
    return BatchForm(offered, [(str(one.pk), one.name) for one in colleagues], data)


@open_to("cases.see")
@require_safe
def listing(request: Any) -> HttpResponse:
    """Those of the own sections, the newest first."""
    rows = cases.Batch.objects.visible_to(request.actor).counted().select_related("account")
    return render(request, "desk/batches/list.html", {"page": page_of(rows, request, by=("-at", "-id"), size=30)})


@open_to("cases.see", purpose="casework")
@require_safe
def one(request: Any, pk: UUID) -> HttpResponse:
    """How far it is, and what became of each case."""
    rows = cases.Batch.objects.counted().select_related("account", "key", "to")
    batch = people.look(rows, by=request.actor, at=request.received_at, purpose=request.purpose, pk=pk)
    items = [(item, sentence_of(item.reason) if item.reason else "") for item in cases.batch_items(batch)]
    moving = batch.finished_at is None and bool(batch.waiting or batch.answered_at)
    context = {
        "batch": batch,
        "items": items,
        "refused": [pair for pair in items if pair[0].state == cases.BatchItemState.REFUSED],
        "moving": moving,
        "settled": batch.of - batch.waiting - (batch.drafted if batch.answered_at else 0),
        "mine": batch.account_id == request.actor.account_id,
        "approval": batch.approval if batch.answered_at is None else None,
    }
    return render(request, "desk/batches/one.html", context)


@open_to("cases.propose", purpose="casework")
@require_POST
def withdraw(request: Any, pk: UUID) -> HttpResponse:
    batch = people.look(cases.Batch.objects.all(), by=request.actor, at=request.received_at, purpose=request.purpose, pk=pk)
    attempt(request, lambda: cases.withdraw_batch(batch, by=request.actor, at=request.received_at), _("起案を取り下げました。"))
    return redirect("desk:batch", pk=pk)
