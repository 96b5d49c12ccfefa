"""不在と代わり: who looks after whose cases, and from when until when."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from madoguchi.core.calendar.public import parse_date, today
from madoguchi.core.refused import Refused
from madoguchi.engines.cases import public as cases
from madoguchi.faces.desk.outcomes import attempt
from madoguchi.faces.shell.guard import open_to

EXAMPLE = gettext_lazy("例：令和8年8月3日、2026-8-3")


class DayField(forms.CharField):
    """A day as anybody may type it."""

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        try:
            return parse_date(typed) if typed else None
        except Refused as problem:
            raise forms.ValidationError(str(problem)) from problem


class AbsenceForm(forms.Form):
    account = forms.ChoiceField(label=gettext_lazy("不在の職員"))
    deputy = forms.ChoiceField(label=gettext_lazy("代わりの職員"))
    from_on = DayField(label=gettext_lazy("初日"), max_length=40, help_text=EXAMPLE)
    until_on = DayField(label=gettext_lazy("最終日"), max_length=40, help_text=EXAMPLE)

    def __init__(self, colleagues: list[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("account", "deputy"):
            self.fields[name].choices = [("", "―"), *((str(one.pk), one.name) for one in colleagues)]  # type: ignore[attr-defined]


@open_to("cases.assign")
def page(request: Any) -> HttpResponse:
    day = today(request.received_at)
    colleagues = cases.caseworkers(by=request.actor, on=day)
    form = AbsenceForm(colleagues, request.POST or None, initial={"account": str(request.actor.account_id)})
    if request.method == "POST" and form.is_valid():
        said, known = form.cleaned_data, {str(one.pk): one for one in colleagues}
        try:
            cases.enter_absence(
                known[said["account"]],
                known[said["deputy"]],
                section=request.actor.section,
                from_on=said["from_on"],
                until_on=said["until_on"],
                by=request.actor,
                at=request.received_at,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("不在の間の代わりを登録しました。"))
            return redirect("desk:absences")
    context = {"form": form, "rows": cases.absences(by=request.actor, on=day)}
    return render(request, "desk/worklist/absences.html", context, status=422 if form.errors else 200)


@open_to("cases.assign")
@require_POST
def end(request: Any, pk: int) -> HttpResponse:
    attempt(request, lambda: cases.end_absence(pk, by=request.actor, at=request.received_at), _("不在の登録を取り消しました。"))
    return redirect("desk:absences")
