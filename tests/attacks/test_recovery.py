"""Attacks on getting back in: what somebody who reads the mailbox, or sits in an older session, gains by it. Nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.test import Client
from django.utils import timezone

from madoguchi.engines.people import public as people
from madoguchi.engines.people.models.one_time_link import OneTimeLink
from madoguchi.engines.people.testing import SYSTEM, a_resident_account, a_staff_account, signed_in
from tests.attacks.conftest import GOOD, OTHER

Browser, Fresh, Mailed = Callable[[], Client], Callable[..., Client], Callable[[str], str]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LINK, KEY = r"(/account/link/[^/\s]+/)", r"(/account/password/reset/key/\S+)"


def is_in(client: Client, face: str = "") -> bool:
    return client.get(f"{face}/account/security/").status_code == 200


@pytest.fixture
def hanako() -> people.Account:
    account = a_resident_account("hanako@example.jp", password=GOOD)
    Authenticator.objects.create(user=account, type="webauthn", data={"name": "x", "credential": {}})
    return account


def require_passkey(account: people.Account) -> None:
    people.Account.objects.filter(pk=account.pk).update(passkey_required=True)
    account.refresh_from_db()


def test_passkey_made_obligatory__who_came_in_by_less_before__is_out(hanako: people.Account, fresh: Fresh) -> None:
    thief, owner = fresh(hanako), fresh(hanako)
    assert is_in(thief)
    owner.post("/account/passkey/required/", {"required": "yes"})
    assert is_in(owner)
    assert not is_in(thief)


def test_passkey_made_obligatory__link_on_its_way__is_dead(
    hanako: people.Account, browser: Browser, fresh: Fresh, mailed: Mailed
) -> None:
    browser().post("/account/login/", {"email": hanako.email})
    link = mailed(LINK)
    fresh(hanako).post("/account/passkey/required/", {"required": "yes"})
    assert browser().post(link).status_code == 410


@pytest.mark.parametrize("way", ["/account/confirm/mail/", "/account/confirm/password/"])
def test_passkey_obligatory__session_taken_over__is_confirmed_by_nothing_less(
    way: str, hanako: people.Account, mailoutbox: list[Any]
) -> None:
    """Else whoever holds the session and the mailbox, or the password, would take the passkey away."""
    require_passkey(hanako)
    thief = signed_in(Client(headers={"host": "localhost"}), hanako)
    for data in ({"send": "1"}, {"code": "123456"}, {"password": GOOD}):
        answer = thief.post(f"{way}?next=/account/address/", data)
        assert answer.status_code == 302
        assert answer["Location"] == "/account/confirm/passkey/?next=%2Faccount%2Faddress%2F"
    assert not mail.outbox
    thief.post("/account/passkey/required/", {"required": "no"})
    hanako.refresh_from_db()
    assert hanako.passkey_required
    assert thief.get("/account/address/")["Location"].startswith("/account/confirm/passkey/")


def test_new_address__opened__ends_other_sessions_and_links_to_the_old_mailbox(
    hanako: people.Account, browser: Browser, fresh: Fresh, mailed: Mailed
) -> None:
    thief, owner = signed_in(browser(), hanako), fresh(hanako, client=browser())
    browser().post("/account/login/", {"email": hanako.email})
    to_sign_in = mailed(LINK)
    browser().post("/account/password/reset/", {"email": hanako.email})
    to_reset = mailed(KEY)
    owner.post("/account/address/", {"email": "new@example.jp"})
    owner.post(mailed(LINK))
    hanako.refresh_from_db()
    assert hanako.email == "new@example.jp"
    assert is_in(owner)
    assert not is_in(thief)
    assert browser().post(to_sign_in).status_code == 410
    assert browser().get(to_reset, follow=True).context["token_fail"]


def test_new_address__asked_for_by_a_thief__dies_when_the_owner_resets_the_password(
    hanako: people.Account, browser: Browser, fresh: Fresh, mailed: Mailed
) -> None:
    fresh(hanako, client=browser()).post("/account/address/", {"email": "thief@example.com"})
    planted = mailed(LINK)
    owner = browser()
    owner.post("/account/password/reset/", {"email": "hanako@example.jp"})
    form = owner.get(mailed(KEY))["Location"]
    owner.post(form, {"password1": OTHER, "password2": OTHER})
    assert browser().post(planted).status_code == 410
    hanako.refresh_from_db()
    assert hanako.email == "hanako@example.jp"
    assert hanako.check_password(OTHER)


def test_password_changed_by_its_owner__other_sessions_and_links__are_dead(
    hanako: people.Account, browser: Browser, fresh: Fresh, mailed: Mailed
) -> None:
    thief, owner = fresh(hanako, client=browser()), fresh(hanako, client=browser())
    thief.post("/account/address/", {"email": "thief@example.com"})
    planted = mailed(LINK)
    owner.post("/account/password/change/", {"oldpassword": GOOD, "password1": OTHER, "password2": OTHER})
    assert is_in(owner)
    assert not is_in(thief)
    assert browser().post(planted).status_code == 410


def test_staff__start_over__ends_sessions_and_every_link_of_before(browser: Browser, mailed: Mailed) -> None:
    account = a_staff_account(email="x@desk.example.jp", password=GOOD)
    TOTP.activate(account, SECRET)
    held = signed_in(browser(), account)
    browser().post("/desk/account/password/reset/", {"email": account.email})
    to_reset = mailed(r"(/desk/account/password/reset/key/\S+)")
    first = people.start_over(account, by=SYSTEM, at=timezone.now())
    second = people.start_over(account, by=SYSTEM, at=timezone.now())
    assert not is_in(held, "/desk")
    assert browser().get(to_reset, follow=True).context["token_fail"]
    assert browser().get(f"/desk/account/enrol/{first}/").status_code == 410
    assert browser().get(f"/desk/account/enrol/{second}/").status_code == 200
    assert OneTimeLink.objects.filter(account=account, used_at=None).count() == 1
    client = browser()
    client.post("/desk/account/login/", {"login": account.email, "password": GOOD})
    assert not is_in(client, "/desk")
    browser().post("/desk/account/password/reset/", {"email": account.email})
    assert "/reset/key/" not in str(mail.outbox[-1].body)


def test_staff__password_reset_by_mail__ends_sessions_and_leaves_the_second_factor_asked(browser: Browser, mailed: Mailed) -> None:
    account = a_staff_account(email="x@desk.example.jp", password=GOOD)
    TOTP.activate(account, SECRET)
    held, client = signed_in(browser(), account), browser()
    client.post("/desk/account/password/reset/", {"email": account.email})
    form = client.get(mailed(r"(/desk/account/password/reset/key/\S+)"))["Location"]
    client.post(form, {"password1": OTHER, "password2": OTHER})
    assert not is_in(held, "/desk")
    assert not is_in(client, "/desk")
    assert (
        client.post("/desk/account/login/", {"login": account.email, "password": OTHER})["Location"]
        == "/desk/account/second-factor/"
    )
    for page in ("/desk/", "/desk/account/totp/add/", "/desk/account/passkey/add/", "/desk/account/spare-codes/"):
        assert client.get(page).status_code == 302, page
    assert Authenticator.objects.filter(user=account).count() == 1
