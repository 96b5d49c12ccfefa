from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator as Row
from django.core import mail
from django.test import Client

from madoguchi.engines.people.public import Account
from madoguchi.engines.people.testing import a_resident_account, a_staff_account
from madoguchi.faces.shell.signin.tests.authenticator import Authenticator

Browser, Mailed = Callable[[], Client], Callable[[str], str]
GOOD = "みどりの自転車は坂を登る"
JSON = {"accept": "application/json"}


def enter(client: Client, account: Account) -> None:
    where, path = ("login", "/desk/account/login/") if account.is_staff_member else ("login", "/account/login/password/")
    client.post(path, {where: account.email, "password": GOOD})


def add(client: Client, key: Authenticator, at: str = "/account/", *, verified: bool = True) -> Any:
    options = client.get(f"{at}passkey/add/").context["js_data"]["creation_options"]
    return client.post(f"{at}passkey/add/", {"name": "スマートフォン", "credential": key.create(options, verified=verified)})


def use(client: Client, key: Authenticator, at: str = "/account/", *, verified: bool = True) -> Any:
    options = client.get(f"{at}passkey/login/", headers=JSON).json()["request_options"]
    return client.post(f"{at}passkey/login/", {"credential": key.get(options, verified=verified)})


def is_in(client: Client, at: str = "/account/") -> bool:
    return client.get(f"{at}security/").status_code == 200


@pytest.fixture
def resident(browser: Browser) -> tuple[Account, Authenticator, Client]:
    account, key, client = a_resident_account("hanako@example.jp", password=GOOD), Authenticator(), browser()
    enter(client, account)
    add(client, key)
    return account, key, client


def test_passkey__added__is_told_by_mail_and_listed(resident: tuple[Account, Authenticator, Client]) -> None:
    _account, _key, client = resident
    assert "パスキー" in mail.outbox[-1].subject
    assert "スマートフォン" in client.get("/account/security/").content.decode()


def test_passkey__alone__signs_a_resident_in(resident: tuple[Account, Authenticator, Client], browser: Browser) -> None:
    _account, key, _client = resident
    client = browser()
    use(client, key)
    assert is_in(client)


def test_passkey__answer_to_an_earlier_challenge__is_refused(
    resident: tuple[Account, Authenticator, Client], browser: Browser
) -> None:
    _account, key, _client = resident
    client = browser()
    old = client.get("/account/passkey/login/", headers=JSON).json()["request_options"]
    client.get("/account/passkey/login/", headers=JSON)
    client.post("/account/passkey/login/", {"credential": key.get(old)})
    assert not is_in(client)


def test_passkey__person_not_checked_by_the_device__is_refused(
    resident: tuple[Account, Authenticator, Client], browser: Browser
) -> None:
    account, key, client = resident
    other = browser()
    use(other, key, verified=False)
    assert not is_in(other)
    add(client, Authenticator(), verified=False)
    assert Row.objects.filter(user=account, type="webauthn").count() == 1


def test_passkey__of_another_site__is_refused(resident: tuple[Account, Authenticator, Client], browser: Browser) -> None:
    _account, key, _client = resident
    key.origin = "https://evil.example"
    client = browser()
    use(client, key)
    assert not is_in(client)


def test_passkey__of_a_resident_at_the_desk__signs_nobody_in(
    resident: tuple[Account, Authenticator, Client], browser: Browser
) -> None:
    _account, key, _client = resident
    client = browser()
    use(client, key, "/desk/account/")
    assert client.get("/desk/account/security/").status_code == 302


def test_passkey_required__switched_on__mail_and_password_alone_do_not_suffice(
    resident: tuple[Account, Authenticator, Client], browser: Browser, mailed: Mailed
) -> None:
    _account, key, client = resident
    client.post("/account/passkey/required/", {"required": "yes"})
    by_password, by_mail = browser(), browser()
    answer = by_password.post("/account/login/password/", {"login": "hanako@example.jp", "password": GOOD})
    assert answer["Location"] == "/account/second-factor/"
    by_mail.post("/account/login/", {"email": "hanako@example.jp"})
    assert by_mail.post(mailed(r"(/account/link/[^/\s]+/)"))["Location"] == "/account/second-factor/"
    assert not is_in(by_password)
    assert not is_in(by_mail)
    options = by_mail.get("/account/second-factor/").context["js_data"]["request_options"]
    by_mail.post("/account/second-factor/", {"credential": key.get(options)})
    assert is_in(by_mail)


def test_passkey_required__the_last_passkey__stays(resident: tuple[Account, Authenticator, Client]) -> None:
    account, _key, client = resident
    row = Row.objects.get(user=account, type="webauthn")
    client.post("/account/passkey/required/", {"required": "yes"})
    client.post(f"/account/passkey/{row.pk}/remove/")
    assert Row.objects.filter(pk=row.pk).exists()
    client.post("/account/passkey/required/", {"required": "no"})
    client.post(f"/account/passkey/{row.pk}/remove/")
    assert not Row.objects.filter(pk=row.pk).exists()


def test_passkey__of_another_account__cannot_be_removed(resident: tuple[Account, Authenticator, Client], browser: Browser) -> None:
    account, _key, _client = resident
    other, client = a_resident_account(password=GOOD), browser()
    enter(client, other)
    assert client.post(f"/account/passkey/{Row.objects.get(user=account, type='webauthn').pk}/remove/").status_code == 404


def test_passkey__as_the_second_factor_of_staff__enrols_and_signs_in_alone(browser: Browser) -> None:
    account, key, client = a_staff_account(password=GOOD), Authenticator(), browser()
    enter(client, account)
    assert not is_in(client, "/desk/account/")
    add(client, key, "/desk/account/")
    assert is_in(client, "/desk/account/")
    again = browser()
    use(again, key, "/desk/account/")
    assert is_in(again, "/desk/account/")


def test_passkey__of_closed_staff__signs_nobody_in(browser: Browser) -> None:
    account, key, client = a_staff_account(password=GOOD), Authenticator(), browser()
    enter(client, account)
    add(client, key, "/desk/account/")
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert not is_in(client, "/desk/account/")
    again = browser()
    use(again, key, "/desk/account/")
    assert not is_in(again, "/desk/account/")
