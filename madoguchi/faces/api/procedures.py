"""What the city offers: procedures with their schema, departments, and the check of a paper."""

from typing import Any

from ninja import Router

from madoguchi.city.public import Version, current, current_all, departments
from madoguchi.core.calendar.public import today
from madoguchi.core.refused import NotFound
from madoguchi.engines.cases import public as cases
from madoguchi.engines.documents import public as documents
from madoguchi.engines.forms.public import json_schema
from madoguchi.faces.api import schemas
from madoguchi.faces.api.paging import page_of
from madoguchi.faces.shell.guard import open_to

router = Router(tags=["procedures"])


@router.get("/procedures", response={200: schemas.Listing[schemas.ProcedureBrief]}, summary="手続の一覧")
@open_to("anyone")
def procedures(request: Any, cursor: str = "", limit: int = schemas.Limit(200)) -> Any:
    found = [(version, one) for version in current_all("procedure") if isinstance(one := version.definition, cases.Procedure)]
    shown, following = page_of(found, lambda pair: pair[1].code, cursor, limit)
    return {"items": [_brief(version, one) for version, one in shown], "next": following}


@router.get("/procedures/{code}", response={200: schemas.ProcedureWhole, **schemas.Errors}, summary="手続")
@open_to("anyone")
def procedure(request: Any, code: str) -> Any:
    version, found = one_procedure(code)
    return {
        **_brief(version, found),
        "summary": dict(found.summary.items()) if found.summary else None,
        "law": dict(found.law.items()),
        "assurance": found.level,
        "standard_days": found.standard_days,
        "legal_days": found.legal_days,
        "papers": [{"slot": slot.id, "label": dict(slot.label.items()), "later": slot.later} for slot in found.attach],
        "schema": json_schema(found),
    }


@router.get("/procedures/{code}/schema", response={200: schemas.AnyJson, **schemas.Errors}, summary="回答のJSONスキーマ")
@open_to("anyone")
def procedure_schema(request: Any, code: str) -> Any:
    return json_schema(one_procedure(code)[1])


@router.get("/departments", response={200: schemas.Listing[schemas.DepartmentOut]}, summary="所属の一覧")
@open_to("anyone")
def department_list(request: Any, cursor: str = "", limit: int = schemas.Limit(200)) -> Any:
    shown, following = page_of(departments(today(request.received_at)), lambda one: one.code, cursor, limit)
    return {"items": [{"code": d.code, "name": dict(d.name.items()), "phone": d.phone} for d in shown], "next": following}


@router.get("/documents/{token}", response={200: schemas.Verified, **schemas.Errors}, summary="文書の確認")
@open_to("anyone")
def document(request: Any, token: str) -> Any:
    found = documents.verify(token)
    if found is None:
        raise NotFound
    return {"number": found.number, "title": found.title, "issued_on": found.issued_on, "valid": found.is_valid}


def one_procedure(code: str) -> tuple[Version, cases.Procedure]:
    """In force. Raises NotFound."""
    version = current("procedure", code)
    if version is None or not isinstance(version.definition, cases.Procedure):
        raise NotFound
    return version, version.definition


def _brief(version: Version, procedure: cases.Procedure) -> dict[str, Any]:
    return {
        "code": procedure.code,
        "title": dict(procedure.title.items()),
        "department": procedure.department,
        "kind": procedure.kind.value,
        "version": version.sha256,
    }
