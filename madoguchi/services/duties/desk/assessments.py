"""特定個人情報保護評価, at the desk: an affair each, its versions, what changed in the definitions, the paper."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from madoguchi.core.calendar.public import today
from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.engines.people import public as people
from madoguchi.faces.desk.outcomes import attempt
from madoguchi.faces.shell.guard import open_to
from madoguchi.services.duties.assessment.acting import TEXTS, adopt, affair_of, draft, state_of
from madoguchi.services.duties.assessment.facts import affairs, facts_of, unassigned
from madoguchi.services.duties.assessment.sheet import sheet_of
from madoguchi.services.duties.assessment.sources import named
from madoguchi.services.duties.desk.keeping import names_of
from madoguchi.services.duties.models import Assessment
from madoguchi.services.duties.rules import sections_for

DUE = {
    "never": gettext_lazy("まだ評価がない"),
    "changed": gettext_lazy("定義が変わった：見直しの時期"),
    "old": gettext_lazy("年数が過ぎた：見直しの時期"),
}


def _number(label: Any, hint: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=2_000_000_000, help_text=hint)


class DraftForm(forms.Form):
    people = _number(gettext_lazy("対象人数"), gettext_lazy("この事務で個人番号を扱う人の数"))
    handlers = _number(gettext_lazy("取扱者数"), gettext_lazy("委託先を含む、扱う職員などの数"))
    counted_on = forms.DateField(label=gettext_lazy("数えた日"), widget=forms.DateInput(attrs={"type": "date"}))
    grave = forms.ChoiceField(
        label=gettext_lazy("過去1年以内の特定個人情報の重大事故"),
        choices=[("no", gettext_lazy("なかった")), ("yes", gettext_lazy("あった"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label in TEXTS.items():
            self.fields[key] = forms.CharField(
                label=label, required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
            )
        for one in self.fields.values():
            one.error_messages["required"] = _("%(what)sを入力してください。") % {"what": one.label}
            one.error_messages["invalid"] = _("%(what)sを正しく入力してください。") % {"what": one.label}


@open_to("duties.registers")
@require_safe
def listing(request: Any) -> HttpResponse:
    on = today(request.received_at)
    rows = [(one, DUE.get(one.due, "")) for one in (state_of(affair, on) for affair in affairs())]
    return render(request, "duties/assessments.html", {"rows": rows, "unassigned": unassigned(), "tab": "assessments"})


@open_to("duties.registers")
def one(request: Any, code: str) -> HttpResponse:
    """What the definitions answer, the versions, a form for the next one."""
    try:
        affair = affair_of(code)
    except NotFound:
        raise Http404 from None
    state = state_of(affair, today(request.received_at))
    form = DraftForm(request.POST or None, initial=_begun(state.last))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        counted = {name: given[name] for name in ("people", "handlers", "counted_on")} | {"grave": given["grave"] == "yes"}
        try:
            texts = {key: given[key] for key in TEXTS}
            made = draft(code, **counted, texts=texts, by=request.actor, at=request.received_at)
            return redirect("desk-duties:assessment-version", code, made.version)
        except NotPermitted:
            raise
        except Refused as refusal:
            form.add_error("counted_on", str(refusal))
    versions = list(Assessment.objects.visible_to(request.actor).filter(affair=code).order_by("-version"))
    context = {
        "affair": affair,
        "state": state,
        "due": DUE.get(state.due, ""),
        "facts": [(fact, named(fact.sources)) for fact in facts_of(affair)],
        "versions": versions,
        "who": names_of([row.by_code for row in versions]),
        "form": form,
        "may_assess": sections_for(request.actor, "duties.assess") is None,
    }
    return render(request, "duties/assessment.html", context)


def _begun(last: Assessment | None) -> dict[str, Any]:
    if last is None:
        return {}
    counted = {"people": last.people, "handlers": last.handlers, "counted_on": last.counted_on}
    return {**counted, "grave": "yes" if last.grave else "no", **last.texts}


@open_to("duties.registers")
@require_safe
def version(request: Any, code: str, number: int) -> HttpResponse:
    made = _version(request, code, number)
    context = {
        "made": made,
        "affair": affair_of(code),
        "facts": [(fact, named(fact["sources"])) for fact in made.facts],
        "texts": [(label, made.texts.get(key, "")) for key, label in TEXTS.items()],
        "who": names_of([made.by_code, made.adopted_by]),
        "may_adopt": made.adopted_at is None and sections_for(request.actor, "duties.adopt") is None,
    }
    return render(request, "duties/assessment_version.html", context)


@open_to("duties.registers")
@require_safe
def paper(request: Any, code: str, number: int) -> HttpResponse:
    made = _version(request, code, number)
    answer = HttpResponse(sheet_of(made, at=request.received_at), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{code}-{number}.pdf"'
    return answer


@open_to("duties.adopt")
@require_POST
def adopt_version(request: Any, code: str, number: int) -> HttpResponse:
    made = _version(request, code, number)
    attempt(request, lambda: adopt(made, by=request.actor, at=request.received_at), _("この版を確定しました。"))
    return redirect("desk-duties:assessment-version", code, number)


def _version(request: Any, code: str, number: int) -> Assessment:
    rows = Assessment.objects.all()
    found: Assessment = people.look(rows, by=request.actor, at=request.received_at, affair=code, version=number)
    return found
