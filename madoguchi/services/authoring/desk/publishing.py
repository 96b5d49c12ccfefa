"""起案 and 決裁 of a publication; what was published when, what changed, and back to an earlier version."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from madoguchi.city import public as city
from madoguchi.core.calendar.public import parse_date
from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.engines.approvals import public as approvals
from madoguchi.faces.desk.outcomes import attempt
from madoguchi.faces.shell.guard import open_to
from madoguchi.services.authoring import queries
from madoguchi.services.authoring.actions import submit as submitting
from madoguchi.services.authoring.body import kind_of, main_of
from madoguchi.services.authoring.checking import Looked, looked_over
from madoguchi.services.authoring.desk.around import desk_of, said, title_of
from madoguchi.services.authoring.models import Manuscript, Submission
from madoguchi.services.authoring.saying import changes


class SubmitForm(forms.Form):
    reason = forms.CharField(
        label=_("起案の理由"),
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"required": _("起案の理由を入力してください。")},
    )
    publish_on = forms.CharField(
        label=_("公開する日"),
        required=False,
        max_length=40,
        help_text=_("空欄なら、決裁のあとすぐに公開します。例：令和9年4月1日、2027-04-01"),
    )

    def clean_publish_on(self) -> Any:
        text = self.cleaned_data["publish_on"].strip()
        try:
            return parse_date(text) if text else None
        except (Refused, ValueError) as problem:
            raise forms.ValidationError(str(problem)) from problem


@open_to("authoring.write")
def submit(request: Any, pk: UUID) -> HttpResponse:
    """What would be published, what stands in the way, and the request."""
    desk = desk_of(request, pk)
    form = SubmitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            submitting.submit(desk.manuscript, **form.cleaned_data, by=request.actor, at=request.received_at)
            messages.success(request, _t("起案しました。決裁されると公開されます。"))
            return redirect("authoring:manuscript", desk.pk)
        except (NotPermitted, NotFound):
            raise
        except Refused as refusal:
            form.add_error("publish_on" if refusal.code == "day-past" else None, str(refusal))
    looked = looked_over(desk.body)
    context = {
        "desk": desk,
        "form": form,
        "looked": looked,
        "wrong": [one for one in looked.all_examples if not one.passed],
        "concerned": _concerned(looked),
        **_difference(desk.manuscript, desk.body),
    }
    return render(request, "authoring/submit.html", context, status=422 if form.errors else 200)


def _difference(manuscript: Manuscript, body: dict[str, Any]) -> dict[str, Any]:
    """Against the version it is based on; of notices, against those in force."""
    found = []
    if manuscript.based_on:
        found = list(changes(manuscript.based_on.written, main_of(body)))
    notices = []
    for code, raw in body.get("notice", {}).items():
        now = city.current("notice", code)
        notices.append((said(raw.get("title")) or code, list(changes(now.written, raw)) if now else None))
    return {"changes": found, "is_new": manuscript.based_on is None, "notices": notices}


@open_to("authoring.see")
def submission(request: Any, pk: UUID) -> HttpResponse:
    """For the chief: what changes, whether its examples hold, how it looks; then yes or no."""
    found = queries.submission_for(request.actor, pk)
    approval = _asked(found, pk)
    if approval is None:
        raise Http404
    if request.method == "POST":
        return _answer(request, found, approval)
    body = found.revision.body
    looked = looked_over(body)
    context = {
        "submission": found,
        "manuscript": found.manuscript,
        "title": title_of(body),
        "approval": approval,
        "looked": looked,
        "wrong": [one for one in looked.all_examples if not one.passed],
        "concerned": _concerned(looked),
        "others": _others(found),
        "is_own": request.actor.may("authoring.see", found.manuscript.section),
        "mine": approval.requested_by == request.actor.code,
        "may_decide": request.actor.may("approvals.decide", approval.section),
        "names": queries.names_of([found.asked_by]),
        "yaml": [(kind, code, city.write_yaml(raw)) for kind, code, raw in _texts(body)],
        **_difference(found.manuscript, body),
    }
    return render(request, "authoring/submission.html", context)


def _asked(found: Submission, pk: UUID) -> Any:
    """The approval by which one came: the own chief's, or that of another department."""
    asking = next((one for one in found.askings.all() if one.pk == pk), None)
    rows = approvals.Approval.objects.select_related("key")
    return rows.filter(pk=asking.approval if asking else found.approval or found.pk).first()


def _concerned(looked: Looked) -> list[tuple[str, str]]:
    """Of a block: the procedures that change with it, each with the department in charge."""
    names = {one.code: str(one.name) for one in city.departments()}
    rows = [(said(one.written.get("title")), str(one.written.get("department", ""))) for one in looked.concerned]
    return [(title, names.get(code, code)) for title, code in rows]


def _others(found: Submission) -> list[tuple[str, str]]:
    """Whom else it was put before, and what they said."""
    names = {one.code: str(one.name) for one in city.departments()}
    askings = list(found.askings.all())
    rows = approvals.Approval.objects.filter(pk__in=[one.approval for one in askings]).select_related("answer")
    said_by = {one.pk: str(one.answer.get_verdict_display()) if one.answered_at else _t("決裁待ち") for one in rows}
    return [(names.get(one.section, one.section), said_by.get(one.approval, "")) for one in askings]


def _texts(body: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (kind_of(body), main_of(body).get("code", ""), main_of(body)),
        *(("notice", c, raw) for c, raw in body.get("notice", {}).items()),
    ]


def _answer(request: Any, found: Submission, approval: Any) -> HttpResponse:
    reason = request.POST.get("reason", "").strip()
    by, when = request.actor, request.received_at
    if request.POST.get("verdict") == "approve":
        done = attempt(
            request, lambda: approvals.approve(approval, by=by, at=when, note=reason), _t("決裁しました。公開は続けて行われます。")
        )
    else:
        done = attempt(request, lambda: approvals.send_back(approval, reason=reason, by=by, at=when), _t("差し戻しました。"))
    return redirect("desk:approvals") if done else redirect("authoring:submission", found.pk)


@open_to("definitions.see")
@require_safe
def history(request: Any, code: str, kind: str = "procedure") -> HttpResponse:
    """Every version of a procedure or a shared block, and in words what each changed."""
    published = city.Publication.objects.filter(kind=kind, code=code).select_related("version").first()
    if published is None:
        raise Http404
    rows = list(published.changes.exclude(version=None).select_related("version").order_by("-id")[:30])
    told = [
        (row, list(changes(older.version.written, row.version.written)) if older and older.version and row.version else None)
        for row, older in zip(rows, [*rows[1:], None], strict=False)
    ]
    department = getattr(published.version.definition, "department", "")
    mine = department in request.actor.sections_with("authoring.write")
    if kind == "block":
        mine = code in {one.code for one, _n in queries.own_blocks(request.actor)}
    context = {
        "kind": kind,
        "code": code,
        "title": str(published.version.definition.title),
        "rows": told,
        "now": published.version,
        "names": queries.names_of(row.by for row in rows),
        "mine": mine,
    }
    return render(request, "authoring/history.html", context)
