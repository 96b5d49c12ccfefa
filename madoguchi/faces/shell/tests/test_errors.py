"""Error pages stand when nothing else does."""

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404
from django.test import Client, RequestFactory
from django.utils.translation import override

from madoguchi.faces.shell import city_words, errors

PLAIN = pytest.mark.parametrize("status", sorted(errors.EXPLANATIONS))


@PLAIN
@pytest.mark.parametrize("language", ["ja", "ja-easy", "en"])
def test_error_page__without_a_database__says_what_to_do(status: int, language: str, asked: Any) -> None:
    """No db mark: a query would fail the test."""
    city_words.forget()
    with override(language):
        response = errors.error_page(asked("/mine/"), status)
    page = response.content.decode()  # type: ignore[attr-defined]
    assert response.status_code == status
    assert "<h1>" in page
    assert 'href="tel:' in page
    assert f'lang="{language[:2]}"' in page
    assert response["Cache-Control"] == "no-store"


@PLAIN
def test_error_page__api__is_a_problem_in_json(status: int, asked: Any) -> None:
    response = errors.error_page(asked("/api/v1/cases/"), status)
    body = json.loads(response.content)  # type: ignore[attr-defined]
    assert response["Content-Type"] == "application/problem+json"
    assert body["status"] == status
    assert body["code"]


def test_bad_request__too_much_sent__is_413(asked: Any) -> None:
    assert errors.bad_request(asked(), RequestDataTooBig()).status_code == 413
    assert errors.bad_request(asked(), ValueError()).status_code == 400


def test_server_error__database_gone__is_503_and_says_when_to_return(asked: Any) -> None:
    try:
        raise OperationalError
    except OperationalError:
        response = errors.server_error(asked())
    assert response.status_code == 503
    assert response["Retry-After"]


def test_server_error__even_our_page_fails__a_last_one_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "error_page", lambda *_, **__: 1 / 0)
    page = errors.server_error(RequestFactory().get("/")).content.decode()  # type: ignore[attr-defined]
    assert "システムに問題が起きました" in page
    assert "Something went wrong" in page


def test_forbidden_and_not_found__with_a_sentence__say_it(asked: Any) -> None:
    assert "担当ではありません" in errors.forbidden(asked(), PermissionDenied("担当ではありません。")).content.decode()  # type: ignore[attr-defined]
    assert "取り下げ済み" in errors.not_found(asked(), Http404("取り下げ済みです。")).content.decode()  # type: ignore[attr-defined]


def test_not_found__resolver_of_addresses__does_not_show_its_table(asked: Any) -> None:
    page = errors.not_found(asked(), Http404({"tried": [["secret"]]})).content.decode()  # type: ignore[attr-defined]
    assert "secret" not in page


@pytest.mark.django_db
def test_csrf__no_token__says_that_nothing_was_lost() -> None:
    response = Client(enforce_csrf_checks=True).post("/account/login/", {"email": "a@example.jp"})
    assert response.status_code == 403
    assert "なくなっていません" in response.content.decode()


@pytest.mark.django_db
def test_address__unknown__is_a_plain_page_in_its_language(client: Client) -> None:
    response = client.get("/en/no-such-page/")
    assert response.status_code == 404
    assert '<html lang="en"' in response.content.decode()


def test_too_many__limits_of_sign_in__show_our_page(asked: Any) -> None:
    from allauth.core.ratelimit import respond_429

    request = asked("/account/login/")
    request.allauth = None
    response = respond_429(request)
    assert response.status_code == 429
    assert "操作の回数が多すぎます" in response.content.decode()


def test_address_of_a_button__opened_as_a_page__says_what_to_do(client: Client) -> None:
    answer = client.get("/en/display/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "cannot be opened" in answer.content.decode()


def test_address_of_a_button__asked_by_a_machine__is_a_problem_in_json(client: Client) -> None:
    answer = client.delete("/api/v1/procedures", headers={"Accept-Language": "en"})
    assert (answer.status_code, answer["Content-Type"], answer["Allow"]) == (405, "application/problem+json", "GET")
    assert answer.json()["code"] == "not-this-way"
    assert answer.json()["title"].isascii()
