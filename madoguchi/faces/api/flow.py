"""The log of cases for tools of process mining, of a machine's own section."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from django.http import StreamingHttpResponse
from ninja import Query, Router
from pydantic import BeforeValidator

from madoguchi.core.calendar.public import today
from madoguchi.engines.insight import public as insight
from madoguchi.faces.shell.guard import open_to

router = Router(tags=["flow"])
LOG = {
    "responses": {
        200: {"description": "XES, OCEL", "content": {"application/json": {"schema": {}}, "application/xml": {"schema": {}}}}
    }
}


def _written_out(value: Any) -> Any:
    """YYYY-MM-DD; a bare number would be taken for seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        raise ValueError("YYYY-MM-DD")
    return value


Day = Annotated[date, BeforeValidator(_written_out)]
LogForm = Literal["xes", "ocel-json", "ocel-xml"]


@router.get("/flow/log", summary="案件の流れの記録（XES・OCEL 2.0）", openapi_extra=LOG)
@open_to("insight.flow-log")
def flow_log(
    request: Any,
    form: LogForm = "xes",
    first: Day | None = None,
    last: Day | None = None,
    procedure: str = Query("", max_length=60, pattern="^[a-z0-9-]*$"),
    open: bool = False,
) -> Any:
    """Cases that ended from `first` to `last` (without them: in the last twelve months), with `open` also those that have not.
    Ids, codes and moments only; who acted is told by kind (staff, resident, system), never by person.
    """
    day = today(request.received_at)
    asked = insight.LogAsked(first or insight.months_back(day, 11), last or day, "", procedure, open)
    parts = insight.export_log(asked, form, by=request.actor, at=request.received_at)
    kind = insight.LOG_FORMS[form]
    headers = {"Content-Disposition": f'attachment; filename="cases-{day:%Y%m%d}.{kind.ending}"'}
    return StreamingHttpResponse(parts, content_type=kind.content_type, headers=headers)
