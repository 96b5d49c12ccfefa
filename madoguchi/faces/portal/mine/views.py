"""The person's own applications. Each view makes one action call at most; a refusal becomes a sentence on the page."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from madoguchi.core.calendar.public import today
from madoguchi.core.files.public import open_file
from madoguchi.core.refused import NotFound, Refused
from madoguchi.engines.cases import public as cases
from madoguchi.engines.forms.public import drafts_of, filled_sheet, shown
from madoguchi.engines.messages import public as mail
from madoguchi.engines.people import public as people
from madoguchi.faces.portal.booking.frame import span_words
from madoguchi.faces.portal.home.views import department_or_none, hand_in, pdf
from madoguchi.faces.portal.mine.looks import looks_at
from madoguchi.faces.portal.mine.states import shown_state, state_in_words
from madoguchi.faces.shell.guard import open_to
from madoguchi.faces.shell.papers import keep_papers
from madoguchi.faces.shell.things import things_of

PAGE = 20


@open_to("cases.see-own")
def mine(request: Any) -> HttpResponse:
    rows = cases.applications_of(by=request.actor, after=_after(request.GET.get("after", "")), limit=PAGE + 1)
    more = f"{rows[PAGE - 1].received_at.isoformat()}|{rows[PAGE - 1].id}" if len(rows) > PAGE else ""
    opened = [a.case.id for a in rows[:PAGE] if getattr(a, "case", None)]
    unseen = cases.unseen_for(request.actor, opened)
    context = {
        "drafts": drafts_of(request.actor, today(request.received_at))[:PAGE],
        "applications": [(a, shown_state(a)) for a in rows[:PAGE]],
        "talked": [(a, unseen[a.case.id]) for a in rows[:PAGE] if getattr(a, "case", None) and a.case.id in unseen],
        "notices": mail.notices_of(by=request.actor, limit=PAGE),
        "more": more,
        "things": things_of(request, PAGE),
    }
    return render(request, "portal/mine/mine.html", context)


@open_to("cases.see-own")
def application(request: Any, number: str) -> HttpResponse:
    held = cases.look_application(number, by=request.actor, at=request.received_at)
    view = cases.application_for_person(held, by=request.actor, language=request.language.code, at=request.received_at)
    about = str(view.case.id) if view.case else ""
    context = {
        "application": held,
        "view": view,
        "state": state_in_words(view.state, view.outcome),
        "steps": [(step, step.is_open(today(request.received_at))) for step in view.steps],
        "department": department_or_none(held.section),
        "notices": [n for n in mail.notices_of(by=request.actor, limit=PAGE) if about and n.subject_id == about],
        "is_open": view.state in {"received", "processing", "please-answer"} and view.case is not None,
        "visits": [(one, span_words(one.starts_at, one.ends_at)) for one in cases.visits_of(held)],
        "wants_visit": cases.visit_wanted(held, at=request.received_at) is not None,
        "filer": people.filer_of(held.submitted_by, held.account, held.delegation),
        "unseen": cases.unseen_for(request.actor, [view.case.id]).get(view.case.id, 0) if view.case else 0,
        "looks": looks_at(view.case, by=request.actor, at=request.received_at) if view.case else [],
    }
    return render(request, "portal/mine/application.html", context)


@open_to("cases.see-own")
def copy(request: Any, number: str) -> HttpResponse:
    """What was sent, as it stands now."""
    held = cases.look_application(number, by=request.actor, at=request.received_at)
    sections = shown(held.definition, cases.answers_of(held), today(held.received_at))
    return render(request, "portal/mine/copy.html", {"application": held, "sections": sections})


@open_to("cases.see-own")
def copy_sheet(request: Any, number: str) -> HttpResponse:
    held = cases.look_application(number, by=request.actor, at=request.received_at)
    content = filled_sheet(
        held.definition,
        cases.answers_of(held),
        today(held.received_at),
        title=str(held.definition.title),
        where=hand_in(held.section),
        number=held.number,
        language=request.language.code,
    )
    return pdf(content, f"{held.number}.pdf")


@open_to("cases.see-own")
def withdraw(request: Any, number: str) -> HttpResponse:
    held = cases.look_application(number, by=request.actor, at=request.received_at)
    if request.method == "POST":
        try:
            cases.withdraw(_case_of(held), reason=request.POST.get("reason", ""), by=request.actor, at=request.received_at)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("申請を取り下げました。"))
        return redirect("portal:application", number=held.number)
    visits = [(one, span_words(one.starts_at, one.ends_at), cases.goes_with(one)) for one in cases.visits_of(held)]
    ahead = [seen for seen in visits if seen[0].is_in_force and seen[0].ends_at > request.received_at]
    return render(request, "portal/mine/withdraw.html", {"application": held, "visits": ahead})


@open_to("cases.see-own")
@require_POST
def attach(request: Any, number: str) -> HttpResponse:
    """A paper that comes later."""
    held = cases.look_application(number, by=request.actor, at=request.received_at)
    uploads = request.FILES.getlist("files")
    try:
        papers = keep_papers(held.id, request.POST.get("slot", ""), uploads, by=request.actor, at=request.received_at)
        for slot, file in papers:
            cases.attach_later(_case_of(held), slot, file, by=request.actor, at=request.received_at)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("書類を受け取りました。")) if papers else messages.error(
            request, _("ファイルを選んでください。")
        )
    return redirect("portal:application", number=held.number)


@open_to("cases.see-own")
def notice(request: Any, notice_id: UUID) -> HttpResponse:
    """The notice as PDF. Opening it is noted once; it proves nothing."""
    given = mail.open_notice(notice_id, by=request.actor, at=request.received_at)
    if given.file is None:
        raise Http404
    return pdf(open_file(given.file), f"notice-{given.id}.pdf")


def _case_of(held: Any) -> Any:
    case = getattr(held, "case", None)
    if case is None:
        raise NotFound
    return case


def _after(text: str) -> tuple[datetime, UUID] | None:
    moment, _bar, row = text.partition("|")
    try:
        return (datetime.fromisoformat(moment.replace(" ", "+")), UUID(row)) if row else None
    except ValueError:
        return None
