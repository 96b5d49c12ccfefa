"""Typing in an application that did not come through the portal. Everything stands on one page; nothing missing is a bar."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from madoguchi.city.public import NotDefined, all_defined, defined
from madoguchi.core.calendar.public import parse_date, today
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.refused import Refused
from madoguchi.engines.cases import public as cases
from madoguchi.engines.forms.public import Question
from madoguchi.faces.desk.intake.sheet import answers_from, sheet_of
from madoguchi.faces.shell.correcting import typed
from madoguchi.faces.shell.fields import ErrorLink
from madoguchi.faces.shell.guard import open_to
from madoguchi.faces.shell.papers import keep_papers
from madoguchi.faces.shell.questions import error_links

SOURCES = [choice for choice in cases.Source.choices if choice[0] in cases.BY_HAND]


@open_to("cases.take-in")
def choose(request: Any) -> HttpResponse:
    own = request.actor.sections_with("cases.take-in")
    found = [procedure for procedure in all_defined(cases.Procedure) if procedure.department in own]
    return render(request, "desk/intake/choose.html", {"procedures": found})


@open_to("cases.take-in")
def sheet(request: Any, code: str) -> HttpResponse:
    try:
        procedure = defined(cases.Procedure, code)
    except NotDefined as missing:
        raise Http404 from missing
    items = {page.repeat.id: _count(request, page.repeat) for page in procedure.pages if page.repeat}
    page = sheet_of(procedure, items, request if request.method == "POST" else None, [])
    errors: list[ErrorLink] = []
    if request.method == "POST" and "more" not in request.POST:
        questions: dict[str, Question] = {path: q for block in page for path, q in block.questions.items()}
        values, problems = typed(questions, request)
        stamped, wrong = _stamp(request)
        if not problems and not wrong:
            try:
                taken = _take_in(request, procedure, values, stamped)
            except Refused as refused:
                wrong = [ErrorLink("", str(refused))]
            else:
                messages.success(request, _("登録しました。受付番号は %(number)s です。") % {"number": taken.number})
                return redirect("desk:case", number=taken.number)
        page = sheet_of(procedure, items, request, problems)
        errors = [*wrong, *error_links(f for block in page for f in block.fields)]
    context = {
        "procedure": procedure,
        "blocks": page,
        "items": items,
        "sources": SOURCES,
        "errors": errors,
        "post": request.POST,
        "today": today(request.received_at),
    }
    return render(request, "desk/intake/sheet.html", context, status=422 if errors else 200)


def _take_in(request: Any, procedure: Any, values: dict[str, Any], stamped: date | None) -> Any:
    papers = []
    group = uuid7()
    for slot in procedure.attach:
        uploads = request.FILES.getlist(f"attach.{slot.id}")
        papers += keep_papers(group, slot.id, uploads, by=request.actor, at=request.received_at)
    return cases.take_in(
        procedure.code,
        answers_from(values),
        source=request.POST.get("source", ""),
        stamped_on=stamped,
        reason=request.POST.get("stamp_reason", "").strip(),
        files=papers,
        by=request.actor,
        at=request.received_at,
    )


def _stamp(request: Any) -> tuple[date | None, list[ErrorLink]]:
    wrong = []
    if request.POST.get("source") not in dict(SOURCES):
        wrong.append(ErrorLink("source-1", _("どのように届いたかを選んでください。")))
    text = request.POST.get("stamped_on", "").strip()
    try:
        return (parse_date(text) if text else None), wrong
    except Refused as refused:
        return None, [*wrong, ErrorLink("stamped_on", f"{_('受付印の日')}：{refused}")]


def _count(request: Any, repeat: Any) -> int:
    """How many items of a repeated page the sheet shows."""
    try:
        asked = int(request.POST.get(f"items.{repeat.id}", "") or 1)
    except ValueError:
        asked = 1
    if request.POST.get("more") == repeat.id:
        asked += 1
    return max(min(asked, repeat.max), 1)
