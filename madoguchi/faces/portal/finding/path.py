"""The questions of a life event, the list in which they end, and the list that a person has kept."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from madoguchi.city.public import LifeEvent, Todo
from madoguchi.engines.knowledge import public as knowledge
from madoguchi.faces.portal.finding.showing import url_of
from madoguchi.faces.portal.home.views import department_or_none, or_404
from madoguchi.faces.shell.guard import open_to


@dataclass(frozen=True)
class Line:
    """One thing of the list with where it leads."""

    todo: Todo
    url: str
    department: Any
    done: bool


@open_to("anyone")
@require_safe
def path(request: Any, code: str) -> HttpResponse:
    """One question a page; what was answered stands in the address, as codes. No cookie, nothing kept."""
    event = or_404(LifeEvent, code)
    answers = knowledge.asked(event, request.GET.dict())
    question = knowledge.next_question(event, answers)
    context = {"event": event, "answers": answers, "question": question, "given": _given(event, answers)}
    if question is None:
        return render(request, "portal/finding/plan.html", {**context, **_lists(event, answers, [])})
    return render(request, "portal/finding/question.html", {**context, "unanswered": "asked" in request.GET})


@open_to("anyone")
@require_POST
def keep(request: Any, code: str) -> HttpResponse:
    event = or_404(LifeEvent, code)
    token = knowledge.keep_checklist(event, request.POST.dict(), by=request.actor, at=request.received_at)
    return redirect("portal:checklist", token)


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
def checklist(request: Any, token: str) -> HttpResponse:
    """Whoever has the link has the list."""
    kept, event = knowledge.open_checklist(token)
    return _checklist(request, kept, event)


@open_to("resident")
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: Any, pk: Any) -> HttpResponse:
    kept, event = knowledge.own_checklist(pk, request.actor)
    return _checklist(request, kept, event)


def _checklist(request: Any, kept: knowledge.Checklist, event: LifeEvent) -> HttpResponse:
    if request.method == "POST":
        knowledge.tick(kept, request.POST.getlist("done"), at=request.received_at)
        return redirect(request.path + "?saved=1")
    context = {
        "event": event,
        "kept": kept,
        "saved": "saved" in request.GET,
        "link": request.build_absolute_uri(request.path),
        "given": _given(event, kept.answers),
        **_lists(event, kept.answers, kept.done),
    }
    response = render(request, "portal/finding/plan.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _given(event: LifeEvent, answers: dict[str, str]) -> list[tuple[Any, Any]]:
    return [(question.label, question.options[answers[question.id]]) for question in event.questions if question.id in answers]


def _lists(event: LifeEvent, answers: dict[str, str], done: list[str]) -> dict[str, Any]:
    plan = knowledge.plan_of(event, answers)
    known = {(entry.kind, entry.code): entry for entry in knowledge.entries(("procedure", "topic", "purpose"))}

    def lines(todos: list[Todo]) -> list[Line]:
        return [Line(todo, _url(todo, known), _department(todo, known), todo.id in done) for todo in todos]

    bring = list(dict.fromkeys(str(thing) for todo in plan.open for thing in todo.bring))
    return {"must": lines(plan.must), "may": lines(plan.may), "need_not": plan.need_not, "bring": bring}


def _url(todo: Todo, known: dict[tuple[str, str], knowledge.Entry]) -> str:
    if todo.url:
        return todo.url
    wanted = (("procedure", todo.procedure), ("purpose", todo.purpose), ("topic", todo.topic))
    return next((url_of(known[kind, code]) for kind, code in wanted if code and (kind, code) in known), "")


def _department(todo: Todo, known: dict[tuple[str, str], knowledge.Entry]) -> Any:
    wanted = (("procedure", todo.procedure), ("topic", todo.topic))
    found = todo.department or next((known[k, c].department for k, c in wanted if c and (k, c) in known), "")
    return department_or_none(found) if found else None
