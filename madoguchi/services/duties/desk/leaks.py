"""漏えい等, at the desk: what is open and due, one of them, its papers, those concerned."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from madoguchi.core.audit.public import listed
from madoguchi.core.calendar.public import today
from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.engines.people import public as people
from madoguchi.faces.desk.outcomes import attempt, sentence_of
from madoguchi.faces.shell.guard import open_to
from madoguchi.services.duties.desk.keeping import names_of
from madoguchi.services.duties.leaks import acting
from madoguchi.services.duties.leaks.acting import TEXTS
from madoguchi.services.duties.leaks.sheet import sheet_of
from madoguchi.services.duties.models import Leak
from madoguchi.services.duties.models.leak import Ground, Stage, What

DUE = {
    "prompt": gettext_lazy("速報"),
    "full": gettext_lazy("確報"),
    "persons": gettext_lazy("本人への通知"),
}


def _day(label: Any, hint: Any = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(label=label, help_text=hint, required=required, widget=forms.DateInput(attrs={"type": "date"}))


class LeakForm(forms.Form):
    what = forms.ChoiceField(label=gettext_lazy("種別"), choices=What.choices)
    known_on = _day(gettext_lazy("知った日"), gettext_lazy("この日を1日目として、報告の期限を数えます。後で変えられません。"))
    happened_on = _day(gettext_lazy("発生した日"), gettext_lazy("分からないときは空欄"), required=False)
    grounds = forms.MultipleChoiceField(
        label=gettext_lazy("報告を要する事由"),
        choices=Ground.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("1つでも当たるときは、個人情報保護委員会への報告と、本人への通知が要ります。"),
    )
    people = forms.IntegerField(
        label=gettext_lazy("本人の数"),
        min_value=0,
        max_value=2_000_000_000,
        required=False,
        help_text=gettext_lazy("分からないときは空欄"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label in TEXTS.items():
            area = forms.Textarea(attrs={"rows": 3})
            self.fields[key] = forms.CharField(label=label, max_length=4000, required=key == "overview", widget=area)
        for one in self.fields.values():
            one.error_messages["required"] = _("%(what)sを入力してください。") % {"what": one.label}
            one.error_messages["invalid"] = _("%(what)sを正しく入力してください。") % {"what": one.label}


@open_to("duties.leaks", purpose="leak")
def listing(request: Any) -> HttpResponse:
    seen = Leak.objects.visible_to(request.actor).prefetch_related("reports", "persons")
    rows = list(seen.order_by("closed_at", "known_on")[:300])
    listed(request.actor, request.received_at, "leak", {}, [one.pk for one in rows], request.purpose)
    on = today(request.received_at)
    shown = [(one, [] if one.closed_at else _due(one, on)) for one in rows]
    context = {
        "open": [row for row in shown if row[0].closed_at is None],
        "over": [one for one, _due_ in shown if one.closed_at],
        "tab": "leaks",
    }
    return render(request, "duties/leaks.html", context)


def _due(leak: Leak, on: Any) -> list[tuple[Any, Any, bool]]:
    return [(DUE[one.what], one.by_on, one.late) for one in acting.due_of(leak, on)]


@open_to("duties.leaks", purpose="leak")
def new(request: Any) -> HttpResponse:
    form = LeakForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        texts = {key: given.pop(key) for key in TEXTS}
        try:
            made = acting.enter(**given, section=request.actor.section, texts=texts, by=request.actor, at=request.received_at)
            messages.success(request, _("記録しました。"))
            return redirect("desk-duties:leak", made.pk)
        except NotPermitted:
            raise
        except Refused as refusal:
            form.add_error("known_on" if refusal.code == "leak-day-in-future" else None, str(refusal))
    return render(request, "duties/leak_form.html", {"form": form})


@open_to("duties.leaks", purpose="leak")
def one(request: Any, pk: UUID) -> HttpResponse:
    leak = _leak(request, pk)
    on = today(request.received_at)
    persons = list(leak.persons.select_related("case").order_by("pk"))
    context = {
        "leak": leak,
        "texts": [(label, leak.texts.get(key, "")) for key, label in TEXTS.items()],
        "grounds": [Ground(code).label for code in leak.grounds],
        "due": [] if leak.closed_at else _due(leak, on),
        "reports": list(leak.reports.order_by("stage")),
        "stages": Stage.choices,
        "persons": [(one, sentence_of(one.trouble) if one.trouble not in {"", "erased"} else one.trouble) for one in persons],
        "untold": sum(one.told_at is None for one in persons),
        "who": names_of([leak.by_code, leak.closed_by]),
    }
    return render(request, "duties/leak.html", context)


@open_to("duties.leaks", purpose="leak")
def mend(request: Any, pk: UUID) -> HttpResponse:
    leak = _leak(request, pk)
    known = {"what": leak.what, "known_on": leak.known_on, "happened_on": leak.happened_on, "grounds": leak.grounds}
    form = LeakForm(request.POST or None, initial={**known, "people": leak.people, **leak.texts})
    for name in ("what", "known_on"):
        del form.fields[name]
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        texts = {key: given.pop(key) for key in TEXTS}
        if attempt(
            request,
            lambda: acting.mend(leak, **given, texts=texts, by=request.actor, at=request.received_at),
            _("記録しました。"),
        ):
            return redirect("desk-duties:leak", pk)
    return render(request, "duties/leak_form.html", {"form": form, "leak": leak})


class ReportForm(forms.Form):
    stage = forms.ChoiceField(choices=Stage.choices)
    sent_on = forms.DateField()


@open_to("duties.leaks", purpose="leak")
@require_POST
def do(request: Any, pk: UUID, what: str) -> HttpResponse:
    """What is done with one: reported, whom it concerns, telling them, closing it."""
    leak, by, at = _leak(request, pk), request.actor, request.received_at
    if what == "report":
        form = ReportForm(request.POST)
        if form.is_valid():
            given = form.cleaned_data
            attempt(request, lambda: acting.report(leak, given["stage"], given["sent_on"], by=by, at=at), _("報告を記録しました。"))
        else:
            messages.error(request, _("日付を正しく入力してください。"))
    elif what == "concern":
        numbers = [one for one in re.split(r"[\s,、，]+", request.POST.get("numbers", "")) if one]
        try:
            attempt(request, lambda: acting.concern(leak, numbers, by=by, at=at), _("加えました。"))
        except NotFound as refusal:
            messages.error(request, str(refusal))
    elif what == "tell":
        attempt(request, lambda: acting.tell_all(leak, by=by, at=at), _("知らせています。結果はこのページに出ます。"))
    elif what == "close":
        attempt(request, lambda: acting.close(leak, request.POST.get("reason", ""), by=by, at=at), _("終えました。"))
    elif what.isdigit():
        person = leak.persons.filter(pk=int(what)).first()
        if person is None:
            raise Http404
        attempt(request, lambda: acting.told_by_hand(person, by=by, at=at), _("記録しました。"))
    else:
        raise Http404
    return redirect("desk-duties:leak", pk)


@open_to("duties.leaks", purpose="leak")
@require_safe
def paper(request: Any, pk: UUID, stage: str) -> HttpResponse:
    if stage not in Stage.values:
        raise Http404
    leak = _leak(request, pk)
    answer = HttpResponse(sheet_of(leak, Stage(stage), at=request.received_at), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="leak-{stage}.pdf"'
    return answer


def _leak(request: Any, pk: UUID) -> Leak:
    rows = Leak.objects.select_related("key")
    found: Leak = people.look(rows, by=request.actor, at=request.received_at, purpose=request.purpose, pk=pk)
    return found
