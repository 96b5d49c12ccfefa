"""A measure at the desk: its reports, its yearly evaluation, its ending."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from madoguchi.core.calendar.public import today
from madoguchi.faces.shell.guard import open_to
from madoguchi.services.plan import progress
from madoguchi.services.plan.actions import evaluate as evaluating
from madoguchi.services.plan.book import Book
from madoguchi.services.plan.desk.around import done, long_text, page, standing_or_404, the_plan
from madoguchi.services.plan.models import Evaluation, Meeting
from madoguchi.services.plan.stages import Ending, Verdict


class EvaluationForm(forms.Form):
    basis = forms.IntegerField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(label=gettext_lazy("評価"), widget=forms.RadioSelect)
    reason = long_text(gettext_lazy("理由"), required=True, help_text=gettext_lazy("市民に公開されます。"))

    def __init__(self, book: Book, over: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [one for one in Verdict.choices if not (over and one[0] == Verdict.LATE)]
        self.fields["verdict"].choices = shown  # type: ignore[attr-defined]
        self.rules = {f"rule-{rule.code}": rule for rule in book.plan.rules}
        for name, rule in self.rules.items():
            help_text = _("%(asks)s 違うときだけ、理由を書いてください。") % {"asks": rule.asks}
            self.fields[name] = forms.CharField(label=str(rule.title), required=False, max_length=400, help_text=help_text)

    def departures(self) -> dict[str, str]:
        return {rule.code: self.cleaned_data[name] for name, rule in self.rules.items()}


class EndForm(forms.Form):
    ending = forms.ChoiceField(label=gettext_lazy("しめくくり"), choices=Ending.choices, widget=forms.RadioSelect)
    reason = long_text(gettext_lazy("理由"), required=True, help_text=gettext_lazy("市民に公開されます。"))
    meeting = forms.ChoiceField(label=gettext_lazy("決めた会議"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Meeting.objects.order_by("-held_on")[:20]
        self.fields["meeting"].choices = [("", "―"), *((str(row.pk), str(row)) for row in rows)]  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """Nothing to fill in: a button."""


@open_to("plan.see")
def measure(request: Any, code: str) -> HttpResponse:
    book = the_plan()
    standing = standing_or_404(book, code)
    context = {
        "one": standing,
        "reports": progress.history(code, by=request.actor),
        "evaluations": Evaluation.objects.visible_to(request.actor).filter(measure=code).order_by("-year", "-revision"),
        "outcome": progress.outcomes(book.latest.code).get(code),
    }
    return page(request, "measure", book, **context)


@open_to("plan.keep")
def evaluate(request: Any, code: str, year: int) -> HttpResponse:
    book = the_plan()
    standing = standing_or_404(book, code)
    if year not in book.latest.years:
        raise Http404
    last = progress.evaluations(year).get(code)
    initial: dict[str, Any] = {"basis": last.revision if last else 0}
    if last:
        initial |= {"verdict": last.verdict, "reason": last.reason, **{f"rule-{rule}": text for rule, text in last.rules.items()}}
    form = EvaluationForm(book, book.latest.ended_on(today(request.received_at)), request.POST or None, initial=initial)
    if form.is_valid():
        given = form.cleaned_data

        def act() -> Evaluation:
            return evaluating.evaluate(
                code,
                year,
                Verdict(given["verdict"]),
                reason=given["reason"],
                rules=form.departures(),
                basis=given["basis"],
                by=request.actor,
                at=request.received_at,
            )

        if done(request, form, act, _("評価しました。")):
            return redirect("plan-desk:measure", code)
    reports = [row for row in progress.history(code, by=request.actor) if row.year == year]
    return page(request, "evaluate", book, one=standing, year=year, form=form, reports=reports, last=last)


@open_to("plan.keep")
def end(request: Any, code: str) -> HttpResponse:
    book = the_plan()
    standing = standing_or_404(book, code)
    form = EndForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        held = Meeting.objects.visible_to(request.actor)
        meeting = held.filter(pk=given["meeting"]).first() if given["meeting"] else None

        def act() -> object:
            return evaluating.end_measure(
                code, Ending(given["ending"]), reason=given["reason"], meeting=meeting, by=request.actor, at=request.received_at
            )

        if done(request, form, act, _("しめくくりを記録しました。")):
            return redirect("plan-desk:measure", code)
    return page(request, "end", book, one=standing, form=form)


@open_to("plan.keep")
def close(request: Any, year: int) -> HttpResponse:
    book = the_plan()
    if year not in book.latest.years:
        raise Http404
    form = CloseForm(request.POST if request.method == "POST" else None)

    def act() -> object:
        return evaluating.close_year(year, by=request.actor, at=request.received_at)

    if form.is_valid() and done(request, form, act, _("年度を締めました。")):
        return redirect("plan-desk:board")
    return page(request, "close", book, year=year, form=form, closed=progress.is_closed(year))
