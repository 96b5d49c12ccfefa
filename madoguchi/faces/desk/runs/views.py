"""A run from its beginning to its close. What takes long is done by jobs; the page shows how far they are."""

from secrets import token_urlsafe
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from madoguchi.city.public import all_defined
from madoguchi.core.calendar.public import parse_date
from madoguchi.core.refused import NotPermitted, Refused
from madoguchi.engines.cases import public as cases
from madoguchi.engines.messages import public as mail
from madoguchi.engines.people import public as people
from madoguchi.faces.desk.lists import page_of
from madoguchi.faces.desk.outcomes import attempt
from madoguchi.faces.desk.runs.forms import RunForm
from madoguchi.faces.desk.worklist.listing import titles
from madoguchi.faces.shell.guard import open_to


@open_to("cases.run")
@require_safe
def listing(request: Any) -> HttpResponse:
    """Those of the own sections, the newest first; how many were asked and have answered."""
    page = page_of(cases.runs_counted(by=request.actor), request, by=("-at", "-id"), size=20)
    return render(request, "desk/runs/list.html", {"page": page, "titles": dict(_procedures(request))})


@open_to("cases.run")
def begin(request: Any) -> HttpResponse:
    form = RunForm(_procedures(request), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            run = cases.begin_run(**form.cleaned_data, by=request.actor, at=request.received_at)
        except NotPermitted:
            raise
        except Refused as refusal:
            form.add_error({"due-in-past": "due_on", "period-backwards": "decided_from"}.get(refusal.code), str(refusal))
        else:
            return redirect("desk:run", pk=run.pk)
    return render(request, "desk/runs/new.html", {"form": form}, status=422 if form.errors else 200)


@open_to("cases.run")
@require_safe
def one(request: Any, pk: UUID) -> HttpResponse:
    run = opened(request, pk)
    rounds = list(run.rounds.order_by("number").select_related("account"))
    counts = run.members.counts()
    kind = cases.kind_of_run(run)
    context = {
        "run": run,
        "rounds": rounds,
        "next_round": len(rounds) + 1,
        "counts": [(one.value, one.label, counts[one.value]) for one in cases.MemberStanding],
        "of": counts["of"],
        "answered": counts["answered"],
        "to_count": counts["of"] - counts["excluded"],
        "open": counts["waiting"] + counts["sent"],
        "moving": run.gathered_at is None or any(one.done_at is None for one in rounds),
        "titles": dict(_procedures(request)),
        "kind": kind,
        "unbound": mail.unbound(by=request.actor, section=run.section, kind=kind) if request.actor.may("messages.print") else 0,
        "token": token_urlsafe(24),
    }
    return render(request, "desk/runs/one.html", context)


@open_to("cases.run")
@require_POST
def send(request: Any, pk: UUID) -> HttpResponse:
    """The first letter, or a reminder to those who have not answered."""
    run = opened(request, pk)
    asked = request.POST.get("number", "")

    def write() -> None:
        typed = request.POST.get("due_on", "").strip()
        cases.send_round(
            run,
            number=int(asked) if asked.isascii() and asked.isdecimal() else 0,
            text=request.POST.get("text", "")[:2000],
            due_on=parse_date(typed) if typed else None,
            by=request.actor,
            at=request.received_at,
        )

    attempt(request, write, _("手紙を作っています。画面を閉じても続きます。できた手紙は「発送」で束にして印刷します。"))
    return redirect("desk:run", pk=pk)


@open_to("cases.run")
@require_safe
def preview(request: Any, pk: UUID) -> HttpResponse:
    run = opened(request, pk)
    headers = {"Content-Disposition": 'inline; filename="preview.pdf"'}
    return HttpResponse(cases.preview_letter(run, request.received_at), content_type="application/pdf", headers=headers)


@open_to("cases.run")
@require_POST
def close(request: Any, pk: UUID) -> HttpResponse:
    run = opened(request, pk)
    attempt(request, lambda: cases.close_run(run, by=request.actor, at=request.received_at), _("一斉案内を締めました。"))
    return redirect("desk:run", pk=pk)


def opened(request: Any, pk: UUID) -> Any:
    rows = cases.Run.objects.select_related("account")
    return people.look(rows, by=request.actor, at=request.received_at, purpose=request.purpose or "casework", pk=pk)


def _procedures(request: Any) -> list[tuple[str, Any]]:
    return titles(all_defined(cases.Procedure), request.actor)
