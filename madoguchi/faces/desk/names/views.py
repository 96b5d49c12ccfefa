"""The list for names, and one of them: solved by a font that was added, or by other letters that a chief approves."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.engines.documents import public as documents
from madoguchi.engines.people.public import look
from madoguchi.faces.desk.lists import page_of, query
from madoguchi.faces.desk.sections import choices_of, name_sections
from madoguchi.faces.desk.who import names_of
from madoguchi.faces.shell.guard import open_to


@dataclass(frozen=True)
class Character:
    """As it is, as Unicode names it, and what might be printed instead."""

    character: str
    codes: str
    instead: str


@open_to("documents.see")
@require_safe
def listing(request: Any) -> HttpResponse:
    """Those that wait, the oldest first; or those that are solved."""
    solved = request.GET.get("state") == "solved"
    section = request.GET.get("section", "")
    rows = documents.NameIssue.objects.visible_to(request.actor).filter(solved_at__isnull=not solved)
    if section:
        rows = rows.filter(section=section)
    page = page_of(rows, request, by=("-reported_at", "-id") if solved else ("reported_at", "id"))
    name_sections(page.rows)
    context = {
        "page": page,
        "solved": solved,
        "section": section,
        "sections": choices_of(request.actor.sections_with("documents.see")),
        "unfiltered": query(request, state="", section="", after=""),
    }
    return render(request, "desk/names/list.html", context)


@open_to("documents.see", purpose="casework")
def one(request: Any, pk: UUID) -> HttpResponse:
    issue = look(
        documents.NameIssue.objects.select_related("key"),
        by=request.actor,
        at=request.received_at,
        purpose=request.purpose,
        pk=pk,
    )
    refused = ""
    if request.method == "POST":
        try:
            _solve(request, issue)
        except (NotPermitted, NotFound):
            raise
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, _("解決しました。待っていた文書は、このあと作られます。"))
            return redirect("desk:names")
    solution = getattr(issue, "solution", None) if issue.solved_at else None
    context = {
        "issue": issue,
        "characters": [_character(character, i, request) for i, character in enumerate(issue.characters)],
        "reason": request.POST.get("reason", ""),
        "refused": refused,
        "solution": solution,
        "solved_by": names_of([solution.by_code]).get(solution.by_code, "") if solution else "",
        "may_solve": request.actor.may("documents.solve-names", issue.section),
        "may_approve": request.actor.may("documents.approve-substitute", issue.section),
    }
    return render(request, "desk/names/one.html", context, status=422 if refused else 200)


def _solve(request: Any, issue: documents.NameIssue) -> None:
    by_whom = {"by": request.actor, "at": request.received_at}
    if request.POST.get("how") == documents.How.SUBSTITUTE:
        instead = {one: request.POST.get(f"instead-{i}", "") for i, one in enumerate(issue.characters)}
        documents.solve_by_substitute(issue, substitutes=instead, reason=request.POST.get("reason", ""), **by_whom)
    else:
        documents.solve_by_font(issue, **by_whom)


def _character(character: str, place: int, request: Any) -> Character:
    codes = " ".join(f"U+{ord(point):04X}" for point in character)
    typed = request.POST.get(f"instead-{place}")
    return Character(character, codes, documents.suggestion(character) if typed is None else typed)
