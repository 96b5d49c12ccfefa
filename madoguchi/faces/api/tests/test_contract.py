"""The contract: what is served is what was looked at; what others rely on does not go unannounced."""

import importlib.util
import json
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, override_settings
from django.urls import path
from ninja import Router

from madoguchi.faces.api.contract import Counter
from madoguchi.faces.api.deprecations import Deprecation, deprecated
from madoguchi.faces.shell.guard import open_to

ROOT = Path(__file__).resolve().parents[4]
KEPT: dict[str, Any] = json.loads((ROOT / "docs/developer/openapi.json").read_text(encoding="utf-8"))
DAY = date(2027, 4, 1)
PROCEDURE = "/api/v1/procedures/{code}"


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("api_contract", ROOT / "tools/api_contract.py")
    assert spec
    assert spec.loader
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


@pytest.mark.django_db
def test_contract__served__is_what_was_looked_at() -> None:
    served = Client().get("/api/v1/openapi.json").json()
    assert tool().text(served) == tool().text(KEPT), tool().AGAIN


def test_contract__operations__have_names_of_their_own_and_problems_for_all_that_can_be_wrong() -> None:
    operations = [one for methods in KEPT["paths"].values() for one in methods.values()]
    assert len({one["operationId"] for one in operations}) == len(operations)
    for one in operations:
        assert one["summary"], one["operationId"]
        for status, answer in one["responses"].items():
            assert list(answer["content"]) == ["application/problem+json"] or int(status) < 400, (one["operationId"], status)
            assert "RateLimit-Remaining" in answer["headers"]


def test_contract__every_list__is_paged_by_a_key() -> None:
    """A list that nobody can page through is a list that ends somewhere unseen."""
    for address, methods in KEPT["paths"].items():
        shape = json.dumps(methods.get("get", {}).get("responses", {}).get("200", {}).get("content", {}))
        if "/Listing_" in shape or "/Feed" in shape:
            assert {"cursor", "limit"} <= {one["name"] for one in methods["get"]["parameters"]}, address


def changed(change: Any) -> list[str]:
    after = deepcopy(KEPT)
    change(after)
    return list(tool().breaks(KEPT, after, DAY))


def test_breaks__what_only_grows__nothing() -> None:
    def grow(after: dict[str, Any]) -> None:
        after["paths"]["/api/v1/new"] = after["paths"][PROCEDURE]
        after["components"]["schemas"]["ProcedureWhole"]["properties"]["new"] = {"type": "string"}
        after["paths"][PROCEDURE]["get"]["parameters"].append({"in": "query", "name": "new", "schema": {}})

    assert changed(grow) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d["paths"].pop(PROCEDURE), f"GET {PROCEDURE} is gone"),
        (
            lambda d: d["paths"]["/api/v1/events"]["get"]["parameters"].pop(0),
            "GET /api/v1/events: the query parameter cursor is gone",
        ),
        (lambda d: schemas(d, "ProcedureWhole")["properties"].pop("law"), f"GET {PROCEDURE} 200: law is gone"),
        (
            lambda d: schemas(d, "ProcedureWhole")["required"].remove("code"),
            f"GET {PROCEDURE} 200: code is not always there any more",
        ),
        (
            lambda d: schemas(d, "ProcedureWhole")["properties"]["code"].update(type="integer"),
            f"GET {PROCEDURE} 200.code: string is now integer",
        ),
        (
            lambda d: schemas(d, "Application")["required"].append("language"),
            "POST /api/v1/procedures/{code}/applications takes: language is needed now",
        ),
        (
            lambda d: schemas(d, "Application")["properties"]["language"]["enum"].remove("en"),
            "POST /api/v1/procedures/{code}/applications takes.language: en is not taken any more",
        ),
        (
            lambda d: schemas(d, "Application")["properties"]["files"].update(maxItems=3),
            "POST /api/v1/procedures/{code}/applications takes.files: maxItems is now 3",
        ),
    ],
)  # fmt: skip
def test_breaks__what_others_rely_on__by_its_name(change: Any, said: str) -> None:
    assert said in changed(change)


def test_breaks__what_was_announced__nothing_after_its_day() -> None:
    before = deepcopy(KEPT)
    after = deepcopy(KEPT)
    before["paths"][PROCEDURE]["get"] |= {"deprecated": True, "x-sunset": DAY.isoformat()}
    schemas(before, "DepartmentOut")["properties"]["phone"] |= {"deprecated": True, "x-sunset": DAY.isoformat()}
    del after["paths"][PROCEDURE]["get"]
    del schemas(after, "DepartmentOut")["properties"]["phone"]
    breaks = tool().breaks
    assert list(breaks(before, after, DAY)) == []
    assert len(list(breaks(before, after, DAY - timedelta(days=1)))) == 2


def schemas(described: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = described["components"]["schemas"][name]
    return found


router = Router()


@router.get("/old", response={200: dict[str, Any]}, summary="an operation of before")
@open_to("anyone")
@deprecated(since=DAY, sunset=date(2027, 10, 1), instead="/api/v1/new")
def old(request: HttpRequest) -> dict[str, Any]:
    return {"items": [], "next": "more"}


api = Counter(title="an API with a past", docs_url=None, urls_namespace="past")
api.add_router("", router)
urlpatterns = [path("api/v1/", api.urls)]


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_deprecated__each_answer_says_since_when_and_until_when() -> None:
    answer = Client().get("/api/v1/old")
    assert answer["Deprecation"] == "@1806505200"  # 2027-04-01T00:00+09:00
    assert answer["Sunset"] == "Thu, 30 Sep 2027 15:00:00 GMT"
    assert answer["Link"] == (
        '</api/v1/docs/>; rel="deprecation", </api/v1/new>; rel="successor-version", </api/v1/old?cursor=more>; rel="next"'
    )
    described = api.get_openapi_schema(path_prefix="api/v1/")["paths"]["/api/v1/old"]["get"]
    assert (described["deprecated"], described["x-sunset"]) == (True, "2027-10-01")


def test_deprecated__with_less_than_half_a_year__is_refused() -> None:
    with pytest.raises(ValueError, match="183"):
        Deprecation(DAY, DAY + timedelta(days=182))
