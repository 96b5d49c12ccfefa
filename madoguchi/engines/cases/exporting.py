"""一覧の書き出し: exactly the rows that the person may see, a part at a time, and that it was done."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import without_text
from madoguchi.core.audit.public import Export, note_export
from madoguchi.core.refused import Refused
from madoguchi.engines.cases.models import Standing
from madoguchi.engines.cases.queries import Filters
from madoguchi.engines.people.public import Actor

AT_ONCE = 500
MOST_IN_SHEET = 50_000


class TooManyRows(Refused):
    code, message = "too-many-rows", _("Excelの表は50,000件までです。絞り込むか、CSVを使ってください。")


def export_queue(*, by: Actor, filters: Filters, form: str, at: datetime) -> tuple[Export, Iterator[Standing]]:
    """The open cases that the filters let through, in the order of the queue, each with its case. What was asked, how
    many and in which form is written down before the first row leaves; the file carries the number of that. Raises TooManyRows.
    """
    rows = Standing.objects.visible_to(by).filter(filters.condition())
    count = rows.count()
    if form == "xlsx" and count > MOST_IN_SHEET:
        raise TooManyRows
    asked = {name: value for name, value in filters.as_codes().items() if is_code(value)}
    noted = note_export("cases.exported", by=by, at=at, what="case", form=form, count=count, query=asked, purpose="casework")
    return noted, parts(rows)


def is_code(value: Any) -> bool:
    return not isinstance(value, tuple) or len(value) < 50


def parts(rows: Any) -> Iterator[Standing]:
    """By the key of the last row, so that no transaction stays open while a slow browser reads."""
    last: Standing | None = None
    ordered = rows.select_related("case__key", "case__version", "assignee").defer(*without_text("case__version"))
    ordered = ordered.order_by("breaks_on", "case_id")
    while True:
        more = (
            ordered.filter(breaks_on__gte=last.breaks_on).exclude(breaks_on=last.breaks_on, case_id__lte=last.pk)
            if last
            else ordered
        )
        found = list(more[:AT_ONCE])
        yield from found
        if len(found) < AT_ONCE:
            return
        last = found[-1]
