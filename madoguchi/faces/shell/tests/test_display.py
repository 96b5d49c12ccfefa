"""Size, contrast and keys work without script; headers keep pages to themselves."""

import json
from typing import Any

import pytest
from django.test import Client

from madoguchi.faces.shell.preferences import ALLOWED, Preferences, preferences_of

pytestmark = pytest.mark.django_db


def test_display__chosen__is_on_the_next_page_and_returns_there(client: Client, settings: Any) -> None:
    settings.MADO_DEMO = True
    response = client.post("/display/", {"size": "large", "contrast": "high", "next": "/en/style/?a=1"})
    assert response["Location"] == "/en/style/?a=1"
    assert 'data-size="large" data-contrast="high"' in client.get("/style/").content.decode()
    client.post("/display/", {"size": "", "contrast": "", "next": "/"})
    assert "data-size" not in client.get("/style/").content.decode()


@pytest.mark.parametrize("following", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_display__return_address_elsewhere__stays_in_the_house(client: Client, following: str) -> None:
    assert client.post("/en/display/", {"next": following})["Location"] == "/en/"


def test_display__asked_by_get__changes_nothing(client: Client) -> None:
    assert client.get("/display/").status_code == 405


@pytest.mark.parametrize("name", ALLOWED)
def test_preferences__written_and_read__are_the_same(name: str, asked: Any) -> None:
    for value in ALLOWED[name]:
        chosen = Preferences(**{name: value})
        assert preferences_of(asked(HTTP_COOKIE=f"mado_display={chosen.written()}")) == chosen


@pytest.mark.parametrize("cookie", ["size-huge", "<script>", "size", "-", "contrast-high contrast"])
def test_preferences__cookie_not_of_ours__is_passed_over(cookie: str, asked: Any) -> None:
    assert preferences_of(asked(HTTP_COOKIE=f'mado_display="{cookie}"')) == Preferences()


def test_headers__every_page__lets_little_out(client: Client, settings: Any) -> None:
    settings.MADO_DEMO = True
    response = client.get("/style/")
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_robots__demo__keeps_everybody_out(client: Client, settings: Any) -> None:
    settings.MADO_DEMO = True
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()
    settings.MADO_DEMO = False
    assert "Disallow: /\n" not in client.get("/robots.txt").content.decode()


def test_manifest__names_the_counter_and_its_icons(client: Client) -> None:
    body = json.loads(client.get("/manifest.webmanifest").content)
    assert body["name"]
    assert body["start_url"] == "/"
    assert {icon["sizes"] for icon in body["icons"]} == {"any", "192x192", "512x512"}


def test_style__in_service__is_not_there(client: Client, settings: Any) -> None:
    settings.MADO_DEMO = settings.DEBUG = False
    assert client.get("/style/").status_code == 404
    settings.MADO_DEMO = True
    assert client.get("/style/").status_code == client.get("/style/case/").status_code == 200


@pytest.mark.parametrize("path", ["/style/", "/style/case/", "/style/error/404/", "/account/login/", "/desk/account/login/"])
def test_page__in_a_demo__says_so(client: Client, settings: Any, path: str) -> None:
    settings.MADO_DEMO = True
    assert "公式サイトではありません" in client.get(path).content.decode()
