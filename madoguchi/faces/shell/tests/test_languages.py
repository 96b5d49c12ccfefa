"""The language is in the address, and stays there."""

from typing import Any

import pytest
from django.http import HttpResponse, HttpResponseRedirect
from django.test import Client, RequestFactory
from django.urls import get_script_prefix, reverse
from django.utils import translation

from madoguchi.faces.shell.languages import JAPANESE, PAGE_LANGUAGES, in_language, language_of_code, split_path
from madoguchi.faces.shell.middleware import LanguagePrefix

EASY, ENGLISH = PAGE_LANGUAGES[1:]


@pytest.mark.parametrize(
    ("path", "code", "bare"),
    [
        ("/", None, "/"),
        ("/en/a/", "en", "/a/"),
        ("/easy/", "ja-easy", "/"),
        ("/en", "en", ""),
        ("/english/", None, "/english/"),
    ],
)
def test_split_path__with_and_without_language__tells_them_apart(path: str, code: str | None, bare: str) -> None:
    language, rest = split_path(path)
    assert (language and language.code, rest) == (code, bare)


@pytest.mark.parametrize("language", PAGE_LANGUAGES)
@pytest.mark.parametrize("path", ["/", "/en/", "/easy/mine/", "/mine/"])
def test_in_language__any_path__comes_back(path: str, language: Any) -> None:
    there = in_language(path, language)
    assert split_path(there) == (language if language.prefix else None, split_path(path)[1])


def test_in_language__page_of_the_desk__keeps_its_address() -> None:
    assert in_language("/desk/cases/", ENGLISH) == "/desk/cases/"


@pytest.mark.parametrize("code", [None, "", "xx", "zh"])
def test_language_of_code__not_ours__is_japanese(code: str | None) -> None:
    assert language_of_code(code) is JAPANESE


def through(path: str, answer: Any = None, **extra: Any) -> tuple[Any, dict[str, Any]]:
    seen: dict[str, Any] = {}

    def view(request: Any) -> Any:
        seen.update(
            path=request.path_info,
            full=request.path,
            language=translation.get_language(),
            url=reverse("shell:robots"),
            prefix=get_script_prefix(),
        )
        return answer if answer is not None else HttpResponse("市役所（しやくしょ）")

    return LanguagePrefix(view)(RequestFactory().get(path, **extra)), seen


def test_prefix__english__is_taken_off_and_put_before_every_address() -> None:
    response, seen = through("/en/mine/?q=1")
    assert seen == {"path": "/mine/", "full": "/en/mine/", "language": "en", "url": "/en/robots.txt", "prefix": "/en/"}
    assert response["Content-Language"] == "en"


def test_prefix__after_the_request__nothing_remains() -> None:
    before = get_script_prefix(), translation.get_language()
    through("/easy/")
    assert (get_script_prefix(), translation.get_language()) == before


def test_prefix__view_raises__nothing_remains() -> None:
    def view(request: Any) -> Any:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        LanguagePrefix(view)(RequestFactory().get("/en/"))
    assert get_script_prefix() == "/"


def test_prefix__easy_japanese__puts_readings_above() -> None:
    response, _ = through("/easy/")
    assert response.content.decode() == "<ruby>市役所<rp>（</rp><rt>しやくしょ</rt><rp>）</rp></ruby>"
    assert through("/")[0].content.decode() == "市役所（しやくしょ）"


@pytest.mark.parametrize(
    ("path", "to", "arrives"),
    [
        ("/en/a/", "/mine/?x=1", "/en/mine/?x=1"),
        ("/en/a/", "/easy/mine/", "/easy/mine/"),
        ("/en/a/", "/desk/", "/desk/"),
        ("/en/a/", "https://pay.example.jp/", "https://pay.example.jp/"),
        ("/en/a/", "//evil.example/", "//evil.example/"),
        ("/a/", "/mine/", "/mine/"),
    ],
)
def test_prefix__redirect__stays_in_the_language_within_the_house(path: str, to: str, arrives: str) -> None:
    response, _ = through(path, HttpResponseRedirect(to))
    assert response["Location"] == arrives


@pytest.mark.parametrize(
    ("path", "to"),
    [("/en/desk/x/?a=1", "/desk/x/?a=1"), ("/en", "/en/"), ("/easy?a=1", "/easy/?a=1"), ("/en/api/v1/", "/api/v1/")],
)
def test_prefix__where_none_belongs__leads_to_the_right_address(path: str, to: str) -> None:
    response, seen = through(path)
    assert (response.status_code, response["Location"], seen) == (307, to, {})


def test_prefix__two_slashes__never_leads_out_of_the_house() -> None:
    response, seen = through("/en//evil.example/")
    assert seen.get("path", "").startswith("/")
    assert "Location" not in response


@pytest.mark.parametrize(
    ("cookie", "language"), [("language-en", "en"), ("language-ja-easy", "ja-easy"), ("language-xx", "ja"), ("", "ja")]
)
def test_desk__language__comes_from_the_cookie(cookie: str, language: str) -> None:
    assert through("/desk/", HTTP_COOKIE=f"mado_display={cookie}")[1]["language"] == language


@pytest.mark.django_db
def test_page__its_links_to_other_languages__are_the_same_page_with_its_query(client: Client, settings: Any) -> None:
    settings.MADO_DEMO = True
    page = client.get("/en/style/?a=1").content.decode()
    assert '<html lang="en"' in page
    assert 'href="/easy/style/?a=1"' in page
    assert 'href="/style/?a=1"' in page
    assert '<html lang="ja" data-easy' in client.get("/easy/style/").content.decode()
