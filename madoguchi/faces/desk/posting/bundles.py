"""印刷の束: many letters as one file, printed and posted together."""

from secrets import token_urlsafe
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from madoguchi.core.audit.public import note
from madoguchi.core.calendar.public import parse_date
from madoguchi.core.files.public import stream_file
from madoguchi.engines.messages import public as mail
from madoguchi.faces.desk.lists import page_of
from madoguchi.faces.desk.outcomes import attempt
from madoguchi.faces.desk.posting.letters import warn_of
from madoguchi.faces.desk.sections import choices_of, name_sections
from madoguchi.faces.shell.guard import open_to


@open_to("messages.print")
@require_safe
def listing(request: Any) -> HttpResponse:
    rows = mail.PrintBatch.objects.visible_to(request.actor).counted().select_related("account")
    page = page_of(rows, request, by=("-at", "-id"), size=30)
    name_sections(page.rows)
    sections = choices_of(request.actor.sections_with("messages.print"))
    context = {
        "page": page,
        "free": [(code, label, mail.unbound(by=request.actor, section=code)) for code, label in sections],
        "token": token_urlsafe(24),
        "most": mail.MOST_IN_PRINT_BATCH,
    }
    return render(request, "desk/posting/bundles.html", context)


@open_to("messages.print")
@require_POST
def make(request: Any) -> HttpResponse:
    """The letters that wait, of a section or of one run, as one file. Pressed twice it is one."""
    said = request.POST
    made: list[mail.PrintBatch] = []

    def bind() -> None:
        made.append(
            mail.bind(
                said.get("section", ""),
                kind=said.get("kind", "")[:60],
                title=said.get("title", "")[:200],
                token=said.get("token", "")[:64] or token_urlsafe(24),
                by=request.actor,
                at=request.received_at,
            )
        )

    return redirect("desk:bundle", pk=made[0].pk) if attempt(request, bind) else redirect("desk:bundles")


@open_to("messages.print")
@require_safe
def one(request: Any, pk: UUID) -> HttpResponse:
    batch = _batch(request, pk)
    moving = batch.ready_at is None or bool(batch.marks)
    return render(request, "desk/posting/bundle.html", {"batch": batch, "moving": moving})


@open_to("messages.print", purpose="casework")
@require_safe
def file(request: Any, pk: UUID) -> HttpResponseBase:
    """The file for the printer, piece by piece. That it was taken is written down."""
    batch = _batch(request, pk)
    if batch.file is None:
        raise Http404
    warn_of(batch.letters.select_related("delivery__notice"), request.actor)
    data = {"letters": batch.of}
    note(
        "messages.print-batch-opened",
        by=request.actor,
        at=request.received_at,
        subject_kind="print-batch",
        subject_id=pk,
        data=data,
    )
    headers = {"Content-Disposition": f'inline; filename="letters-{batch.at:%Y%m%d-%H%M}.pdf"'}
    return StreamingHttpResponse(stream_file(batch.file), content_type="application/pdf", headers=headers)


@open_to("messages.print")
@require_POST
def mark(request: Any, pk: UUID) -> HttpResponse:
    batch = _batch(request, pk)
    what = "posted" if request.POST.get("what") == "posted" else "printed"

    def say() -> None:
        typed = request.POST.get("on", "").strip()
        day = parse_date(typed) if typed and what == "posted" else None
        mail.mark_batch(batch, what, on=day, by=request.actor, at=request.received_at)

    attempt(request, say, _("書き込んでいます。画面を閉じても続きます。"))
    return redirect("desk:bundle", pk=pk)


def _batch(request: Any, pk: UUID) -> Any:
    rows = mail.PrintBatch.objects.visible_to(request.actor).counted().select_related("account", "file__key")
    return get_object_or_404(rows, pk=pk)
