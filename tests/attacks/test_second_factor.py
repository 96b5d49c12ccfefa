"""Attacks that go round the stronger proof: other doors, older sessions, added factors."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, hotp_value
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from madoguchi.engines.people import public as people
from madoguchi.engines.people.actions.one_time_links import make_link
from madoguchi.engines.people.models.one_time_link import Purpose
from madoguchi.engines.people.testing import a_resident_account, a_staff_account, signed_in
from tests.attacks.conftest import GOOD

Browser, Fresh = Callable[[], Client], Callable[..., Client]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
DESK = ("/desk/", "/desk/account/security/", "/desk/staff/", "/desk/cases/ABCD-EFGH-J/")


def is_in(client: Client) -> bool:
    return client.get("/account/security/").status_code == 200


@pytest.fixture
def careful() -> people.Account:
    """A resident who always wants the passkey."""
    account = a_resident_account("hanako@example.jp", password=GOOD, passkey_required=True)
    Authenticator.objects.create(user=account, type="webauthn", data={"name": "x", "credential": {}})
    return account


def test_passkey_required__mailed_link__stops_before_the_passkey(careful: people.Account, browser: Browser) -> None:
    _row, token, _code = make_link(Purpose.SIGN_IN, account=careful, at=timezone.now())
    client = browser()
    assert client.post(f"/account/link/{token}/")["Location"] == "/account/second-factor/"
    assert not is_in(client)


def test_passkey_required__password__stops_before_the_passkey(careful: people.Account, browser: Browser) -> None:
    client = browser()
    client.post("/account/login/password/", {"login": careful.email, "password": GOOD})
    assert not is_in(client)


def test_passkey_required__password_reset__takes_it_not_away(careful: people.Account, browser: Browser, mailed: Any) -> None:
    client = browser()
    client.post("/account/password/reset/", {"email": careful.email})
    address = client.get(mailed(r"(/account/password/reset/key/\S+)"))["Location"]
    client.post(address, {"password1": "新しい自転車で遠くへ行く", "password2": "新しい自転車で遠くへ行く"})
    careful.refresh_from_db()
    assert careful.passkey_required
    assert Authenticator.objects.filter(user=careful, type="webauthn").exists()
    assert not is_in(client)


def test_passkey_required__another_service__stops_before_the_passkey(
    careful: people.Account, browser: Browser, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.MADO_OIDC = '[{"code": "idp", "name": "x", "issuer": "https://idp.example", "client_id": "c"}]'
    people.Identity.objects.create(
        account=careful, provider="idp", issuer="https://idp.example", subject="1", added_at=timezone.now()
    )
    asked = type("Asked", (), {"whose": "", "after": ""})
    vouched = people.Vouched(issuer="https://idp.example", subject="1")
    monkeypatch.setattr("madoguchi.faces.portal.signin.oidc.come_back", lambda *_given: (asked, vouched))
    client = browser()
    assert client.get("/account/oidc/idp/back/?state=x")["Location"] == "/account/second-factor/"
    assert not is_in(client)


def test_passkey_required__cannot_be_merged_away(careful: people.Account) -> None:
    thief = a_resident_account()
    from madoguchi.engines.people.testing import actor_of

    with pytest.raises(people.PasskeyStandsBefore):
        people.merge(thief, careful, by=actor_of(thief), at=timezone.now())


@pytest.mark.parametrize("address", DESK)
def test_staff__by_password_alone__open_nothing(address: str) -> None:
    client = signed_in(Client(), a_staff_account(role="administrator"), second_factor=False)
    answer = client.get(address)
    assert answer.status_code == 302
    assert "second-factor" in answer["Location"]


def test_staff__second_factor_of_another_account__does_not_count() -> None:
    account = a_staff_account()
    client = signed_in(Client(), account, second_factor=False)
    from importlib import import_module

    from django.conf import settings

    session = import_module(settings.SESSION_ENGINE).SessionStore(client.cookies["mado_desk"].value)
    session["mado_second_factor"] = str(a_staff_account().pk)
    session.save()
    assert client.get("/desk/").status_code == 302


def test_staff__with_password_alone__adds_no_factor_beside_the_one_there_is(fresh: Fresh) -> None:
    account = a_staff_account(password=GOOD)
    TOTP.activate(account, SECRET)
    client = fresh(account, second_factor=False)
    for address in ("/desk/account/totp/add/", "/desk/account/passkey/add/"):
        assert client.get(address).status_code == 302, address
    assert Authenticator.objects.filter(user=account, type__in=["totp", "webauthn"]).count() == 1


def test_staff__last_factor__cannot_be_removed(fresh: Fresh) -> None:
    account = a_staff_account(password=GOOD)
    TOTP.activate(account, SECRET)
    fresh(account).post("/desk/account/totp/remove/")
    assert Authenticator.objects.filter(user=account, type="totp").exists()


def test_staff__code_seen_over_the_shoulder__works_no_second_time(browser: Browser) -> None:
    account = a_staff_account(password=GOOD, email="x@desk.example.jp")
    TOTP.activate(account, SECRET)
    code = f"{hotp_value(SECRET, int(time.time()) // 30):06d}"
    entered = []
    for _time in range(2):
        client = browser()
        client.post("/desk/account/login/", {"login": account.email, "password": GOOD})
        client.post("/desk/account/second-factor/", {"code": code})
        entered.append(client.get("/desk/account/security/").status_code == 200)
    assert entered == [True, False]


def test_staff__codes_tried_one_after_another__are_limited(browser: Browser) -> None:
    account = a_staff_account(password=GOOD, email="x@desk.example.jp")
    TOTP.activate(account, SECRET)
    client, said = browser(), []
    client.post("/desk/account/login/", {"login": account.email, "password": GOOD})
    for number in range(8):
        said.append(client.post("/desk/account/second-factor/", {"code": f"{number:06d}"}).content.decode())
    assert any("しばらく" in one or "回数" in one for one in said)
    cache.clear()


@pytest.mark.parametrize("at", ["/account/login/password/", "/desk/account/login/"])
def test_account__at_the_wrong_face__is_nobody(at: str, browser: Browser) -> None:
    account = a_staff_account(password=GOOD) if at.startswith("/account") else a_resident_account(password=GOOD)
    client = browser()
    client.post(at, {"login": account.email, "password": GOOD})
    assert client.get("/account/security/").status_code == client.get("/desk/account/security/").status_code == 302


@pytest.mark.parametrize(
    "address", ["/account/password/set/", "/account/address/", "/account/merge/", "/account/acting/offer/", "/account/passkey/add/"]
)
def test_change_that_matters__in_a_session_of_yesterday__asks_again(address: str) -> None:
    client = signed_in(Client(), a_resident_account())
    answer = client.get(address)
    assert answer.status_code == 302
    assert "/account/confirm/" in answer["Location"]


@pytest.mark.parametrize("data", [None, {"password": GOOD}])
def test_staff_session_taken_over__is_confirmed_by_the_factor_alone(data: dict[str, str] | None) -> None:
    """Whoever saw the password typed at the counter and finds the seat empty would else add a passkey of their own."""
    clerk = a_staff_account()
    clerk.set_password(GOOD)
    clerk.save()
    Authenticator.objects.create(user=clerk, type="totp", data={"secret": SECRET})
    client = signed_in(Client(), clerk)
    wanted = "/desk/account/confirm/code/?next=%2Fdesk%2Faccount%2Fpasskey%2Fadd%2F"
    if data is None:
        assert client.get("/desk/account/passkey/add/")["Location"] == wanted
        return
    assert client.post("/desk/account/confirm/password/?next=/desk/account/passkey/add/", data)["Location"] == wanted
    assert client.get("/desk/account/passkey/add/")["Location"] == wanted


def test_staff_mailbox_alone__neither_resets_nor_enrols(browser: Browser, mailed: Any) -> None:
    a_staff_account(email="x@desk.example.jp")
    browser().post("/desk/account/password/reset/", {"email": "x@desk.example.jp"})
    from django.core import mail

    assert "/password/reset/key/" not in str(mail.outbox[-1].body)
    browser().post("/account/login/", {"email": "x@desk.example.jp"})
    assert "/account/link/" not in str(mail.outbox[-1].body)
