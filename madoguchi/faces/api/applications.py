"""Applications: handed in by a machine, and looked at by whom they belong to."""

import base64
import binascii
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import localtime
from ninja import Header, Router, Status

from madoguchi.core.once.public import Answer, answer_once
from madoguchi.core.refused import NotFound, Refused
from madoguchi.engines.cases import public as cases
from madoguchi.faces.api import schemas
from madoguchi.faces.api.procedures import one_procedure
from madoguchi.faces.portal.mine.states import state_of_row
from madoguchi.faces.shell.guard import open_to

PAGE = 50
router = Router(tags=["applications"])


class NotBase64(Refused):
    code, message = "not-base64", "files[{index}].content: base64 で送ってください。 / send it as base64."


@router.post(
    "/procedures/{code}/applications",
    response={201: schemas.Handed, 200: schemas.Handed, **schemas.Errors, 422: schemas.Problem},
    summary="申請する / hand in an application",
)
@open_to("anyone")
def hand_in(request: Any, code: str, sent: schemas.Application, idempotency_key: str = Header(..., max_length=200)) -> Any:
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

    found = answer_once(caller_of(request), idempotency_key, request.body, run, at=request.received_at)
    return Status(200 if found.again else found.status, found.body)


@router.get("/applications", response={200: schemas.Listing[schemas.ApplicationBrief], **schemas.Errors}, summary="申請の一覧")
@open_to("cases.see-own", "cases.see", "cases.hand-in")
def applications(request: Any, cursor: str = "") -> Any:
    rows = cases.applications_of(by=request.actor, after=_cursor(cursor), limit=PAGE + 1)
    more = f"{rows[PAGE - 1].received_at.isoformat()}~{rows[PAGE - 1].id}" if len(rows) > PAGE else None
    return {"items": [_application(row, state_of_row(row)) for row in rows[:PAGE]], "next": more}


@router.get("/applications/{number}", response={200: schemas.ApplicationWhole, **schemas.Errors}, summary="申請の経過")
@open_to("cases.see-own", "cases.see", "cases.hand-in")
def application(request: Any, number: str) -> Any:
    held = cases.look_application(number, by=request.actor, at=request.received_at)
    view = cases.application_for_person(held, by=request.actor)
    entries = [{"at": localtime(e.at), "kind": e.kind, "sentence": str(e.sentence)} for e in view.timeline]
    return {**_application(held, view.state), "promised_on": view.promised_on, "timeline": entries}


def caller_of(request: Any) -> str:
    """Whose keys these are: the account, the machine, else the address it comes from."""
    actor = request.actor
    if actor.kind != "anonymous":
        return str(actor.code)
    return f"address:{request.META.get('REMOTE_ADDR', '')}"[:80]


def _content(index: int, text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NotBase64(index=index) from None


def _application(row: Any, state: str) -> dict[str, Any]:
    return {"number": row.number, "procedure": row.procedure, "received_at": localtime(row.received_at), "state": state}


def _cursor(text: str) -> tuple[datetime, UUID] | None:
    moment, _bar, row = text.partition("~")
    if not text:
        return None
    try:
        return datetime.fromisoformat(moment), UUID(row)
    except ValueError:
        raise NotFound from None
