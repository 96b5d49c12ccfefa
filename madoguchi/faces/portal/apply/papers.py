"""Papers: several files from a phone, one to follow, and what is still missing."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from madoguchi.core.files.public import PAPER, FileRefused, labels, open_file
from madoguchi.core.refused import Refused
from madoguchi.engines.forms import public as forms
from madoguchi.faces.portal.apply.fields import accept_of
from madoguchi.faces.portal.apply.frame import Frame, address, before, frame_of
from madoguchi.faces.portal.apply.pages import closed
from madoguchi.faces.portal.apply.who import draft_of


def papers(request: Any, id: UUID) -> HttpResponse:
    """All papers that the answers call for. POST goes on: what is missing is explained, never barred."""
    draft, by = draft_of(request, id)
    if not draft.is_open:
        return closed(request, draft)
    frame = frame_of(request, draft, by)
    frame.number = len(frame.state.walk.stops) + 1
    if request.method == "POST":
        if request.POST.get("then") == "later":
            return HttpResponseRedirect(address("apply-later", draft))
        missing = [p for p in frame.state.problems() if p.confirm and p.path.startswith("attach.")]
        there = address("apply-explain", draft, forms.PAPERS) if missing else address("apply-review", draft)
        return HttpResponseRedirect(there)
    return _show(request, frame)


def add(request: Any, id: UUID, slot: str) -> HttpResponse:
    draft, by = draft_of(request, id)
    uploads = request.FILES.getlist("file")
    if not uploads:
        return _show(request, frame_of(request, draft, by), slot, _("ファイルを選んでから「追加する」を押してください。"))
    try:
        forms.attach(draft, slot, [(upload.name or "", upload) for upload in uploads], by=by, at=request.received_at)
    except (FileRefused, forms.TooManyFiles) as refusal:
        return _show(request, frame_of(request, draft, by), slot, str(refusal))
    except forms.DraftClosed:
        return closed(request, draft)
    return HttpResponseRedirect(f"{address('apply-papers', draft)}#slot-{slot}")


def remove(request: Any, id: UUID, file: UUID) -> HttpResponse:
    draft, by = draft_of(request, id)
    try:
        forms.remove_attachment(draft, file, by=by, at=request.received_at)
    except forms.DraftClosed:
        return closed(request, draft)
    return HttpResponseRedirect(address("apply-papers", draft))


def later(request: Any, id: UUID, slot: str) -> HttpResponse:
    draft, by = draft_of(request, id)
    try:
        forms.mark_later(draft, slot, request.POST.get("later") == "yes", by=by, at=request.received_at)
    except Refused:
        raise Http404 from None
    return HttpResponseRedirect(f"{address('apply-papers', draft)}#slot-{slot}")


def look(request: Any, id: UUID, file: UUID) -> Any:
    """The file again, as it was kept, for the person who added it."""
    draft, _by = draft_of(request, id)
    row = draft.files.select_related("file", "file__key").filter(file_id=file).first()
    if row is None:
        raise Http404
    content = open_file(row.file)
    return FileResponse(iter([content]), content_type=row.file.mime, as_attachment=True, filename=row.file.name)


def _show(request: Any, frame: Frame, slot: str = "", error: str = "") -> HttpResponse:
    frame.number = len(frame.state.walk.stops) + 1
    rows = []
    for due in frame.state.walk.slots():
        rows.append(
            _row(
                frame,
                due.id,
                str(due.label),
                str(due.hint or ""),
                due.accept,
                due.max_files,
                not due.optional,
                due.later,
            )
        )
    for asked in frame.file_questions():
        q = asked.question
        rows.append(_row(frame, q.id, str(q.label), str(q.hint or ""), q.accept, q.max_files, asked.required, False))
    for row in rows:
        row["error"] = error if row["id"] == slot else ""
    context = {"frame": frame, "slots": rows, "back": before(frame, "papers"), "error": error, "slot": slot}
    return render(request, "portal/apply/papers.html", context, status=422 if error else 200)


def _row(frame: Frame, id: str, label: str, hint: str, accept: list[str], most: int, required: bool, later: bool) -> dict[str, Any]:
    files = [file for file in frame.state.files if file.slot == id]
    return {
        "id": id,
        "label": label,
        "hint": hint,
        "kinds": labels(frozenset(accept) or PAPER.kinds),
        "accept": accept_of(accept),
        "most": most,
        "required": required,
        "later": later,
        "marked": id in frame.state.later,
        "files": files,
        "full": len(files) >= most,
    }
