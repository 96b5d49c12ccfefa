"""Attacks on sessions and forms: planted keys, borrowed cookies, forms of other sites."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.engines.people.public import Account
from madoguchi.engines.people.testing import a_delegation, a_resident_account, a_staff_account, choice_of, signed_in
from tests.attacks.conftest import GOOD, OTHER

Browser, Mailed = Callable[[], Client], Callable[[str], str]
SECURITY = "/account/security/"


def is_in(client: Client, address: str = SECURITY) -> bool:
    return client.get(address).status_code == 200


def test_fixation__planted_session__is_not_the_one_that_is_signed_in(browser: Browser, mailed: Mailed) -> None:
    a_resident_account("hanako@example.jp")
    victim = browser()
    victim.post("/account/login/", {"email": "hanako@example.jp"})
    planted = victim.cookies["mado_portal"].value
    victim.post(mailed(r"(/account/link/[^/\s]+/)"))
    assert is_in(victim)
    assert victim.cookies["mado_portal"].value != planted
    thief = browser()
    thief.cookies["mado_portal"] = planted
    assert not is_in(thief)


def test_fixation__invented_session_key__is_not_taken_over(browser: Browser) -> None:
    client = browser()
    client.cookies["mado_portal"] = "a" * 32
    client.post("/account/login/", {"email": "x@example.jp"})
    assert client.cookies["mado_portal"].value != "a" * 32


@pytest.mark.parametrize(("given", "taken"), [("mado_portal", "mado_desk"), ("mado_desk", "mado_portal")])
def test_cookie__of_one_face__signs_in_nobody_at_the_other(given: str, taken: str) -> None:
    who = a_resident_account() if given == "mado_portal" else a_staff_account()
    key = signed_in(Client(), who).cookies[given].value
    client = Client()
    client.cookies[taken] = key
    assert not is_in(client, "/desk/account/security/" if taken == "mado_desk" else SECURITY)


def test_cookie__kept_after_signing_out__opens_nothing(browser: Browser) -> None:
    client = signed_in(browser(), a_resident_account())
    kept = client.cookies["mado_portal"].value
    client.post("/account/logout/")
    thief = browser()
    thief.cookies["mado_portal"] = kept
    assert not is_in(thief)


def test_cookie__stolen_before_the_password_changed__is_dead(browser: Browser) -> None:
    account = a_resident_account(password=GOOD)
    thief = signed_in(browser(), account)
    assert is_in(thief)
    account.set_password(OTHER)
    account.save()
    assert not is_in(thief)


def test_cookie__of_a_closed_account__is_dead_at_the_next_click() -> None:
    account = a_resident_account()
    client = signed_in(Client(), account)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert not is_in(client)


@pytest.mark.parametrize("ago", [timedelta(hours=13), timedelta(days=30)])
def test_cookie__older_than_a_sign_in_lasts__is_dead_however_busy(ago: timedelta) -> None:
    client = signed_in(Client(), a_resident_account(), at=timezone.now() - ago)
    session = client.session
    session["mado_seen"] = int(timezone.now().timestamp())
    session.save()
    assert not is_in(client)


def test_cookie__is_closed_to_scripts_and_other_sites(browser: Browser) -> None:
    client = browser()
    client.post("/account/login/", {"email": "x@example.jp"})
    cookie = client.cookies["mado_portal"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


FORMS = [
    ("/account/acting/switch/", {"choice": "x"}), ("/account/acting/back/", {}), ("/account/contact/", {"channel": "mail"}),
    ("/account/groups/new/", {"name": "x", "activity": "y"}), ("/account/acting/ask/", {"mail": "x@example.jp"}),
    ("/account/contact/electronic-notices/", {"wanted": "yes"}), ("/account/logout/", {}), ("/account/still-here/", {}),
]  # fmt: skip


@pytest.mark.parametrize(("address", "data"), FORMS, ids=[address for address, _ in FORMS])
def test_forged_form__without_our_token__is_turned_back(address: str, data: dict[str, str]) -> None:
    client = signed_in(Client(enforce_csrf_checks=True), a_resident_account(name="見本"))
    assert client.post(address, data).status_code == 403
    assert is_in(client)


def test_forged_form__with_the_token_of_another_browser__is_turned_back() -> None:
    thief = Client(enforce_csrf_checks=True)
    token = str(thief.get("/account/login/").context["csrf_token"])
    victim = signed_in(Client(enforce_csrf_checks=True), a_resident_account())
    victim.get(SECURITY)
    assert victim.post("/account/logout/", {"csrfmiddlewaretoken": token}).status_code == 403


def test_forged_form__from_another_origin__is_turned_back_even_with_a_token() -> None:
    client = signed_in(Client(enforce_csrf_checks=True), a_resident_account())
    token = {"csrfmiddlewaretoken": str(client.get(SECURITY).context["csrf_token"])}
    assert client.post("/account/logout/", token, headers={"origin": "https://evil.example"}).status_code == 403
    assert is_in(client)


def test_two_tabs__form_opened_in_ones_own_name__does_nothing_for_another() -> None:
    owner, proxy = a_resident_account(), a_resident_account(name="代理")
    held = a_delegation(owner, proxy)
    client = signed_in(Client(enforce_csrf_checks=True), proxy)
    old: Any = {"csrfmiddlewaretoken": str(client.get("/account/acting/").context["csrf_token"])}
    assert client.post("/account/acting/switch/", {**old, "choice": choice_of(held)}).status_code == 302
    assert client.post("/account/logout/", old).status_code == 403


def test_frame__of_another_site__shows_no_page(client: Client) -> None:
    answer = client.get("/account/login/")
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_private_page__is_kept_in_no_cache() -> None:
    answer = signed_in(Client(), a_resident_account()).get(SECURITY)
    assert "no-store" in answer.headers["Cache-Control"]
