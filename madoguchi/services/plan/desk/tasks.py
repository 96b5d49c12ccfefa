"""課題: what the working group is asked and reports."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from madoguchi.faces.shell.guard import open_to
from madoguchi.services.plan.actions.task import answer_task, give_task
from madoguchi.services.plan.book import Book
from madoguchi.services.plan.desk.around import Day, done, long_text, measures, page, sections, the_plan
from madoguchi.services.plan.models import Task


class TaskForm(forms.Form):
    group = forms.ChoiceField(label=gettext_lazy("部門"))
    section = forms.ChoiceField(label=gettext_lazy("とりまとめの所属"))
    title = forms.CharField(label=gettext_lazy("課題"), max_length=200)
    question = long_text(gettext_lazy("検討すること"), required=True)
    measure = forms.ChoiceField(label=gettext_lazy("施策"), required=False)
    due_on = Day(label=gettext_lazy("期限"))

    def __init__(self, book: Book, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(m.ja, m) for body in book.plan.bodies for m in body.members]
        for name, choices in (("group", groups), ("section", sections(book)), ("measure", measures(book))):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    text = long_text(gettext_lazy("検討の結果"), required=True, rows=8)
    proposal = long_text(gettext_lazy("本部への提案"))


@open_to("plan.see")
def listing(request: Any) -> HttpResponse:
    rows = Task.objects.visible_to(request.actor).select_related("answer").order_by("due_on", "id")[:200]
    return page(request, "tasks", the_plan(), rows=[(row, getattr(row, "answer", None)) for row in rows])


@open_to("plan.keep")
def new(request: Any) -> HttpResponse:
    book = the_plan()
    form = TaskForm(book, request.POST or None)
    if form.is_valid():
        given = form.cleaned_data

        def act() -> object:
            return give_task(**given, by=request.actor, at=request.received_at)

        if done(request, form, act, _("課題を付しました。")):
            return redirect("plan-desk:tasks")
    return page(request, "task_new", book, form=form)


@open_to("plan.see")
def one(request: Any, pk: UUID) -> HttpResponse:
    task = Task.objects.visible_to(request.actor).select_related("answer").filter(pk=pk).first()
    if task is None:
        raise Http404
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        if done(
            request, form, lambda: answer_task(task, **given, by=request.actor, at=request.received_at), _("本部へ報告しました。")
        ):
            return redirect("plan-desk:tasks")
    return page(request, "task", the_plan(), task=task, answer=getattr(task, "answer", None), form=form)
