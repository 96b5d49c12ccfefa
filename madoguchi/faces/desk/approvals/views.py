"""決裁: the drafts of the section, each shown with its case; agreed to or sent back with a reason."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from madoguchi.core.audit.public import listed
from madoguchi.core.links.public import link_to
from madoguchi.core.refused import Refused
from madoguchi.engines.approvals import public as approvals
from madoguchi.engines.cases import public as cases
from madoguchi.engines.people import public as people
from madoguchi.faces.shell.guard import open_to

PAGE = 25


@open_to("approvals.see", purpose="casework")
def queue(request: Any) -> HttpResponse:
    page = approvals.queue(by=request.actor, after=_after(request.GET.get("after", "")), limit=PAGE)
    drafts = {
        p.approval: p
        for p in cases.Proposal.objects.filter(approval__in=[a.id for a in page.items]).select_related("case__version")
    }
    batches = {one.approval: one for one in cases.Batch.objects.counted().filter(approval__in=[a.id for a in page.items])}
    rows = [(approval, drafts.get(approval.id), batches.get(approval.id), words_of(approval)) for approval in page.items]
    following = f"?after={page.next[0].isoformat()}_{page.next[1]}" if page.next else ""
    return render(request, "desk/approvals/queue.html", {"rows": rows, "next": following.replace("+", "%2B")})


@open_to("approvals.see", purpose="casework")
def one(request: Any, approval_id: UUID) -> HttpResponse:
    approval = people.look(
        approvals.Approval.objects.all(), by=request.actor, at=request.received_at, purpose=request.purpose, pk=approval_id
    )
    if approval.subject_kind == "batch":
        return of_batch(request, approval)
    if approval.subject_kind in approvals.SUBJECTS:
        return of_another_room(request, approval)
    proposal = cases.Proposal.objects.select_related("case").filter(approval=approval.id).first()
    if proposal is None:
        raise Http404
    held = cases.look(proposal.case.number, by=request.actor, at=request.received_at, purpose=request.purpose)
    view = cases.case_for_desk(held, by=request.actor, at=request.received_at)
    mine = approval.requested_by == request.actor.code
    context = {
        "approval": approval,
        "proposal": proposal,
        "view": view,
        "case": view.case,
        "mine": mine,
        "who": people_names(approval),
    }
    return render(request, "desk/approvals/one.html", context)


def of_another_room(request: Any, approval: Any) -> HttpResponse:
    """A draft about something that no case knows: what is asked, and the way to the thing itself."""
    subject = approvals.SUBJECTS.get(approval.subject_kind)
    context = {
        "approval": approval,
        "what": subject.name,
        "facts": subject.facts(approval.subject_id),
        "there": link_to(approval.subject_kind, approval.subject_id, "desk"),
        "mine": approval.requested_by == request.actor.code,
        "who": people_names(approval),
    }
    return render(request, "desk/approvals/other.html", context)


def of_batch(request: Any, approval: Any) -> HttpResponse:
    """One agreement for many cases: first what would be decided how often, then each case."""
    batch = cases.batch_of_approval(approval.id, by=request.actor)
    if batch is None:
        raise Http404
    items = [item for item in cases.batch_items(batch) if item.proposal and item.proposal.ended_at is None]
    language = request.language.code
    listed(request.actor, request.received_at, "case", {"batch": batch.id}, [one.case_id for one in items], request.purpose)
    context = {
        "approval": approval,
        "batch": batch,
        "items": [(item, cases.draft_in_words(item, language)) for item in items],
        "groups": cases.groups_of(items, language),
        "mine": approval.requested_by == request.actor.code,
        "who": people_names(approval),
    }
    return render(request, "desk/approvals/batch.html", context)


@open_to("approvals.decide", purpose="casework")
@require_POST
def answer(request: Any, approval_id: UUID) -> HttpResponse:
    approval = people.look(
        approvals.Approval.objects.all(), by=request.actor, at=request.received_at, purpose=request.purpose, pk=approval_id
    )
    reason = request.POST.get("reason", "").strip()
    try:
        if request.POST.get("verdict") == "approve":
            approvals.approve(approval, by=request.actor, at=request.received_at, note=reason)
            of_a_case = approval.subject_kind not in approvals.SUBJECTS
            messages.success(request, _("決裁しました。通知書は続けて作られます。") if of_a_case else _("決裁しました。"))
        else:
            approvals.send_back(approval, reason=reason, by=request.actor, at=request.received_at)
            messages.success(request, _("差し戻しました。"))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:approval", approval_id=approval.id)
    return redirect("desk:approvals")


def words_of(approval: Any) -> Any:
    """What a draft of another room is about."""
    return approvals.SUBJECTS.get(approval.subject_kind).name if approval.subject_kind in approvals.SUBJECTS else approval.title


def people_names(approval: Any) -> str:
    """Who asked for it; "" for one without an account, as a system is."""
    kind, _colon, number = approval.requested_by.partition(":")
    try:
        account = UUID(number) if kind == "staff" else None
    except ValueError:
        account = None
    return people.Account.objects.filter(pk=account).values_list("name", flat=True).first() or "" if account else ""


def _after(text: str) -> tuple[datetime, UUID] | None:
    moment, _bar, row = text.rpartition("_")
    try:
        return (datetime.fromisoformat(moment), UUID(row)) if moment else None
    except ValueError:
        return None
