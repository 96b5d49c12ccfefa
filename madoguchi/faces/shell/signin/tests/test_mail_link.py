from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from madoguchi.engines.people.public import Account
from madoguchi.engines.people.testing import a_resident_account, signed_in

Browser, Mailed = Callable[[], Client], Callable[[str], str]
LINK, CODE = r"(/account/link/[^/\s]+/)", r"^(\d{6})$"


def who(client: Client) -> str:
    response = client.get("/account/security/")
    return response.context["account"].email if response.status_code == 200 else ""


def test_mail_link__opened_on_another_device__signs_in_there_and_once(browser: Browser, mailed: Mailed) -> None:
    a_resident_account("hanako@example.jp")
    desktop, phone, late = browser(), browser(), browser()
    sent = desktop.post("/account/login/", {"email": "ｈａｎａｋｏ＠example.jp"})
    assert sent["Location"] == "/account/link/"
    link = mailed(LINK)
    assert phone.get(link).status_code == 200
    assert who(phone) == ""
    assert phone.post(link).status_code == 302
    assert who(phone) == "hanako@example.jp"
    assert late.post(link).status_code == 410
    assert late.get(link).status_code == 410
    assert who(late) == who(desktop) == ""


def test_mail_link__code_typed_where_it_was_asked_for__signs_in(browser: Browser, mailed: Mailed) -> None:
    a_resident_account("hanako@example.jp")
    client = browser()
    client.post("/account/login/", {"email": "hanako@example.jp", "next": "/account/contact/"})
    answer = client.post("/account/link/", {"code": mailed(CODE)})
    assert answer["Location"] == "/account/contact/"
    assert who(client) == "hanako@example.jp"


def test_mail_link__code_typed_elsewhere__is_of_no_use(browser: Browser, mailed: Mailed) -> None:
    a_resident_account("hanako@example.jp")
    browser().post("/account/login/", {"email": "hanako@example.jp"})
    thief = browser()
    assert thief.post("/account/link/", {"code": mailed(CODE)})["Location"] == "/account/login/"
    assert who(thief) == ""


def test_mail_link__unknown_address__looks_the_same_at_every_step(browser: Browser) -> None:
    a_resident_account("hanako@example.jp")
    pages = []
    for email in ("hanako@example.jp", "nobody@example.jp"):
        client = browser()
        sent = client.post("/account/login/", {"email": email})
        shown = client.get("/account/link/")
        tried = client.post("/account/link/", {"code": "12"})
        texts = [_plain(page, email) for page in (shown, tried)]
        pages.append((sent.status_code, sent["Location"], shown.status_code, tried.status_code, *texts))
    assert pages[0] == pages[1]
    assert len(mail.outbox) == 2


def _plain(response: Any, email: str) -> str:
    import re

    page = response.content.decode().replace(email, "*")
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", page)


def test_mail_link__fourth_mail_in_a_minute__is_refused(browser: Browser) -> None:
    a_resident_account("hanako@example.jp")
    answers = [browser().post("/account/login/", {"email": "hanako@example.jp"}).status_code for _ in range(4)]
    assert answers == [302, 302, 302, 429]
    assert len(mail.outbox) == 3


def test_mail_link__five_wrong_codes__leave_the_right_one_useless(browser: Browser, mailed: Mailed) -> None:
    a_resident_account("hanako@example.jp")
    client = browser()
    client.post("/account/login/", {"email": "hanako@example.jp"})
    right = mailed(CODE)
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        assert client.post("/account/link/", {"code": wrong}).status_code == 200
    client.post("/account/link/", {"code": right})
    assert who(client) == ""


def test_mail_link__address_of_the_link__is_the_citys_own_not_the_askers(browser: Browser, settings: Any) -> None:
    settings.MADO_ADDRESS = "https://city.example"
    a_resident_account("hanako@example.jp")
    browser().post("/account/login/", {"email": "hanako@example.jp"}, headers={"host": "127.0.0.1"})
    assert "https://city.example/account/link/" in mail.outbox[-1].body


def test_mail_link__next_page_elsewhere__is_not_followed(browser: Browser, mailed: Mailed) -> None:
    a_resident_account("hanako@example.jp")
    client = browser()
    client.post("/account/login/", {"email": "hanako@example.jp", "next": "https://evil.example/"})
    assert client.post(mailed(LINK))["Location"] == "/"


def test_sign_in__session__gets_a_new_key(browser: Browser, mailed: Mailed) -> None:
    a_resident_account("hanako@example.jp")
    client = browser()
    client.post("/account/login/", {"email": "hanako@example.jp"})
    before = client.cookies["mado_portal"].value
    client.post(mailed(LINK))
    assert client.cookies["mado_portal"].value != before


def test_sign_up__link_opened__is_registered_and_signed_in(browser: Browser, mailed: Mailed) -> None:
    client = browser()
    client.post("/account/signup/", {"email": "new@example.jp"})
    assert not Account.objects.exists()
    client.post(mailed(LINK))
    assert who(client) == "new@example.jp"


def test_sign_in__wrong_shape_of_address__is_explained_at_the_field(browser: Browser) -> None:
    page = browser().post("/account/login/", {"email": "hanako"}).content.decode()
    assert "error-summary" in page
    assert "@ を1つ" in page


def test_confirm_by_mail__long_after_signing_in__is_asked_before_a_passkey_is_added(browser: Browser, mailed: Mailed) -> None:
    client = signed_in(browser(), a_resident_account("hanako@example.jp"))
    asked = client.get("/account/passkey/add/")
    assert asked["Location"] == "/account/confirm/mail/?next=%2Faccount%2Fpasskey%2Fadd%2F"
    client.post(asked["Location"], {"send": "1"})
    back = client.post(asked["Location"], {"code": mailed(CODE), "next": "/account/passkey/add/"})
    assert back["Location"] == "/account/passkey/add/"
    assert client.get("/account/passkey/add/").status_code == 200


def test_change_address__link_in_the_new_mailbox__changes_it(browser: Browser, mailed: Mailed) -> None:
    client = browser()
    a_resident_account("old@example.jp")
    client.post("/account/login/", {"email": "old@example.jp"})
    client.post(mailed(LINK))
    client.post("/account/address/", {"email": "new@example.jp"})
    client.post(mailed(LINK))
    assert who(client) == "new@example.jp"


@pytest.mark.parametrize("path", ["login/", "login/password/", "signup/", "password/reset/", "password/reset/done/"])
def test_entrance_pages__without_scripts__are_forms_with_labels(path: str, browser: Browser) -> None:
    response = browser().get(f"/account/{path}")
    assert response.status_code == 200
    page = response.content.decode()
    assert page.count("<h1>") == 1
    assert "<form" in page or "done" in path
    for field in response.context.get("form") or ():
        assert f'for="{field.id_for_label}"' in page


@pytest.mark.parametrize("path", ["security/", "contact/", "logout/", "password/set/", "address/"])
def test_own_pages__signed_in__open(path: str, browser: Browser, mailed: Mailed) -> None:
    a_resident_account("hanako@example.jp")
    client = browser()
    client.post("/account/login/", {"email": "hanako@example.jp"})
    client.post(mailed(LINK))
    assert client.get(f"/account/{path}").status_code == 200


def test_contact_page__sms_chosen__is_kept(browser: Browser) -> None:
    account = a_resident_account()
    client = signed_in(browser(), account)
    client.post("/account/contact/", {"channel": "sms", "value": "090-0001-0001", "language": "ja"})
    assert account.contacts.get().value == "09000010001"
    client.post("/account/contact/electronic-notices/", {"wanted": "yes"})
    assert account.electronic_consents.filter(stopped_at=None).exists()
    assert client.post("/account/contact/", {"channel": "letter", "value": "", "language": "ja"}).status_code == 200


def test_still_here__answered__sets_the_clock_anew(browser: Browser) -> None:
    client = signed_in(browser(), a_resident_account())
    assert client.post("/account/still-here/", {"next": "/account/contact/"})["Location"] == "/account/contact/"
    assert client.get("/account/still-here/").status_code == 204


def test_still_here__at_the_end_of_the_whole_length__cannot_be_put_off(browser: Browser) -> None:
    client = signed_in(browser(), a_resident_account(), at=timezone.now() - timedelta(hours=11, minutes=59))
    assert client.get("/account/still-here/").status_code == 409


@pytest.mark.parametrize("address", ["/en/account/login/", "/easy/account/login/"])
def test_sign_in__in_another_language__keeps_its_prefix_in_mail_and_redirect(
    address: str, browser: Browser, mailed: Mailed
) -> None:
    a_resident_account("hanako@example.jp")
    client = browser()
    prefix = address.partition("/account")[0]
    assert client.post(address, {"email": "hanako@example.jp"})["Location"] == f"{prefix}/account/link/"
    link = mailed(r"http://[^/]+(/\S*/link/[^/\s]+/)")
    assert link.startswith(f"{prefix}/account/link/")
    assert client.post(link)["Location"] == f"{prefix}/"
