"""報告: a section's own list of a quarter, the form of a line, and the keeper's review."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from madoguchi.core.calendar.public import today
from madoguchi.core.money.public import parse_yen
from madoguchi.core.refused import Refused
from madoguchi.faces.shell.guard import open_to
from madoguchi.services.plan import progress
from madoguchi.services.plan.actions import report as reporting
from madoguchi.services.plan.actions.review import review_report
from madoguchi.services.plan.desk.around import done, long_text, page, standing_or_404, the_plan
from madoguchi.services.plan.models import FollowUp, Report, Task
from madoguchi.services.plan.quarters import Quarter, quarter_to_report
from madoguchi.services.plan.stages import Answer, Stage


class ReportForm(forms.Form):
    basis = forms.IntegerField(widget=forms.HiddenInput)
    stage = forms.ChoiceField(label=gettext_lazy("到達した段階"), choices=Stage.choices)
    done = long_text(gettext_lazy("したこと"), required=True)
    obstacles = long_text(gettext_lazy("困っていること"), rows=2)
    next_step = long_text(gettext_lazy("次にすること"), rows=2)
    evidence = long_text(gettext_lazy("根拠となる資料"), help_text=gettext_lazy("文書番号やアドレスを1行に1つ。"), rows=2)
    cost = forms.CharField(
        label=gettext_lazy("費用（円）"), required=False, max_length=20, help_text=gettext_lazy("この四半期にかかった額。")
    )
    public_text = long_text(
        gettext_lazy("公開する文"),
        help_text=gettext_lazy("確認されると、市民に公開されます。個人の情報は書かないでください。"),
        rows=2,
    )

    def clean_cost(self) -> int | None:
        text = self.cleaned_data["cost"].strip()
        if not text:
            return None
        try:
            return int(parse_yen(text))
        except (Refused, ValueError) as problem:
            raise forms.ValidationError(str(problem)) from problem


class ReviewForm(forms.Form):
    answer = forms.ChoiceField(label=gettext_lazy("結果"), choices=Answer.choices, widget=forms.RadioSelect)
    note = long_text(gettext_lazy("理由・意見"), help_text=gettext_lazy("差し戻すときは必ず書きます。"), rows=3)


def chosen_quarter(request: Any) -> Quarter | None:
    """As the address says, else the last that is over."""
    book = the_plan()
    year, _dash, number = request.GET.get("quarter", "").partition("-")
    if year.isdigit() and number in {"1", "2", "3", "4"} and int(year) in book.latest.years:
        return Quarter(int(year), int(number))
    return quarter_to_report(book, today(request.received_at))


@open_to("plan.see")
def home(request: Any) -> HttpResponse:
    book, quarter = the_plan(), chosen_quarter(request)
    section = request.actor.section
    dues = progress.of_quarter(book, quarter, day=today(request.received_at), section=section) if quarter else []
    context = {
        "quarter": quarter,
        "quarters": [Quarter(year, n) for year in book.latest.years for n in (1, 2, 3, 4)],
        "dues": dues,
        "due_on": quarter.due_on(book.plan.report_due_days) if quarter else None,
        "closed": bool(quarter and progress.is_closed(quarter.year)),
        "over": book.latest.ended_on(today(request.received_at)),
        "follow_ups": FollowUp.objects.visible_to(request.actor).filter(section=section, done_at=None).order_by("due_on"),
        "tasks": Task.objects.visible_to(request.actor).filter(section=section, answer=None).order_by("due_on"),
    }
    return page(request, "home", book, **context)


@open_to("plan.report")
def report(request: Any, code: str, line: str, year: int, quarter: int) -> HttpResponse:
    book = the_plan()
    standing = standing_or_404(book, code)
    row = standing.line(line)
    if row is None or year not in book.latest.years or quarter not in {1, 2, 3, 4}:
        raise Http404
    asked = Quarter(year, quarter)
    reporting.section_of(book, code, request.actor)
    last = progress.newest_reports(asked).get((code, line))
    form = ReportForm(request.POST or None, initial=initial_of(last))
    if form.is_valid():
        given = form.cleaned_data

        def act() -> Report:
            return reporting.send_report(
                code, asked, line=line, **{**given, "stage": Stage(given["stage"])}, by=request.actor, at=request.received_at
            )

        if done(request, form, act, _("報告しました。計画の担当課が確認します。")):
            return redirect("plan-desk:home")
        last = progress.newest_reports(asked).get((code, line))
    context = {
        "one": standing,
        "line": row,
        "quarter": asked,
        "form": form,
        "last": last,
        "review": progress.review_of(last),
        "planned": row.steps[book.latest.years.index(year)],
        "newest": last.revision if last else 0,
    }
    return page(request, "report", book, **context)


def initial_of(last: Report | None) -> dict[str, Any]:
    """What stands already, to be put right."""
    if last is None:
        return {"basis": 0}
    names = ("stage", "done", "obstacles", "next_step", "evidence", "cost", "public_text")
    return {"basis": last.revision, **{name: getattr(last, name) for name in names}}


@open_to("plan.keep")
def reviews(request: Any) -> HttpResponse:
    book = the_plan()
    waiting = [(row, book.standing(row.measure)) for row in progress.waiting_for_review(by=request.actor)]
    return page(request, "reviews", book, waiting=waiting)


@open_to("plan.keep")
def review(request: Any, pk: UUID) -> HttpResponse:
    book = the_plan()
    row = Report.objects.visible_to(request.actor).select_related("review").filter(pk=pk).first()
    if row is None:
        raise Http404
    form = ReviewForm(request.POST or None)
    if form.is_valid():
        answer, note = Answer(form.cleaned_data["answer"]), form.cleaned_data["note"]
        if done(
            request,
            form,
            lambda: review_report(row, answer, note=note, by=request.actor, at=request.received_at),
            _("確認しました。") if answer is Answer.ACCEPTED else _("差し戻しました。"),
        ):
            return redirect("plan-desk:reviews")
    standing = book.standing(row.measure)
    line = standing.line(row.line) if standing else None
    return page(request, "review", book, row=row, one=standing, line=line, form=form, review=progress.review_of(row))
