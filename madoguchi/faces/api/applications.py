"""Applications: handed in by a machine, and looked at by whom they belong to."""

import base64
import binascii
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from ninja import Router, Status

from madoguchi.core.once.public import Answer, answer_once
from madoguchi.core.refused import Refused
from madoguchi.engines.cases import public as cases
from madoguchi.faces.api import schemas
from madoguchi.faces.api.paging import cut, read_row
from madoguchi.faces.api.procedures import one_procedure
from madoguchi.faces.portal.mine.states import state_of_row
from madoguchi.faces.shell.guard import open_to
from madoguchi.faces.shell.limits import caller_of

router = Router(tags=["applications"])
FOLLOWS = {"links": {"application": {"operationId": "application", "parameters": {"number": "$response.body#/number"}}}}
"""Where the number that is answered leads, for tools that walk along."""


class NotBase64(Refused):
    code, message = "not-base64", _("files[{index}].content を base64 で送ってください。")


@router.post(
    "/procedures/{code}/applications",
    response={201: schemas.Handed, 200: schemas.Handed, **schemas.Errors, 422: schemas.Problem},
    summary="申請する / hand in an application",
    openapi_extra={"responses": {201: FOLLOWS, 200: FOLLOWS}},
)
@open_to("anyone")
def hand_in(request: Any, code: str, sent: schemas.Application, key: str = schemas.Key(...)) -> Any:
    """201 with the number the first time; the same answer with 200 when the same request comes again under its key."""
    version, _procedure = one_procedure(code)
    wish = cases.Sent(
        answers=sent.answers,
        papers=[cases.Paper(one.slot, one.name, _content(index, one.content)) for index, one in enumerate(sent.files)],
        confirmed=sent.confirmed,
        later=sent.later,
        language=sent.language,
        electronic_notice=sent.electronic_notice,
    )

    def run() -> Answer:
        made = cases.submit_answers(version, wish, by=request.actor, at=request.received_at)
        links = {"self": f"/api/v1/applications/{made.number}", "page": f"/mine/{made.number}/"}
        return Answer(201, {"number": made.number, "received_at": localtime(made.received_at).isoformat(), "links": links})

    found = answer_once(caller_of(request), key, request.body, run, at=request.received_at)
    return Status(200 if found.again else found.status, found.body)


@router.get("/applications", response={200: schemas.Listing[schemas.ApplicationBrief], **schemas.Errors}, summary="申請の一覧")
@open_to("cases.see-own", "cases.see", "cases.hand-in")
def applications(request: Any, cursor: str = "", limit: int = schemas.Limit(50, 200)) -> Any:
    """The newest first."""
    rows = cases.applications_of(by=request.actor, after=read_row(cursor), limit=limit + 1)
    shown, following = cut(rows, limit, lambda row: (row.received_at, row.id))
    return {"items": [_application(row, state_of_row(row)) for row in shown], "next": following}


@router.get("/applications/{number}", response={200: schemas.ApplicationWhole, **schemas.Errors}, summary="申請の経過")
@open_to("cases.see-own", "cases.see", "cases.hand-in")
def application(request: Any, number: str) -> Any:
    held = cases.look_application(number, by=request.actor, at=request.received_at)
    view = cases.application_for_person(held, by=request.actor)
    entries = [{"at": localtime(e.at), "kind": e.kind, "sentence": str(e.sentence)} for e in view.timeline]
    return {**_application(held, view.state), "promised_on": view.promised_on, "timeline": entries}


def _content(index: int, text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NotBase64(index=index) from None


def _application(row: Any, state: str) -> dict[str, Any]:
    return {"number": row.number, "procedure": row.procedure, "received_at": localtime(row.received_at), "state": state}
