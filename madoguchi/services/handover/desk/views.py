"""引渡し: what is due, what waits for its acknowledgement, what was rejected and why."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from madoguchi.city import public as city
from madoguchi.core.audit.public import listed
from madoguchi.core.files.public import stream_file
from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.engines.people import public as people
from madoguchi.faces.shell.guard import open_to
from madoguchi.services.handover.actions.answer import MOST_BYTES, accept_all, answer
from madoguchi.services.handover.actions.make import looked_over, make
from madoguchi.services.handover.definitions import Handover
from madoguchi.services.handover.due import beginning, due_cases, earlier, handovers, rejected
from madoguchi.services.handover.models import Batch, LineState

SHOWN = 200


def handover_of(code: str, by: Any) -> Handover:
    """Of the actor's sections, or 404."""
    found = next((one for one in handovers(by) if one.code == code), None)
    if found is None:
        raise Http404
    return found


@open_to("handover.see", purpose="casework")
@require_safe
def home(request: Any) -> HttpResponse:
    """Each hand-over with how much is due, waits, and was rejected."""
    rows = [
        (one, due_cases(one, request.actor).count(), waiting(one, request.actor), len(rejected(one, request.actor)))
        for one in handovers(request.actor)
    ]
    return render(request, "handover/home.html", {"rows": rows})


def waiting(handover: Handover, by: Any) -> int:
    found = Batch.objects.visible_to(by).filter(handover=handover.code, lines__state=LineState.WAITING)
    return found.aggregate(n=Count("lines"))["n"] or 0


@open_to("handover.see", purpose="casework")
def one(request: Any, code: str) -> HttpResponse:
    """What would go now, what can't be written and why; the batches so far."""
    handover = handover_of(code, request.actor)
    if request.method == "POST":
        return _make(request, handover)
    made = looked_over(handover, request.actor, at=request.received_at, most=SHOWN)
    listed(request.actor, request.received_at, "case", {"handover": code}, [line.case.pk for line in made], request.purpose)
    waits, not_taken = (Count("lines", filter=Q(lines__state=one)) for one in (LineState.WAITING, LineState.REJECTED))
    batches = (
        Batch.objects.visible_to(request.actor).filter(handover=code).annotate(n=Count("lines"), waits=waits, not_taken=not_taken)
    )
    context = {
        "handover": handover,
        "sound": [line for line in made if not line.faults],
        "faulty": [line for line in made if line.faults],
        "batches": batches.order_by("-number")[:50],
        "rejected": rejected(handover, request.actor),
        "beginning": beginning(handover),
        "earlier": earlier(handover, request.actor),
        "may_make": request.actor.may("handover.make", handover.department),
    }
    return render(request, "handover/one.html", context)


def _make(request: Any, handover: Handover) -> HttpResponse:
    try:
        made = make(handover, by=request.actor, at=request.received_at)
    except (NotPermitted, NotFound):
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("desk-handover:one", handover.code)
    return redirect("desk-handover:batch", made.pk)


@open_to("handover.see", purpose="casework")
def batch(request: Any, pk: UUID) -> HttpResponse:
    found = people.look(
        Batch.objects.select_related("key", "file"), by=request.actor, at=request.received_at, purpose=request.purpose, pk=pk
    )
    if request.method == "POST":
        return _answer(request, found)
    lines = found.lines.select_related("case__key", "batch__key").order_by("place")
    context = {
        "batch": found,
        "title": title_of(found),
        "lines": lines[:2000],
        "waits": lines.filter(state=LineState.WAITING).count(),
        "may_answer": request.actor.may("handover.acknowledge", found.section),
    }
    return render(request, "handover/batch.html", context)


def title_of(found: Batch) -> str:
    try:
        return str(city.defined(Handover, found.handover).title)
    except city.NotDefined:
        return found.handover


def _answer(request: Any, found: Batch) -> HttpResponse:
    by, at, given = request.actor, request.received_at, request.FILES.get("file")
    try:
        if request.POST.get("what") == "all":
            said = accept_all(found, by=by, at=at)
        elif given is None or given.size > MOST_BYTES:
            messages.error(request, _("結果のファイルを選んでください（10MBまで）。"))
            return redirect("desk-handover:batch", found.pk)
        else:
            said = answer(found, city.defined(Handover, found.handover), given.read(), by=by, at=at)
    except (NotPermitted, NotFound):
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("desk-handover:batch", found.pk)
    words = _("受領 {taken}件、受け付けられなかったもの {rejected}件を記録しました。")
    messages.success(request, words.format(taken=said.accepted, rejected=said.rejected))
    if said.unknown:
        messages.error(request, _("この束にない受付番号がありました：{numbers}").format(numbers="、".join(said.unknown[:20])))
    return redirect("desk-handover:batch", found.pk)


@open_to("handover.see", purpose="casework")
@require_safe
def file(request: Any, pk: UUID) -> HttpResponseBase:
    """The file for the core system. The look is written down."""
    found = people.look(
        Batch.objects.select_related("file__key"), by=request.actor, at=request.received_at, purpose=request.purpose, pk=pk
    )
    if found.file is None:
        raise Http404
    kind = "application/json" if found.name.endswith(".json") else "text/csv"
    headers = {"Content-Disposition": f'attachment; filename="{found.name}"'}
    return StreamingHttpResponse(stream_file(found.file), content_type=kind, headers=headers)
