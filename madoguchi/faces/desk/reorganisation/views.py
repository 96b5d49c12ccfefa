"""Pages of the reorganisation. The dry run counts what is there at this moment; the file names each single thing."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from madoguchi.city.public import departments
from madoguchi.core.audit.public import note_export
from madoguchi.core.refused import NotPermitted, Refused
from madoguchi.engines.people import public as people
from madoguchi.faces.desk.staff.forms import Day
from madoguchi.faces.desk.tables import csv_response
from madoguchi.faces.shell.guard import open_to

MANAGE = "people.reorganise"
ROWS = 8


class PlanForm(forms.Form):
    """Up to eight steps; empty ones are left out."""

    title = forms.CharField(
        label=gettext_lazy("件名"),
        help_text=gettext_lazy("例：令和9年4月1日 こども部の再編"),
        max_length=200,
        error_messages={"required": gettext_lazy("件名を入力してください。")},
    )
    on = Day(label=gettext_lazy("施行日"), help_text=gettext_lazy("新しい組織の最初の日。例：令和9年4月1日、2027-04-01"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        language = get_language() or "ja"
        choices = [("", gettext_lazy("選んでください")), *((one.code, one.title.in_(language)) for one in departments())]
        for n in range(ROWS):
            self.fields[f"from-{n}"] = forms.ChoiceField(label=_("{n}. 移す課").format(n=n + 1), choices=choices, required=False)
            self.fields[f"to-{n}"] = forms.ChoiceField(label=_("{n}. 行き先の課").format(n=n + 1), choices=choices, required=False)
            self.fields[f"only-{n}"] = forms.CharField(
                label=_("{n}. この手続だけ（コード、空白で区切る）").format(n=n + 1), required=False, max_length=2000
            )

    def steps(self) -> list[dict[str, Any]]:
        found = []
        for n in range(ROWS):
            origin, to = self.cleaned_data.get(f"from-{n}"), self.cleaned_data.get(f"to-{n}")
            if origin or to:
                only = str(self.cleaned_data.get(f"only-{n}") or "").split()
                found.append({"from": origin or "", "to": to or "", "procedures": only})
        return found


@open_to(MANAGE)
@require_safe
def listing(request: Any) -> HttpResponse:
    plans = list(people.Reorganisation.objects.all()[:100])
    return render(request, "desk/reorganisation/list.html", {"plans": plans})


@open_to(MANAGE, fresh=True)
def new(request: Any) -> HttpResponse:
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = people.plan_reorganisation(
                form.cleaned_data["title"],
                form.cleaned_data["on"],
                form.steps(),
                by=request.actor,
                at=request.received_at,
            )
        except NotPermitted:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("desk:reorganisation", made.pk)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "desk/reorganisation/new.html", {"form": form}, status=status)


@open_to(MANAGE)
def one(request: Any, pk: UUID) -> HttpResponse:
    plan = get_object_or_404(people.Reorganisation, pk=pk)
    if request.method == "POST":
        act = people.declare_ready if request.POST.get("do") == "ready" else people.cancel_reorganisation
        try:
            act(plan, by=request.actor, at=request.received_at)
        except NotPermitted:
            raise
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            said = _("確定しました。施行日の0時に自動で行います。") if act is people.declare_ready else _("取り消しました。")
            messages.success(request, said)
        return redirect("desk:reorganisation", pk)
    is_open = plan.done_at is None and plan.cancelled_at is None
    context = {"plan": plan, "is_open": is_open, "touched": people.dry_run_of(plan) if is_open else []}
    return render(request, "desk/reorganisation/one.html", context)


@open_to(MANAGE)
@require_safe
def as_csv(request: Any, pk: UUID) -> HttpResponseBase:
    """Each single thing of the dry run."""
    plan = get_object_or_404(people.Reorganisation, pk=pk)
    left = note_export(
        "people.reorganisation-exported", by=request.actor, at=request.received_at, what="reorganisation", form="csv"
    )
    columns = [_("種類"), _("対象"), _("移す課"), _("行き先の課")]
    rows = ([str(value) for value in row] for row in people.whole_list(plan))
    return csv_response(f"reorganisation-{plan.on.isoformat()}", columns, rows, left.watermark)
