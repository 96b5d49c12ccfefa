"""Ways in that need a real browser: a passkey with the device behind it; the first sign-in of a member of staff."""

import time
from base64 import b32decode

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from playwright.sync_api import Page

from tests.browser.conftest import Opening
from tests.browser.hands import click
from tests.browser.looking import check
from tests.browser.world import World

pytestmark = pytest.mark.browser
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
    "automaticPresenceSimulation": True,
}  # fmt: skip


def with_a_device(page: Page) -> Page:
    """A device that knows its person; its keys go with the page."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return page


def looks_well(page: Page) -> None:
    wrong = check(page)
    assert not wrong, f"{page.url}\n" + "\n".join(wrong)


def press(page: Page) -> None:
    click(page, page.locator("main form button.primary").last)


def test_passkey__of_somebody_new__signs_in_and_guards_what_matters(opens: Opening, world: World) -> None:
    base = world.url.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, never to a number
    page = with_a_device(opens())
    page.goto(base + world.new_sign_in_link())
    press(page)
    page.goto(f"{base}/account/password/set/")
    looks_well(page)
    page.goto(f"{base}/account/passkey/add/")
    page.locator("[name=name]").fill("架空の電話")
    press(page)
    page.goto(f"{base}/account/security/")
    assert "架空の電話" in page.locator("main table").inner_text()
    looks_well(page)
    page.goto(f"{base}/account/spare-codes/")
    looks_well(page)
    page.goto(f"{base}/account/spare-codes/new/")
    looks_well(page)
    press(page)
    assert page.locator(".codes code").count() >= 5
    looks_well(page)
    page.goto(f"{base}/account/security/")
    click(page, page.locator("main button[name=required][value=yes]"))
    looks_well(page)
    page.goto(f"{base}/account/confirm/passkey/")
    looks_well(page)

    page.context.clear_cookies()
    page.goto(f"{base}/account/login/?next=/account/security/")
    looks_well(page)
    click(page, page.locator("button", has_text="パスキーでサインインする"))
    assert page.url.endswith("/account/security/")
    click(page, page.locator("main a", has_text="を外す"))
    looks_well(page)


def test_enrolment__of_a_new_member_of_staff__ends_with_a_second_factor(opens: Opening, world: World) -> None:
    page = opens()
    page.goto(world.new_member()[1])
    page.locator("[name=password]").fill("架空の長い合言葉 2026")
    press(page)
    assert "/second-factor/needed/" in page.url
    looks_well(page)
    click(page, page.locator("main a", has_text="認証アプリを設定する"))
    looks_well(page)
    secret = page.locator("main code").inner_text().replace(" ", "")
    page.locator("[name=code]").fill("000000")
    press(page)
    assert page.locator("#error-summary").count(), "a wrong code is told"
    looks_well(page)
    secret = page.locator("main code").inner_text().replace(" ", "")
    page.locator("[name=code]").fill(code_of(secret))
    press(page)
    page.goto("/desk/account/spare-codes/")
    looks_well(page)
    page.goto("/desk/")
    assert "/account/" not in page.url


def code_of(secret: str) -> str:
    key = b32decode(secret + "=" * (-len(secret) % 8))
    return TOTP(key, 6, SHA1(), 30, enforce_key_length=False).generate(time.time()).decode()
