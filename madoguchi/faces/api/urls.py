"""The API's addresses. OpenAPI stands at /api/v1/openapi.json."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import path
from django.utils.timezone import localtime
from ninja import NinjaAPI
from ninja.errors import ValidationError

from madoguchi.city.public import current_all, departments
from madoguchi.core.calendar.public import today
from madoguchi.core.refused import NotFound, Refused
from madoguchi.engines.cases import public as cases
from madoguchi.engines.documents import public as documents
from madoguchi.engines.forms.public import json_schema
from madoguchi.faces.api import schemas
from madoguchi.faces.portal.mine.states import state_of_row
from madoguchi.faces.shell.guard import open_to, problem
from madoguchi.faces.shell.services import modules_of_services

PAGE = 50
api = NinjaAPI(
    title="Madoguchi", version="1", docs_url=None, urls_namespace="api", description="窓口の API / the city's counter for machines"
)


@api.exception_handler(Refused)
def refused(request: Any, error: Refused) -> Any:
    status = 404 if isinstance(error, NotFound) else 422
    return problem(status, error.code, str(error))


@api.exception_handler(ValidationError)
def invalid(request: Any, error: ValidationError) -> Any:
    """Which parameter, in the reader's language; the library's own English sentences stay inside."""
    places = "、".join(".".join(str(part) for part in one["loc"]) for one in error.errors)
    return problem(422, "invalid-parameter", f"{places}")


def _procedures() -> list[tuple[Any, cases.Procedure]]:
    found = [(version, version.definition) for version in current_all("procedure")]
    return [(version, definition) for version, definition in found if isinstance(definition, cases.Procedure)]


def _brief(version: Any, procedure: cases.Procedure) -> dict[str, Any]:
    return {
        "code": procedure.code,
        "title": dict(procedure.title.items()),
        "department": procedure.department,
        "kind": procedure.kind.value,
        "version": version.sha256,
    }


def _one(code: str) -> tuple[Any, cases.Procedure]:
    for version, procedure in _procedures():
        if procedure.code == code:
            return version, procedure
    raise NotFound


@api.get("/procedures", response={200: schemas.Listing[schemas.ProcedureBrief]}, summary="手続の一覧")
@open_to("anyone")
def procedures(request: Any) -> Any:
    return {"items": [_brief(version, procedure) for version, procedure in _procedures()], "next": None}


@api.get("/procedures/{code}", response={200: schemas.ProcedureWhole, **schemas.Errors}, summary="手続")
@open_to("anyone")
def procedure(request: Any, code: str) -> Any:
    version, found = _one(code)
    return {
        **_brief(version, found),
        "summary": dict(found.summary.items()) if found.summary else None,
        "law": dict(found.law.items()),
        "assurance": found.assurance,
        "standard_days": found.standard_days,
        "legal_days": found.legal_days,
    }


@api.get("/procedures/{code}/schema", response={200: schemas.AnyJson, **schemas.Errors}, summary="回答のJSONスキーマ")
@open_to("anyone")
def procedure_schema(request: Any, code: str) -> Any:
    return json_schema(_one(code)[1])


@api.get("/departments", response={200: schemas.Listing[schemas.DepartmentOut]}, summary="所属の一覧")
@open_to("anyone")
def department_list(request: Any) -> Any:
    found = departments(today(request.received_at))
    return {"items": [{"code": d.code, "name": dict(d.name.items()), "phone": d.phone} for d in found], "next": None}


@api.get("/applications", response={200: schemas.Listing[schemas.ApplicationBrief], **schemas.Errors}, summary="自分の申請")
@open_to("cases.see-own")
def applications(request: Any, cursor: str = "") -> Any:
    rows = cases.applications_of(by=request.actor, after=_cursor(cursor), limit=PAGE + 1)
    more = f"{rows[PAGE - 1].received_at.isoformat()}~{rows[PAGE - 1].id}" if len(rows) > PAGE else None
    return {"items": [_application(row, state_of_row(row)) for row in rows[:PAGE]], "next": more}


@api.get("/applications/{number}", response={200: schemas.ApplicationWhole, **schemas.Errors}, summary="自分の申請の経過")
@open_to("cases.see-own")
def application(request: Any, number: str) -> Any:
    held = cases.look_application(number, by=request.actor, at=request.received_at)
    view = cases.application_for_person(held, by=request.actor)
    entries = [{"at": localtime(e.at), "kind": e.kind, "sentence": str(e.sentence)} for e in view.timeline]
    return {**_application(held, view.state), "promised_on": view.promised_on, "timeline": entries}


@api.get("/documents/{token}", response={200: schemas.Verified, **schemas.Errors}, summary="文書の確認")
@open_to("anyone")
def document(request: Any, token: str) -> Any:
    found = documents.verify(token)
    if found is None:
        raise NotFound
    return {"number": found.number, "title": found.title, "issued_on": found.issued_on, "valid": found.is_valid}


def _application(row: Any, state: str) -> dict[str, Any]:
    return {"number": row.number, "procedure": row.procedure, "received_at": localtime(row.received_at), "state": state}


def _cursor(text: str) -> tuple[datetime, UUID] | None:
    moment, _bar, row = text.partition("~")
    try:
        return (datetime.fromisoformat(moment), UUID(row)) if row else None
    except ValueError:
        return None


def _all_guarded() -> list[Any]:
    """The library's own addresses (OpenAPI, root) are open to anyone; every operation names its own."""
    patterns, app, namespace = api.urls
    for pattern in patterns:
        if not getattr(pattern.callback, "mado_open_to", None) and pattern.name in {"api-root", "openapi-json"}:
            pattern.callback = open_to("anyone")(pattern.callback)
    return [path("", (patterns, app, namespace))]


for module in modules_of_services("api.routers"):
    api.add_router("", module.router)

urlpatterns = _all_guarded()
