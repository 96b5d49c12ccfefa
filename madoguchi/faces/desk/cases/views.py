"""A case on one screen. `look` opens it, scoped and written down; each button is one action."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from madoguchi.core.calendar.public import today
from madoguchi.core.files.public import open_file
from madoguchi.core.refused import Refused
from madoguchi.engines.approvals import public as approvals
from madoguchi.engines.cases import public as cases
from madoguchi.engines.messages import public as mail
from madoguchi.engines.people import public as people
from madoguchi.faces.desk.cases.register import compare
from madoguchi.faces.desk.worklist.listing import waiting
from madoguchi.faces.shell.guard import open_to

BESIDE = 8


@open_to("cases.see", purpose="casework")
def case(request: Any, number: str) -> HttpResponse:
    held = cases.look(number, by=request.actor, at=request.received_at, purpose=request.purpose)
    view = cases.case_for_desk(held, by=request.actor, at=request.received_at)
    beside = cases.queue(by=request.actor, filters=cases.Filters(section=held.section), limit=BESIDE)
    following = cases.next_after(held, by=request.actor)
    who, at, language = view.applicant, request.received_at, request.language.code
    beside_it = cases.namesakes(view.case, who, by=request.actor, at=at, language=language, purpose=request.purpose)
    proof = view.case.definition.filer.proof if view.case.definition.filer else None
    context = {
        "view": view,
        "case": view.case,
        "namesakes": cases.other_people(beside_it),
        "own_others": [one for one in beside_it if one.one_person],
        "known": by_path(cases.known_otherwise(view.case, who, by=request.actor)),
        "queue": waiting(beside.items, today(request.received_at)),
        "following": following,
        "register": compare(held, view.applicant, by=request.actor, at=request.received_at),
        "approval": open_approval(view.case, request.actor),
        "batch": cases.open_batch_of(view.case),
        "notices": mail.notices_about("case", held.id),
        "channels": {code: channel.label for code, channel in mail.CHANNELS.items()},
        "files": files_of(view.case),
        "purpose": people.PURPOSES.get(request.purpose).label if request.purpose in people.PURPOSES else "",
        "needs_identity": needs_identity(view.case),
        "lacks_proof": cases.lacks_proof(view.case),
        "signature": cases.signature_of(view.case),
        "decided": decided_words(view.case),
        "proof_wanted": proof,
        "proof": any(row.slot == proof for row in papers_of(view.case)),
        "filer": filer_of(view.case),
        "visits": visits_of(view.case, request.actor),
        "visit_wanted": visit_wanted(view.case, request),
        "has_new": any(one.from_person and one.seen_at is None for one in view.case.messages.all()),
    }
    return render(request, "desk/cases/case.html", context)


def visits_of(held: Any, by: Any) -> list[tuple[Any, bool]]:
    """When the person comes, and whether this desk may open that reservation."""
    sections = by.sections_with("booking.see")
    return [(visit, visit.section in sections) for visit in cases.visits_of(held.application)]


def visit_wanted(held: Any, request: Any) -> cases.Wanted | None:
    """A time that whoever telephones may choose anew."""
    open_now = held.withdrawn_at is None and not held.decided and request.actor.may("booking.take-call")
    return cases.visit_wanted(held.application, at=request.received_at) if open_now else None


def by_path(found: list[cases.KnownOtherwise]) -> dict[str, list[cases.KnownOtherwise]]:
    rows: dict[str, list[cases.KnownOtherwise]] = {}
    for one in found:
        rows.setdefault(one.path, []).append(one)
    return rows


def filer_of(held: Any) -> people.Filer | None:
    """Who handed it in for the person."""
    return people.filer_of(held.application.submitted_by, held.account, held.application.delegation)


def needs_identity(held: Any) -> bool:
    """Whether a grant or a receipt still waits for a record of how the person was identified."""
    return not cases.is_known(held, held.identity_checks.all())


def decided_words(held: Any) -> dict[Any, list[tuple[str, str]]]:
    """What was entered with each decision: label and words."""
    asked = held.definition.decide.ask if held.definition.decide else []
    found: dict[Any, list[tuple[str, str]]] = {}
    for decision in held.decisions.all() if asked else ():
        decision.case = held
        words = cases.entered_words(held.definition, decision.values)
        found[decision.id] = [(str(question.label), words[question.id]) for question in asked if question.id in words]
    return found


def open_approval(held: Any, actor: Any) -> Any:
    """The draft that waits, when this person could agree to it."""
    drafted = [proposal for proposal in held.proposals.all() if proposal.ended_at is None]
    if not drafted or not actor.may("approvals.decide", held.section):
        return None
    return approvals.open_approval("proposal", drafted[0].id)


def files_of(held: Any) -> list[tuple[str, Any]]:
    """All papers with the name of what they are."""
    labels = {slot.id: slot.label for slot in held.definition.attach}
    return [(labels.get(row.slot, row.slot), row.file) for row in papers_of(held)]


def papers_of(held: Any) -> list[Any]:
    return [*held.application.files.all(), *held.application.later_attachments.all()]


@open_to("cases.see", purpose="casework")
def file(request: Any, number: str, file_id: UUID) -> HttpResponse:
    held = cases.look(number, by=request.actor, at=request.received_at, purpose=request.purpose)
    rows = [*held.application.files.select_related("file"), *held.application.later_attachments.select_related("file")]
    stored = next((row.file for row in rows if row.file_id == file_id), None)
    if stored is None:
        raise Http404
    response = HttpResponse(open_file(stored), content_type=stored.mime)
    response["Content-Disposition"] = f'inline; filename="{stored.id}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@open_to("cases.see", purpose="casework")
def notice(request: Any, number: str, notice_id: UUID) -> HttpResponse:
    held = cases.look(number, by=request.actor, at=request.received_at, purpose=request.purpose)
    given = next((one for one in mail.notices_about("case", held.id) if one.id == notice_id), None)
    if given is None or given.file is None:
        raise Http404
    response = HttpResponse(open_file(given.file), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="notice-{given.id}.pdf"'
    return response


@open_to("cases.see", purpose="casework")
def signature(request: Any, number: str) -> HttpResponse:
    """The evidence as it was kept, for `madoguchi verify`."""
    held = cases.look(number, by=request.actor, at=request.received_at, purpose=request.purpose)
    found = cases.evidence_of_case(held)
    if found is None:
        raise Http404
    name, content = found
    response = HttpResponse(content, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def take_over(held: Any, *, by: Any, at: Any) -> Any:
    return cases.assign(held, to=people.Account.objects.get(pk=by.account_id), by=by, at=at)


PLAIN: dict[str, tuple[Callable[..., Any], Any]] = {
    "settle": (cases.settle, gettext_lazy("受け取りました。この案件は終わりです。")),
    "accept": (cases.accept, gettext_lazy("受け付けました。")),
    "start_review": (cases.start_review, gettext_lazy("審査を始めました。")),
    "take_over": (take_over, gettext_lazy("担当になりました。")),
    "end_correction": (cases.end_correction, gettext_lazy("補正の依頼を終えました。")),
    "withdraw_proposal": (cases.withdraw_proposal, gettext_lazy("起案を取り下げました。")),
    "notify": (cases.notify, gettext_lazy("通知書を作りました。")),
    "complete": (cases.complete, gettext_lazy("完了としました。")),
    "see_messages": (cases.see_messages, gettext_lazy("読んだことを記録しました。")),
}
"""Actions that need no more than a button."""


@open_to("cases.see", purpose="casework")
@require_POST
def do(request: Any, number: str, action: str) -> HttpResponse:
    """One of the plain actions; a refusal becomes a sentence on the case's page."""
    if action not in PLAIN:
        raise Http404
    held = cases.look(number, by=request.actor, at=request.received_at, purpose=request.purpose)
    act, done = PLAIN[action]
    try:
        act(held, by=request.actor, at=request.received_at)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, str(done))
    if action == "complete" and (following := cases.next_after(held, by=request.actor)):
        messages.info(request, _("次の案件を開きました。"))
        return redirect("desk:case", number=following.number)
    return redirect("desk:case", number=held.number)
