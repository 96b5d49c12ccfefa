"""保存と廃棄: what is due, what was proposed, what is gone, what is held back."""

import csv
import io
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from madoguchi.core.audit.public import listed
from madoguchi.core.calendar.public import today
from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.engines.approvals import public as approvals
from madoguchi.engines.people import public as people
from madoguchi.faces.desk.lists import page_of
from madoguchi.faces.desk.outcomes import attempt
from madoguchi.faces.shell.guard import open_to
from madoguchi.services.duties.keeping.hold import hold, let_go
from madoguchi.services.duties.keeping.propose import due, propose, withdraw
from madoguchi.services.duties.models import Disposal, DisposalList, Preservation, Verdict, Why

BOM = "\ufeff"
SIZE = 100


@open_to("duties.see", purpose="records")
def due_page(request: Any) -> HttpResponse:
    """What is due for disposal, without names: number, procedure, days. The ticked ones are proposed together."""
    if request.method == "POST":
        made = _propose(request)
        if made is not None:
            return redirect("desk-duties:list", made.pk)
    rows = due(request.actor, request.received_at, section=request.GET.get("section", "")).select_related("version")
    page = page_of(rows, request, by=("kept_until", "id"), size=SIZE)
    listed(request.actor, request.received_at, "case", {"due": True}, [one.pk for one in page.rows], request.purpose)
    context = {
        "page": page,
        "tab": "due",
        "token": uuid4().hex,
        "own": request.actor.sections_with("duties.dispose"),
        "sections": sorted({one.section for one in page.rows}),
        "section": request.GET.get("section", ""),
    }
    return render(request, "duties/due.html", context)


def _propose(request: Any) -> DisposalList | None:
    made: list[DisposalList] = []

    def act() -> None:
        given = request.POST
        numbers, token = given.getlist("number"), given.get("token", "")[:64]
        made.append(propose(numbers, reason=given.get("reason", ""), token=token, by=request.actor, at=request.received_at))

    attempt(request, act, _("廃棄を伺いました。別の職員が決裁すると、消去します。"))
    return made[0] if made else None


@open_to("duties.see", purpose="records")
@require_safe
def lists(request: Any) -> HttpResponse:
    rows = DisposalList.objects.visible_to(request.actor).counted()
    page = page_of(rows, request, by=("-proposed_at", "-id"), size=50)
    return render(request, "duties/lists.html", {"page": page, "tab": "lists"})


@open_to("duties.see", purpose="records")
@require_safe
def one_list(request: Any, pk: UUID) -> HttpResponse:
    found: Any = _list(request, pk)
    rows = list(found.rows.order_by("number"))
    context = {
        "list": found,
        "rows": rows,
        "who": names_of([found.proposed_by, found.answered_by]),
        "reason": approvals.Approval.objects.select_related("key").get(pk=found.approval).reason,
        "mine": found.proposed_by == request.actor.code and not found.verdict,
        "running": found.verdict == Verdict.AGREED and found.finished_at is None,
        "may_decide": not found.verdict and request.actor.may("approvals.decide", found.section),
    }
    return render(request, "duties/list.html", context)


@open_to("duties.dispose", purpose="records")
@require_POST
def withdraw_list(request: Any, pk: UUID) -> HttpResponse:
    found = _list(request, pk)
    attempt(request, lambda: withdraw(found, by=request.actor, at=request.received_at), _("伺いを取り下げました。"))
    return redirect("desk-duties:list", pk)


def _list(request: Any, pk: UUID) -> DisposalList:
    rows = DisposalList.objects.counted()
    found: DisposalList = people.look(rows, by=request.actor, at=request.received_at, purpose=request.purpose, pk=pk)
    return found


@open_to("duties.see", purpose="records")
@require_safe
def ledger(request: Any) -> HttpResponse:
    """廃棄簿: every case that is gone, the newest first."""
    rows = Disposal.objects.visible_to(request.actor).filter(erased_at__isnull=False)
    page = page_of(rows, request, by=("-erased_at", "-id"), size=SIZE)
    context = {
        "page": page,
        "tab": "ledger",
        "who": names_of([code for one in page.rows for code in (one.proposed_by, one.approved_by)]),
    }
    return render(request, "duties/ledger.html", context)


@open_to("duties.see", purpose="records")
@require_safe
def ledger_csv(request: Any) -> StreamingHttpResponse:
    rows = Disposal.objects.visible_to(request.actor).filter(erased_at__isnull=False).order_by("erased_at", "id")
    listed(request.actor, request.received_at, "disposal", {"form": "csv"}, [], request.purpose)
    answer = StreamingHttpResponse(_lines(rows.iterator()), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="disposal-ledger.csv"'
    return answer


def _lines(rows: Iterator[Disposal]) -> Iterator[str]:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    head = [_("受付番号"), _("件名"), _("所属"), _("保存年限"), _("到達日"), _("終了日"), _("保存期限"), _("伺った者")]
    writer.writerow([*head, _("決裁した者"), _("決裁の日時"), _("消去した日時"), _("封緘された内容の要約値")])
    yield BOM + _taken(out)
    for one in rows:
        days = [one.received_on, one.closed_on, one.kept_until]
        writer.writerow([one.number, one.title, one.section, one.years, *days, one.proposed_by, one.approved_by,
                         one.approved_at.isoformat() if one.approved_at else "", one.erased_at.isoformat() if one.erased_at else "",
                         one.digest])  # fmt: skip
        yield _taken(out)


def _taken(out: io.StringIO) -> str:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text


class HoldForm(forms.Form):
    number = forms.CharField(label=gettext_lazy("受付番号"), max_length=20, help_text=gettext_lazy("例：23AB-CD45-E"))
    why = forms.ChoiceField(label=gettext_lazy("事由"), choices=Why.choices)
    reason = forms.CharField(
        label=gettext_lazy("理由"),
        max_length=1000,
        help_text=gettext_lazy("事件番号、監査の名前など。案件の鍵で封緘します。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    review_on = forms.DateField(
        label=gettext_lazy("見直す日"),
        help_text=gettext_lazy("この日が来ると一覧で知らせます。保全は、終えるまで続きます。"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in self.fields.values():
            one.error_messages["required"] = _("%(what)sを入力してください。") % {"what": one.label}
        self.fields["review_on"].error_messages["invalid"] = _("日付を正しく入力してください。")


@open_to("duties.see", purpose="records")
def holds(request: Any) -> HttpResponse:
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            hold(**form.cleaned_data, by=request.actor, at=request.received_at)
            messages.success(request, _("廃棄を止めました。"))
            return redirect("desk-duties:holds")
        except NotPermitted:
            raise
        except NotFound as refusal:
            form.add_error("number", str(refusal))
        except Refused as refusal:
            form.add_error("review_on" if refusal.code == "review-in-past" else "number", str(refusal))
    rows = (
        Preservation.objects.visible_to(request.actor)
        .open()
        .select_related("case__key", "case__version")
        .order_by("review_on", "id")
    )
    found = list(rows[:500])
    listed(request.actor, request.received_at, "hold", {"open": True}, [one.pk for one in found], request.purpose)
    context = {
        "rows": found,
        "form": form,
        "tab": "holds",
        "today": today(request.received_at),
        "may": request.actor.may("duties.hold"),
        "who": names_of([one.by_code for one in found]),
    }
    return render(request, "duties/holds.html", context)


@open_to("duties.hold", purpose="records")
@require_POST
def one_hold(request: Any, pk: UUID) -> HttpResponse:
    """Let go, with a reason."""
    rows = Preservation.objects.select_related("case__key")
    found = people.look(rows, by=request.actor, at=request.received_at, purpose=request.purpose, pk=pk)
    reason = request.POST.get("reason", "")
    attempt(request, lambda: let_go(found, reason=reason, by=request.actor, at=request.received_at), _("保全を終えました。"))
    return redirect("desk-duties:holds")


def names_of(codes: list[str | None]) -> dict[str, str]:
    """The names of staff behind codes. One query."""
    ids = {code.partition(":")[2] for code in codes if code and code.startswith("staff:")}
    return {f"staff:{pk}": name for pk, name in people.Account.objects.filter(pk__in=ids).values_list("pk", "name")}
