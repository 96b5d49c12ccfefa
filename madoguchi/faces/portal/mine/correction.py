"""Answering a correction: only what was asked, with what stands there now, each part beside its comment."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from madoguchi.core.refused import Refused
from madoguchi.engines.cases import public as cases
from madoguchi.engines.forms.public import Problem
from madoguchi.faces.shell.correcting import PAPER, Ask, asks_of, show_again, typed
from madoguchi.faces.shell.fields import ErrorLink
from madoguchi.faces.shell.guard import open_to
from madoguchi.faces.shell.papers import keep_papers
from madoguchi.faces.shell.questions import error_links


@open_to("cases.see-own")
def correct(request: Any, number: str) -> HttpResponse:
    held = cases.look_application(number, by=request.actor, at=request.received_at)
    view = cases.application_for_person(held, by=request.actor, language=request.language.code)
    if view.correction is None or view.case is None:
        messages.info(request, _("いまは、修正をお願いしている項目はありません。"))
        return redirect("portal:application", number=held.number)
    asks = asks_of(held.definition, view.asked, cases.answers_of(held))
    errors: list[ErrorLink] = []
    if request.method == "POST":
        questions = {path: question for ask in asks for path, question in ask.questions.items()}
        changes, problems = typed(questions, request)
        refusal = ""
        if not problems:
            try:
                files = [pair for ask in asks for pair in papers_of(ask, held, request)]
                cases.correct(view.case, changes, files=files, by=request.actor, at=request.received_at)
            except cases.StillWrong as wrong:
                problems = wrong.problems
            except Refused as refused:
                refusal = str(refused)
            else:
                messages.success(request, _("直した内容を受け取りました。ありがとうございました。"))
                return redirect("portal:application", number=held.number)
        show_again(asks, problems, request)
        errors = [*error_links(field for ask in asks for field in ask.fields), *elsewhere(problems, questions)]
        errors += [ErrorLink("", refusal)] if refusal else []
    context = {"application": held, "correction": view.correction, "asks": asks, "errors": errors}
    return render(request, "portal/mine/correct.html", context, status=422 if errors else 200)


def papers_of(ask: Ask, held: Any, request: Any) -> list[Any]:
    if not ask.slot:
        return []
    uploads = request.FILES.getlist(PAPER + ask.slot)
    return keep_papers(held.id, ask.slot, uploads, by=request.actor, at=request.received_at)


def elsewhere(problems: list[Problem], questions: dict[str, Any]) -> list[ErrorLink]:
    """Problems of questions that are not on this page."""
    return [ErrorLink("", problem.sentence) for problem in problems if problem.path not in questions]
