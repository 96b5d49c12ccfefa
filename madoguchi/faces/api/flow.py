"""The log of cases for tools of process mining, of a machine's own section."""

from datetime import date
from typing import Any, Literal

from django.http import StreamingHttpResponse
from ninja import Router

from madoguchi.core.calendar.public import today
from madoguchi.engines.insight import public as insight
from madoguchi.faces.api import schemas
from madoguchi.faces.shell.guard import open_to

router = Router(tags=["flow"])
LogForm = Literal["xes", "ocel-json", "ocel-xml"]


@router.get("/flow/log", response={200: Any, **schemas.Errors, 422: schemas.Problem}, summary="案件の流れの記録（XES・OCEL 2.0）")
@open_to("insight.flow-log")
def log(
    request: Any,
    form: LogForm = "xes",
    first: date | None = None,
    last: date | None = None,
    procedure: str = "",
    open: bool = False,
) -> Any:
    """Cases that ended from `first` to `last` (without them: in the last twelve months), with `open` also those that have not.
    Ids, codes and moments only; who acted is told by kind (staff, resident, system), never by person.
    """
    day = today(request.received_at)
    asked = insight.LogAsked(first or insight.months_back(day, 11), last or day, "", procedure[:60], open)
    parts = insight.export_log(asked, form, by=request.actor, at=request.received_at)
    kind = insight.LOG_FORMS[form]
    headers = {"Content-Disposition": f'attachment; filename="cases-{day:%Y%m%d}.{kind.ending}"'}
    return StreamingHttpResponse(parts, content_type=kind.content_type, headers=headers)
