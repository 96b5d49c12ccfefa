"""The plan as files: CSV in UTF-8 with a mark, as spreadsheets want it."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Any

from django.http import Http404, HttpResponse

from madoguchi.faces.shell.guard import open_to
from madoguchi.services.plan import tabular
from madoguchi.services.plan.figures import counted, lives
from madoguchi.services.plan.portal.views import the_plan


@open_to("anyone")
def measures(request: Any) -> HttpResponse:
    return csv_file("plan-measures.csv", tabular.MEASURE_HEAD, tabular.measure_rows(the_plan()))


@open_to("anyone")
def figures(request: Any) -> HttpResponse:
    book = the_plan()
    live = lives(counted(book), request.received_at)
    return csv_file("plan-figures.csv", tabular.FIGURE_HEAD, tabular.figure_rows(book, live))


@open_to("anyone")
def figure(request: Any, code: str) -> HttpResponse:
    found = the_plan().indicators.get(code)
    if found is None:
        raise Http404
    return csv_file(f"plan-{code}.csv", tabular.FIGURE_HEAD, tabular.rows_of(found, lives([found], request.received_at).get(code)))


def csv_file(name: str, head: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> HttpResponse:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(rows)
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
