"""電話メモ: what was said without a case; joined to one, or done with."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from madoguchi.core.audit.public import listed
from madoguchi.core.calendar.public import parse_date
from madoguchi.core.refused import NotFound, Refused
from madoguchi.engines.cases import public as cases
from madoguchi.engines.people import public as people
from madoguchi.faces.desk.lists import page_of
from madoguchi.faces.desk.outcomes import attempt
from madoguchi.faces.desk.sections import choices_of
from madoguchi.faces.desk.who import names_of
from madoguchi.faces.shell.guard import open_to


class MemoForm(forms.Form):
    """Who it was, as far as it was said, and what about."""

    way = forms.ChoiceField(
        label=gettext_lazy("受け方"), choices=cases.MemoWay.choices, widget=forms.RadioSelect, initial="telephone"
    )
    name = forms.CharField(label=gettext_lazy("相手の氏名"), max_length=100, required=False)
    kana = forms.CharField(label=gettext_lazy("フリガナ"), max_length=100, required=False)
    birth = forms.CharField(
        label=gettext_lazy("生年月日"), max_length=40, required=False, help_text=gettext_lazy("例：平成2年4月12日、1990-4-12")
    )
    phone = forms.CharField(label=gettext_lazy("電話番号"), max_length=30, required=False)
    text = forms.CharField(label=gettext_lazy("用件"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    section = forms.ChoiceField(label=gettext_lazy("所属"), required=False)

    def __init__(self, sections: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = sections  # type: ignore[attr-defined]
        if len(sections) < 2:
            self.fields["section"].widget = forms.HiddenInput()
            self.fields["section"].initial = sections[0][0] if sections else ""

    def clean_birth(self) -> str:
        typed = self.cleaned_data["birth"].strip()
        try:
            return parse_date(typed).isoformat() if typed else ""
        except Refused as problem:
            raise forms.ValidationError(str(problem)) from problem


@open_to("cases.note", purpose="inquiry")
@require_safe
def listing(request: Any) -> HttpResponse:
    """Those that wait, the newest first."""
    page = page_of(cases.Memo.objects.visible_to(request.actor).waiting().select_related("key"), request, by=("-at", "-id"))
    listed(request.actor, request.received_at, "memo", {}, [memo.pk for memo in page.rows], request.purpose)
    names = names_of(memo.by_code for memo in page.rows)
    rows = [(memo, cases.person_of(memo.who), names.get(memo.by_code, "")) for memo in page.rows]
    return render(request, "desk/worklist/memos.html", {"page": page, "rows": rows})


@open_to("cases.note", purpose="inquiry")
def write(request: Any) -> HttpResponse:
    sections = choices_of(request.actor.sections_with("cases.note"))
    form = MemoForm(sections, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            cases.write_memo(
                said["text"],
                cases.person_of(said),
                section=said["section"] or request.actor.section,
                way=said["way"],
                by=request.actor,
                at=request.received_at,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("メモを残しました。"))
            return redirect("desk:memos")
    return render(request, "desk/worklist/memo_new.html", {"form": form}, status=422 if form.errors else 200)


@open_to("cases.note", purpose="inquiry")
def one(request: Any, pk: UUID) -> HttpResponse:
    """The memo, and the case that it belongs to, by its number."""
    memo = _opened(request, pk)
    error = ""
    if request.method == "POST":
        try:
            case = cases.look(request.POST.get("number", ""), by=request.actor, at=request.received_at, purpose=request.purpose)
            cases.join_memo(memo, case, by=request.actor, at=request.received_at)
        except NotFound:
            error = _("その受付番号の案件は、この所属にはありません。番号を確かめてください。")
        except Refused as refusal:
            error = str(refusal)
        else:
            messages.success(request, _("メモを案件に加えました。"))
            return redirect("desk:case", number=case.number)
    context = {
        "memo": memo,
        "who": cases.person_of(memo.who),
        "born": date.fromisoformat(memo.who["birth"]) if memo.who.get("birth") else None,
        "writer": names_of([memo.by_code]).get(memo.by_code, ""),
        "error": error,
        "typed": request.POST.get("number", ""),
    }
    return render(request, "desk/worklist/memo.html", context, status=422 if error else 200)


@open_to("cases.note", purpose="inquiry")
@require_POST
def finish(request: Any, pk: UUID) -> HttpResponse:
    memo = _opened(request, pk)
    attempt(request, lambda: cases.finish_memo(memo, by=request.actor, at=request.received_at), _("メモの用件を終えました。"))
    return redirect("desk:memos")


def _opened(request: Any, pk: UUID) -> Any:
    return people.look(
        cases.Memo.objects.select_related("key", "case"), by=request.actor, at=request.received_at, purpose=request.purpose, pk=pk
    )
