"""Editions: the plan written out, and any two of them compared (見え消し, 新旧対照表)."""

from typing import Any

from django.http import Http404, HttpResponse

from madoguchi.city.public import NotDefined
from madoguchi.faces.shell.guard import open_to
from madoguchi.services.plan import sheets
from madoguchi.services.plan.book import Book, said_in
from madoguchi.services.plan.comparing.editions import Comparison, compare
from madoguchi.services.plan.definitions.edition import Edition
from madoguchi.services.plan.portal.views import page, the_plan


@open_to("anyone")
def listing(request: Any) -> HttpResponse:
    return page(request, "editions", the_plan())


@open_to("anyone")
def whole(request: Any, code: str) -> HttpResponse:
    book = the_plan()
    edition = adopted(book, code)
    chapters = [(one, said_in(one.said, code)) for one in book.plan.chapters]
    policies = [
        (one, said_in(one.said, code), [(g, said_in(g.said, code) if g else None, m) for g, m in book.of_policy(one, code) if m])
        for one in book.plan.policies
    ]
    return page(request, "edition", book, edition=edition, chapters=chapters, policies=policies)


@open_to("anyone")
def sheet(request: Any, code: str) -> HttpResponse:
    book = the_plan()
    edition = adopted(book, code)
    return pdf(sheets.whole_plan(book, edition, at=request.received_at), f"plan-{edition.code}.pdf")


@open_to("anyone")
def changes(request: Any, old: str, new: str) -> HttpResponse:
    book, comparison = compared(old, new)
    return page(request, "changes", book, comparison=comparison, edition=comparison.new)


@open_to("anyone")
def table(request: Any, old: str, new: str) -> HttpResponse:
    book, comparison = compared(old, new)
    return page(request, "table", book, comparison=comparison, edition=comparison.new)


@open_to("anyone")
def changes_sheet(request: Any, old: str, new: str) -> HttpResponse:
    book, comparison = compared(old, new)
    return pdf(sheets.tracked_changes(book, comparison, at=request.received_at), f"plan-{old}-{new}.pdf")


def compared(old: str, new: str) -> tuple[Book, Comparison]:
    """Two editions that were decided, or 404."""
    book = the_plan()
    return book, compare(book, adopted(book, old).code, adopted(book, new).code)


def adopted(book: Book, code: str) -> Edition:
    try:
        found = book.edition(code)
    except NotDefined as missing:
        raise Http404 from missing
    if found.stage != "adopted":
        raise Http404
    return found


def pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
