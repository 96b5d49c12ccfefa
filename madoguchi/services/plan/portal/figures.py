"""数字で見る: what is followed over the years, each with its definition, picture, table and reading."""

from functools import cache
from typing import Any

from django.http import Http404, HttpResponse

from madoguchi.core.calendar.public import today
from madoguchi.engines.insight.public import Indicator, top_of
from madoguchi.faces.shell.guard import open_to
from madoguchi.services.plan import figures
from madoguchi.services.plan.portal.views import page, the_plan


@open_to("anyone")
def listing(request: Any) -> HttpResponse:
    book = the_plan()
    families = book.families()
    stated = book.source.stated if book.source else []
    subjects = []
    for subject in book.plan.subjects:
        tables = [(code, with_scales(families[code])) for code in subject.indicators if code in families]
        subjects.append((subject, tables, [one for one in stated if one.subject == subject.number]))
    counted = figures.counted(book)
    drawn_for = (figures.marks(book), today(request.received_at)) if counted else ()
    return page(request, "figures", book, subjects=subjects, counted=counted, drawn_for=drawn_for)


@open_to("anyone")
def one(request: Any, code: str) -> HttpResponse:
    book, at = the_plan(), request.received_at
    found = book.indicators.get(code)
    if found is None:
        raise Http404
    family = [other for other in book.families()[found.family or found.code] if other.code != code]
    context = {
        "one": found,
        "family": family,
        "measures": [standing for measure in found.measures if (standing := book.newest(measure))],
        "whole": cache(lambda: figures.whole(found, at)),  # asked for only where the page is drawn anew
        "drawn_for": (figures.mark(found), today(at)) if found.counts else (),
    }
    return page(request, "figure", book, **context)


def with_scales(family: list[Indicator]) -> list[tuple[Indicator, float | None]]:
    """Small multiples have one scale where they count the same thing; a total would flatten its parts and has its own."""
    tops: dict[tuple[str, bool], float] = {}
    for indicator in family:
        values = [point.value for point in indicator.series if point.value is not None]
        kind = (indicator.unit.ja, bool(indicator.total_of))
        tops[kind] = max(tops.get(kind, 0.0), top_of(values))
    shared = len(family) > 1
    return [(one, tops[(one.unit.ja, bool(one.total_of))] if shared else None) for one in family]
