"""The plan for machines: its measures and what was published of them."""

from typing import Any

from django.utils.timezone import localtime
from ninja import Router

from madoguchi.city.public import NotDefined
from madoguchi.core.refused import NotFound
from madoguchi.faces.api.paging import page_of
from madoguchi.faces.api.schemas import Errors, Limit, Listing
from madoguchi.faces.shell.guard import open_to
from madoguchi.services.plan import figures, queries, tabular
from madoguchi.services.plan.api.schemas import IndicatorBrief, IndicatorWhole, MeasureBrief, MeasureWhole
from madoguchi.services.plan.book import Book
from madoguchi.services.plan.models import Statement

router = Router(tags=["plan"])


def the_plan(edition: str = "") -> tuple[Book, str]:
    """The plan, and the code of the adopted edition that is asked for. Raises NotFound."""
    try:
        book = queries.the_plan()
    except NotDefined:
        raise NotFound from None
    wanted = edition or book.latest.code
    if wanted not in {one.code for one in book.adopted}:
        raise NotFound
    return book, wanted


@router.get("/plan/measures", response={200: Listing[MeasureBrief], **Errors}, summary="計画の施策の一覧")
@open_to("anyone")
def measures(
    request: Any, edition: str = "", policy: int = 0, department: str = "", cursor: str = "", limit: int = Limit(500)
) -> Any:
    """All measures of the newest edition, or of another; of one policy or department where that is asked for."""
    book, wanted = the_plan(edition)
    found = book.of_department(department, wanted) if department else book.standings(wanted)
    found = [one for one in found if not policy or one.measure.policy == policy]
    shown, following = page_of(found, lambda one: one.code, cursor, limit)
    ended = dict(Statement.objects.filter(kind=Statement.ENDING).values_list("measure", "state"))
    return {"items": [tabular.measure_data(book, one) | {"ending": ended.get(one.code)} for one in shown], "next": following}


@router.get("/plan/measures/{code}", response={200: MeasureWhole, **Errors}, summary="計画の施策")
@open_to("anyone")
def measure(request: Any, code: str, edition: str = "") -> Any:
    book, wanted = the_plan(edition)
    standing = book.standing(code, wanted)
    if standing is None:
        raise NotFound
    rows = list(Statement.objects.filter(measure=code).order_by("-year", "-quarter", "line"))
    published = [
        {
            "kind": row.kind,
            "line": row.line,
            "fiscal_year": row.year,
            "quarter": row.quarter,
            "state": row.state,
            "text": row.text,
            "published_at": localtime(row.published_at),
        }
        for row in rows
    ]
    ending = next((row.state for row in rows if row.kind == Statement.ENDING), None)
    return {**tabular.measure_data(book, standing), "published": published, "ending": ending}


@router.get("/plan/indicators", response={200: Listing[IndicatorBrief], **Errors}, summary="計画の指標の一覧")
@open_to("anyone")
def indicators(request: Any, measure: str = "", cursor: str = "", limit: int = Limit(500)) -> Any:
    """All indicators, or those of one measure."""
    book, _edition = the_plan()
    found = book.indicators_of(measure) if measure else book.in_order(book.indicators.values())
    shown, following = page_of(found, lambda one: one.code, cursor, limit)
    live = figures.lives(shown, request.received_at)
    return {"items": [tabular.indicator_data(one, live.get(one.code)) for one in shown], "next": following}


@router.get("/plan/indicators/{code}", response={200: IndicatorWhole, **Errors}, summary="計画の指標")
@open_to("anyone")
def indicator(request: Any, code: str) -> Any:
    book, _edition = the_plan()
    if code not in book.indicators:
        raise NotFound
    found = book.indicators[code]
    return tabular.indicator_data(found, figures.lives([found], request.received_at).get(code))
