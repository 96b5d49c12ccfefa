import json
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import path

from madoguchi.core.refused import NotFound, NotPermitted
from madoguchi.engines.people.public import ANONYMOUS, Actor
from madoguchi.engines.people.testing import a_resident, an_administrator, an_officer
from madoguchi.faces.shell import guard
from madoguchi.faces.shell.guard import open_to, unguarded_urls


def view(request: Any) -> HttpResponse:
    return HttpResponse("in")


def ask(actor: Actor, *whom: str, address: str = "/desk/x/", handler: Any = view, method: str = "get", **headers: str) -> Any:
    request: Any = getattr(RequestFactory(), method)(address, headers=headers)
    request.actor, request.session_ended = actor, False
    return open_to(*whom)(handler)(request)


HALF = Actor(kind="staff", account_id=an_officer().account_id, section="kodomo", posts=frozenset({("kodomo", "clerk")}))


@pytest.mark.parametrize(
    ("actor", "whom"),
    [
        (ANONYMOUS, "anyone"),
        (a_resident(), "resident"),
        (a_resident(), "signed-in"),
        (an_officer(), "staff"),
        (HALF, "enrolling"),
        (an_administrator(), "people.manage-staff"),
        (a_resident(), "people.choose-contact"),
    ],
)
def test_open_to__whom_it_is_open_to__comes_in(actor: Actor, whom: str) -> None:
    assert ask(actor, whom).content == b"in"


@pytest.mark.parametrize(
    ("actor", "whom"),
    [
        (a_resident(), "staff"),
        (an_officer(), "people.manage-staff"),
        (an_officer(), "resident"),
        (an_officer(), "no.such"),
    ],
)
def test_open_to__somebody_else__is_forbidden(actor: Actor, whom: str) -> None:
    with pytest.raises(PermissionDenied):
        ask(actor, whom)


def test_open_to__nobody_signed_in__is_led_to_sign_in_and_back() -> None:
    assert ask(ANONYMOUS, "resident", address="/x/?a=1")["Location"] == "/account/login/?next=%2Fx%2F%3Fa%3D1"


def test_open_to__form_sent_after_time_out__goes_back_to_the_page_of_the_form() -> None:
    answer = ask(ANONYMOUS, "resident", address="/x/save/", method="post", referer="http://testserver/x/?page=2")
    assert answer["Location"] == "/account/login/?next=%2Fx%2F%3Fpage%3D2"


def test_open_to__htmx_request__moves_the_whole_page() -> None:
    answer = ask(ANONYMOUS, "resident", **{"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith("/account/login/")


def test_open_to__staff_without_second_factor__is_led_to_it() -> None:
    assert "second-factor" in ask(HALF, "staff")["Location"]


@pytest.mark.parametrize(("actor", "status"), [(ANONYMOUS, 401), (a_resident(), 403), (HALF, 403)])
def test_open_to__in_the_api__answers_with_a_problem(actor: Actor, status: int) -> None:
    answer = ask(actor, "staff", address="/api/v1/x")
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content)["code"] in {"sign-in-needed", "not-permitted"}


def test_open_to__refusal_of_the_domain__becomes_403_or_404() -> None:
    def forbidden(request: Any) -> HttpResponse:
        raise NotPermitted

    def missing(request: Any) -> HttpResponse:
        raise NotFound

    with pytest.raises(PermissionDenied):
        ask(ANONYMOUS, "anyone", handler=forbidden)
    with pytest.raises(Http404):
        ask(ANONYMOUS, "anyone", handler=missing)
    assert ask(ANONYMOUS, "anyone", handler=missing, address="/api/v1/x").status_code == 404


def test_open_to__to_nobody__is_a_slip_of_the_programmer() -> None:
    with pytest.raises(ValueError, match="whom"):
        open_to()


def test_unguarded_urls__forgotten_view__is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    urlconf = SimpleNamespace(urlpatterns=[path("a/", view), path("b/", open_to("anyone")(view))])
    monkeypatch.setattr(guard, "get_resolver", lambda _: SimpleNamespace(url_patterns=urlconf.urlpatterns))
    assert unguarded_urls() == ["/a/"]


def test_unguarded_urls__operations_of_the_api__count_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from ninja import NinjaAPI, Router

    router = Router()

    @router.get("/open")
    @open_to("anyone")
    def opened(request: Any) -> str:
        return ""

    @router.get("/forgotten")
    def forgotten(request: Any) -> str:
        return ""

    api = NinjaAPI(urls_namespace="guard-test", docs_url=None, openapi_url=None)
    api.add_router("", router)
    patterns = [entry for entry in api.urls[0] if entry.name != "api-root"]
    monkeypatch.setattr(guard, "get_resolver", lambda _: SimpleNamespace(url_patterns=patterns))
    assert unguarded_urls() == ["/forgotten"]


def test_account_pages__every_address__says_to_whom_it_is_open() -> None:
    for urlconf in ("madoguchi.site.urls", "madoguchi.site.desk_urls"):
        assert not [address for address in unguarded_urls(urlconf) if "/account/" in address]
