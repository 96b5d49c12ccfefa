"""資料: a meeting's papers as files: attached, read, taken back; and agreement asked for its decisions."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from madoguchi.core.files.public import look_into
from madoguchi.core.refused import Refused
from madoguchi.faces.shell.guard import open_to
from madoguchi.services.plan.actions import agree, meet, papers
from madoguchi.services.plan.desk.around import attempt
from madoguchi.services.plan.desk.meetings import meeting_or_404
from madoguchi.services.plan.models import AgendaItem, Decision, Meeting, Paper
from madoguchi.services.plan.portal.handing_out import as_download


@open_to("plan.keep")
@require_POST
def attach(request: Any, pk: UUID) -> HttpResponse:
    """Files for one item, each under the name that was typed, or its own."""
    meeting = meeting_or_404(request, pk)
    item = meeting.items.filter(position=_number(request.POST.get("item", ""))).first()
    uploads = request.FILES.getlist("file")
    if item is None or not uploads:
        messages.error(request, _("議題とファイルを選んでください。"))
        return redirect("plan-desk:meeting", pk)
    typed, inside = request.POST.get("title", "").strip(), bool(request.POST.get("inside"))
    for n, upload in enumerate(uploads, 1):
        title = upload.name if not typed else typed if len(uploads) == 1 else f"{typed} {n}"
        if not _attached(request, item, upload, title, public=not inside):
            break
    return redirect("plan-desk:meeting", pk)


def _attached(request: Any, item: AgendaItem, upload: Any, title: str, *, public: bool) -> bool:
    try:
        file = look_into(upload, name=upload.name, limits=papers.PAPERS)
        papers.attach_paper(item, file, title=title, public=public, by=request.actor, at=request.received_at)
    except Refused as refused:
        messages.error(request, f"{upload.name}: {refused}")
        return False
    messages.success(request, _("資料「%(title)s」を付けました。") % {"title": title})
    return True


@open_to("plan.see")
def read(request: Any, pk: UUID) -> StreamingHttpResponse:
    paper = paper_or_404(request, pk)
    return as_download(paper.file)


@open_to("plan.keep")
@require_POST
def take_back(request: Any, pk: UUID) -> HttpResponse:
    paper = paper_or_404(request, pk)
    meeting, by, at = paper.item.meeting_id, request.actor, request.received_at
    attempt(request, lambda: papers.take_back_paper(paper, by=by, at=at), _("資料を取り下げました。"))
    return redirect("plan-desk:meeting", meeting)


@open_to("plan.keep")
@require_POST
def about_decision(request: Any, pk: UUID, action: str) -> HttpResponse:
    """Ask for the agreement, or keep a decision inside after all."""
    held = Meeting.objects.visible_to(request.actor)
    decision = Decision.objects.filter(meeting__in=held, pk=pk).first()
    acts = {
        "ask": (agree.ask_agreement, _("決裁を求めました。")),
        "inside": (meet.keep_inside, _("公開しない決定にしました。")),
    }
    if decision is None or action not in acts:
        raise Http404
    act, sentence = acts[action]
    attempt(request, lambda: act(decision, by=request.actor, at=request.received_at), sentence)
    return redirect("plan-desk:meeting", decision.meeting_id)


@open_to("plan.see")
def decision(request: Any, pk: UUID) -> HttpResponse:
    """Where a decision stands: on its meeting's page."""
    held = Meeting.objects.visible_to(request.actor)
    found = Decision.objects.filter(meeting__in=held, pk=pk).first()
    if found is None:
        raise Http404
    return redirect("plan-desk:meeting", found.meeting_id)


def paper_or_404(request: Any, pk: UUID) -> Paper:
    held = Meeting.objects.visible_to(request.actor)
    found = Paper.objects.filter(item__meeting__in=held, pk=pk).select_related("file__key", "item__meeting").first()
    if found is None:
        raise Http404
    return found


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
