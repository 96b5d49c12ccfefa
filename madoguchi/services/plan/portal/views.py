"""The plan for everybody: policy → measure → roadmap, figures, chronology, terms. Nothing here is about a person."""

from collections import Counter
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from madoguchi.city.public import NotDefined
from madoguchi.core.calendar.public import today
from madoguchi.faces.shell.guard import open_to
from madoguchi.services.plan import progress, queries, searching
from madoguchi.services.plan.book import Book
from madoguchi.services.plan.comparing.editions import compare_measure
from madoguchi.services.plan.stages import Ending


def the_plan() -> Book:
    """Or 404, where the city has no plan."""
    try:
        return queries.the_plan()
    except NotDefined as missing:
        raise Http404 from missing


def page(request: Any, template: str, book: Book, **context: Any) -> HttpResponse:
    """A page of the plan: every one knows the book and whether its period is over."""
    over = book.latest.ended_on(today(request.received_at))
    around = {"book": book, "edition": book.latest, "over": over, "terms": set()}
    return render(request, f"plan/{template}.html", around | context)


@open_to("anyone")
def home(request: Any) -> HttpResponse:
    book = the_plan()
    counts = Counter(one.measure.policy for one in book.standings())
    ended = Counter(str(said.state) for said in progress.endings().values())
    return page(request, "home", book, counts=counts, endings=[(str(name), ended[str(name)]) for name in Ending.labels])


@open_to("anyone")
def search(request: Any) -> HttpResponse:
    book = the_plan()
    query = request.GET.get("q", "").strip()[:200]
    return page(request, "search", book, q=query, found=searching.search(book, query))


@open_to("anyone")
def policy(request: Any, number: int) -> HttpResponse:
    book = the_plan()
    found = book.plan.policy(number)
    if found is None:
        raise Http404
    endings = progress.endings()
    said_of = [(code, said.statement.revision, said.statement.state) for code, said in sorted(endings.items())]
    return page(request, "policy", book, policy=found, groups=book.of_policy(found), endings=endings, said_of=said_of)


@open_to("anyone")
def measure(request: Any, code: str) -> HttpResponse:
    book = the_plan()
    standing = book.newest(code)
    if standing is None:
        raise Http404
    edition = book.edition(standing.edition)
    change = compare_measure(book, code, edition.based_on, edition.code) if edition.based_on else None
    others = [one for one in book.standings() if one.measure.policy == standing.measure.policy]
    place = next((n for n, one in enumerate(others) if one.code == code), 0)
    said = progress.statements_of(standing)
    context = {
        "one": standing,
        "edition": edition,
        "policy": book.plan.policy(standing.measure.policy),
        "change": change,
        "said": said,
        "said_of": [(row.statement.pk, row.statement.revision) for row in said],
        "figures": book.indicators_of(code),
        "before": others[place - 1] if place else None,
        "after": others[place + 1] if place + 1 < len(others) else None,
    }
    return page(request, "measure", book, **context)


@open_to("anyone")
def departments(request: Any) -> HttpResponse:
    book = the_plan()
    everybody = [one for one in book.standings() if one.by_everybody]
    listed = []
    for one in sorted(book.departments.values(), key=lambda one: one.kana):
        own = [standing for standing in book.standings() if one.code in standing.departments]
        if own:
            listed.append((one, own))
    return page(request, "departments", book, listed=listed, everybody=everybody)


@open_to("anyone")
def department(request: Any, code: str) -> HttpResponse:
    book = the_plan()
    found = book.departments.get(code)
    own = book.of_department(code)
    if found is None or not any(code in one.departments for one in own):
        raise Http404
    return page(request, "department", book, department=found, found=own)


@open_to("anyone")
def history(request: Any) -> HttpResponse:
    book = the_plan()
    if book.chronology is None:
        raise Http404
    kinds = ("policy", "internal", "service")
    rows = [(one, [[item for item in one.items if item.kind == kind] for kind in kinds]) for one in book.chronology.years]
    return page(request, "history", book, rows=rows)


@open_to("anyone")
def words(request: Any) -> HttpResponse:
    return page(request, "words", the_plan())
