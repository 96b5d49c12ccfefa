"""The people of a run: who has not answered, whose letter came back, who need not answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from madoguchi.core.audit.public import listed
from madoguchi.core.refused import NotFound, Refused
from madoguchi.engines.cases import public as cases
from madoguchi.faces.desk.lists import page_of, query
from madoguchi.faces.desk.outcomes import attempt, back
from madoguchi.faces.desk.runs.views import opened
from madoguchi.faces.shell.guard import open_to


@open_to("cases.run", purpose="casework")
@require_safe
def listing(request: Any, pk: UUID) -> HttpResponse:
    run = opened(request, pk)
    standing = request.GET.get("state", "")
    page = page_of(cases.run_members(run, standing), request, by=("id",), size=50)
    listed(
        request.actor,
        request.received_at,
        "case",
        {"run": run.id, "state": standing},
        [m.case_id for m in page.rows],
        request.purpose,
    )
    context = {
        "run": run,
        "page": page,
        "rows": [(member, cases.standing_of_member(member)) for member in page.rows],
        "state": standing if standing in cases.MemberStanding.values else "",
        "states": [("", _("すべて")), *cases.MemberStanding.choices],
        "here": request.get_full_path(),
        "export": query(request, after=""),
    }
    return render(request, "desk/runs/members.html", context)


@open_to("cases.run")
@require_POST
def change(request: Any, pk: UUID, member: int) -> HttpResponse:
    """Out of it, or in again."""
    run = opened(request, pk)
    found = get_object_or_404(run.members.select_related("run"), pk=member)
    act = cases.include_member if request.POST.get("do") == "include" else cases.exclude_member
    attempt(request, lambda: act(found, by=request.actor, at=request.received_at), _("書き込みました。"))
    return back(request, reverse("desk:run-members", args=[pk]))


@open_to("cases.run", purpose="casework")
@require_POST
def join(request: Any, pk: UUID) -> HttpResponse:
    """An answer on paper: its 整理番号, and the receipt number under which it was typed in."""
    run = opened(request, pk)
    try:
        case = cases.look(request.POST.get("number", ""), by=request.actor, at=request.received_at, purpose=request.purpose)
        cases.join_answer(run, request.POST.get("reference", ""), case, by=request.actor, at=request.received_at)
    except NotFound:
        messages.error(request, _("その受付番号の案件は、この所属にはありません。番号を確かめてください。"))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("回答として加えました。"))
        return redirect("desk:case", number=case.number)
    return HttpResponseRedirect(reverse("desk:run", args=[pk]))
