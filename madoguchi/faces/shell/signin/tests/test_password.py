from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from madoguchi.engines.people.testing import a_resident_account, a_staff_account, signed_in

Browser, Mailed = Callable[[], Client], Callable[[str], str]
GOOD, OTHER = "みどりの自転車は坂を登る", "赤い自転車は坂を下りた"
PASSWORD, STAFF = "/account/login/password/", "/desk/account/login/"


def is_in(client: Client, path: str = "/account/security/") -> bool:
    return client.get(path).status_code == 200


def test_password__right__signs_in(browser: Browser) -> None:
    a_resident_account("hanako@example.jp", password=GOOD)
    client = browser()
    client.post(PASSWORD, {"login": "Hanako@example.jp", "password": GOOD})
    assert is_in(client)


def test_password__wrong_or_unknown__say_the_same(browser: Browser) -> None:
    a_resident_account("hanako@example.jp", password=GOOD)
    a_staff_account(email="staff@example.jp", password=GOOD)
    a_resident_account("closed@example.jp", password=GOOD, is_active=False)
    said = set()
    for email, password in (
        ("hanako@example.jp", OTHER),
        ("nobody@example.jp", GOOD),
        ("staff@example.jp", GOOD),
        ("closed@example.jp", GOOD),
    ):
        response = browser().post(PASSWORD, {"login": email, "password": password})
        assert response.status_code == 200
        said.add(str(response.context["form"].non_field_errors()))
    assert len(said) == 1


def test_password__of_a_resident_at_the_desk__is_wrong(browser: Browser) -> None:
    a_resident_account("hanako@example.jp", password=GOOD)
    client = browser()
    assert client.post(STAFF, {"login": "hanako@example.jp", "password": GOOD}).status_code == 200
    assert not is_in(client)


@pytest.mark.parametrize("path", [PASSWORD, STAFF])
def test_password__six_wrong_tries__lock_out_the_right_one_from_anywhere(path: str, browser: Browser) -> None:
    if path == PASSWORD:
        a_resident_account("x@example.jp", password=GOOD)
    else:
        a_staff_account(email="x@example.jp", password=GOOD)
    for _ in range(5):
        browser().post(path, {"login": "x@example.jp", "password": OTHER})
    client = Client(headers={"host": "localhost"}, REMOTE_ADDR="192.0.2.9")
    response = client.post(path, {"login": "x@example.jp", "password": GOOD})
    assert response.status_code == 200
    assert "しばらく" in response.content.decode()


def test_password__lock_out_of_an_unknown_address__looks_the_same(browser: Browser) -> None:
    for _ in range(5):
        browser().post(PASSWORD, {"login": "nobody@example.jp", "password": OTHER})
    response = browser().post(PASSWORD, {"login": "nobody@example.jp", "password": GOOD})
    assert "しばらく" in response.content.decode()


def test_reset__link_used__sets_it_once_and_ends_other_sessions(browser: Browser, mailed: Mailed) -> None:
    account = a_resident_account("hanako@example.jp", password=GOOD)
    elsewhere, client = signed_in(browser(), account), browser()
    assert is_in(elsewhere)
    client.post("/account/password/reset/", {"email": "hanako@example.jp"})
    link = mailed(r"(/account/password/reset/key/\S+)")
    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": OTHER, "password2": OTHER})
    assert not is_in(client)
    assert not is_in(elsewhere)
    client.post(PASSWORD, {"login": "hanako@example.jp", "password": OTHER})
    assert is_in(client)
    assert browser().get(link, follow=True).context["token_fail"]


def test_reset__unknown_address__looks_the_same(browser: Browser) -> None:
    a_resident_account("hanako@example.jp", password=GOOD)
    pages = set()
    for email in ("hanako@example.jp", "nobody@example.jp"):
        response = browser().post("/account/password/reset/", {"email": email})
        pages.add((response.status_code, response["Location"]))
    assert len(pages) == 1
    assert "/reset/key/" not in mail.outbox[-1].body


@pytest.mark.parametrize("where", ["/account/password/reset/", "/desk/account/password/reset/"])
def test_reset__staff_not_yet_enrolled_or_at_the_portal__gets_no_link(where: str, browser: Browser) -> None:
    a_staff_account(email="x@example.jp")
    browser().post(where, {"email": "x@example.jp"})
    assert "/reset/key/" not in mail.outbox[-1].body


def test_set_password__fresh_from_a_mailed_link__is_set_and_told(browser: Browser, mailed: Mailed) -> None:
    account = a_resident_account("hanako@example.jp")
    client = browser()
    client.post("/account/login/", {"email": "hanako@example.jp"})
    client.post(mailed(r"(/account/link/[^/\s]+/)"))
    client.post("/account/password/set/", {"password1": GOOD, "password2": GOOD})
    account.refresh_from_db()
    assert account.check_password(GOOD)
    assert is_in(client)
    assert "設定され" in mail.outbox[-1].subject


def test_change_password__weak_one__is_turned_back(browser: Browser) -> None:
    account = a_resident_account("hanako@example.jp", password=GOOD)
    client = browser()
    client.post(PASSWORD, {"login": "hanako@example.jp", "password": GOOD})
    for weak in ("short", "password123", "hanako@example"):
        page = client.post("/account/password/change/", {"oldpassword": GOOD, "password1": weak, "password2": weak})
        assert page.status_code == 200
    account.refresh_from_db()
    assert account.check_password(GOOD)


def test_sign_out__at_the_desk__leaves_the_portal_signed_in(browser: Browser) -> None:
    client = signed_in(signed_in(browser(), a_resident_account()), a_staff_account())
    assert is_in(client)
    assert is_in(client, "/desk/account/security/")
    client.post("/desk/account/logout/")
    assert is_in(client)
    assert not is_in(client, "/desk/account/security/")


def test_sign_out__asked_by_get__signs_nobody_out(browser: Browser) -> None:
    client = signed_in(browser(), a_resident_account())
    client.get("/account/logout/")
    assert is_in(client)
