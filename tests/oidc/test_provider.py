"""Signing in by a real provider in another process: both faces, connecting, groups, and what is not believed."""

import html
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from madoguchi.city.testing import load_city
from madoguchi.core.audit.public import Entry
from madoguchi.engines.people import public as people
from madoguchi.engines.people.testing import a_resident_account, a_staff_account, signed_in
from tests.oidc.provider import CLIENT, SECRET

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
HOUSE = "http://testserver"


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    backs = [f"{HOUSE}/account/oidc/idp/back/", f"{HOUSE}/desk/account/oidc/city/back/"]
    command = [sys.executable, "-m", "tests.oidc.provider", str(port), str(tmp_path_factory.mktemp("idp")), *backs]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE)
    assert process.stdout
    assert process.stdout.readline() == b"ready\n"
    yield f"http://127.0.0.1:{port}"
    process.kill()
    process.wait(10)


@pytest.fixture(autouse=True)
def providers(issuer: str, settings: Any) -> None:
    import json

    cache.clear()
    common = {"issuer": issuer, "client_id": CLIENT, "secret": SECRET, "scopes": ["openid", "profile", "email"]}
    city = {"groups": {"kodomo-staff": ["kodomo", "clerk"]}, "provision": True, "second_factor": ["otp"]}
    settings.MADO_ADDRESS = HOUSE
    settings.MADO_OIDC = json.dumps(
        [
            {"code": "idp", "name": "見本のサービス", "face": "portal", "authenticates": ["urn:card"], **common},
            {"code": "city", "name": "職員の認証", "face": "desk", **common, **city},
        ]
    )


@pytest.fixture
def city() -> None:
    load_city("urayasu", at=timezone.now())


def go(client: Client, start: str) -> str:
    """Press the button; the address at the provider."""
    page = client.post(start).content.decode()
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page)
    assert found, page[:400]
    return html.unescape(found[1])


def at_provider(issuer: str, name: str, address: str) -> str:
    """Sign in there; the address that leads back."""
    browser = requests.Session()
    assert browser.get(f"{issuer}/enter/{name}/", timeout=5).text == "in"
    answer = browser.get(address, allow_redirects=False, timeout=5)
    assert answer.status_code == 302, answer.text[:400]
    return answer.headers["Location"].removeprefix(HOUSE)


def who(client: Client, page: str = "/account/security/") -> str:
    answer = client.get(page)
    return str(answer.context["request"].user.email) if answer.status_code == 200 else ""


def test_resident__new_to_us__signs_up_by_mail_connects_and_comes_back_in(issuer: str) -> None:
    client = Client()
    address = go(client, "/account/oidc/idp/")
    asked = parse_qs(urlsplit(address).query)
    assert asked["acr_values"] == ["urn:card"]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["nonce"][0]) >= 32
    answer = client.get(at_provider(issuer, "jiro", address))
    assert answer.headers["Location"] == "/account/oidc/connect/"
    assert not people.Account.objects.exists()
    account = a_resident_account("jiro@example.jp")
    signed_in_same = _sign_in_keeping_session(client, account)
    page = signed_in_same.get("/account/oidc/connect/").content.decode()
    assert "jiro@example.jp" in page
    assert signed_in_same.post("/account/oidc/connect/", {"answer": "yes"}).status_code == 302
    assert people.Identity.objects.get().account == account
    other = Client()
    answer = other.get(at_provider(issuer, "jiro", go(other, "/account/oidc/idp/")), follow=True)
    assert who(other) == "jiro@example.jp"
    assert Entry.objects.filter(action="people.signed-in").exists()
    assert other.get("/account/security/").context["request"].actor.proved, "the provider said: by the card"
    assert not signed_in_same.get("/account/security/").context["request"].actor.proved, "by a mailed link"


def _sign_in_keeping_session(client: Client, account: people.Account) -> Client:
    """By a mailed link, as a person does: what waits in the session goes along."""
    from madoguchi.engines.people.actions.one_time_links import make_link
    from madoguchi.engines.people.models.one_time_link import Purpose

    _row, token, _code = make_link(Purpose.SIGN_IN, account=account, at=timezone.now())
    client.post(f"/account/link/{token}/")
    return client


def test_answer__of_another_session_twice_or_with_another_state__is_not_believed(issuer: str) -> None:
    client, thief = Client(), Client()
    account = a_resident_account("hanako@example.jp")
    back = at_provider(issuer, "hanako", go(client, "/account/oidc/idp/"))
    assert thief.get(back).headers["Location"] == "/account/login/"
    assert client.get(back.replace("state=", "state=x")).headers["Location"] == "/account/login/"
    provider = people.provider_of("idp", "portal")
    assert provider
    assert client.get(back).headers["Location"] == "/account/oidc/connect/"
    assert client.get(back).headers["Location"] == "/account/login/", "an answer counts once"
    assert who(thief) == who(client) == ""
    assert Entry.objects.filter(action="people.oidc-not-believed").count() == 3
    assert account.identities.count() == 0


def test_answer__for_the_other_face_or_issuer__is_not_believed(issuer: str) -> None:
    client = Client()
    back = at_provider(issuer, "hanako", go(client, "/account/oidc/idp/"))
    query = urlsplit(back).query
    assert client.get(f"/desk/account/oidc/city/back/?{query}").headers["Location"] == "/desk/account/login/"
    assert client.get(f"{back}&iss=https://evil.example").headers["Location"] == "/account/login/"


@pytest.mark.usefixtures("city")
def test_staff__by_group__is_taken_in_with_post_and_second_factor_and_loses_the_post_with_the_group(issuer: str) -> None:
    client = Client()
    answer = client.get(at_provider(issuer, "hanako", go(client, "/desk/account/oidc/city/")))
    assert answer.headers["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200
    account = people.Account.objects.get(email="hanako@idp.example")
    post = account.posts.get()
    assert (post.department, post.role, post.given_by) == ("kodomo", "clerk", "oidc:city")
    settings.MADO_OIDC = settings.MADO_OIDC.replace("kodomo-staff", "another-group")
    again = Client()
    again.get(at_provider(issuer, "hanako", go(again, "/desk/account/oidc/city/")))
    assert not people.Post.objects.in_force(timezone.localdate()).filter(account=account).exists()
    assert not people.actor_for(account, timezone.now(), second_factor=True).may("cases.see")


def test_staff__without_group_or_second_factor__is_not_taken_in_or_asked_for_ours(issuer: str) -> None:
    client = Client()
    answer = client.get(at_provider(issuer, "jiro", go(client, "/desk/account/oidc/city/")), follow=True)
    assert "登録されていません" in answer.content.decode()
    assert not people.Account.objects.filter(kind="staff").exists()
    a_staff_account(email="jiro@idp.example")
    client.get(at_provider(issuer, "jiro", go(client, "/desk/account/oidc/city/")))
    assert client.get("/desk/").headers["Location"].startswith("/desk/account/second-factor/needed/")
    resident = a_resident_account("hanako@idp.example")
    answer = client.get(at_provider(issuer, "hanako", go(Client(), "/desk/account/oidc/city/")), follow=True)
    assert resident.identities.count() == 0


def test_connect__signed_in_resident__twice_known_or_somebody_elses__says_so(issuer: str) -> None:
    one, two = a_resident_account("ichi@example.jp"), a_resident_account("ni@example.jp")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(people, "is_fresh", lambda _request: True)
        patched.setattr("madoguchi.faces.shell.guard.is_fresh", lambda _request: True)
        client = signed_in(Client(), one)
        client.get(at_provider(issuer, "hanako", go(client, "/account/oidc/idp/")))
        client.post("/account/oidc/connect/", {"answer": "yes"})
        identity = one.identities.get()
        other = signed_in(Client(), two)
        other.get(at_provider(issuer, "hanako", go(other, "/account/oidc/idp/")))
        assert two.identities.count() == 0
        assert who(other) == "ni@example.jp"
        assert other.post(f"/account/oidc/{identity.pk}/remove/").status_code == 404
        assert client.post(f"/account/oidc/{identity.pk}/remove/").status_code == 302
    assert one.identities.count() == 0
