"""The main job in a real browser: by keyboard alone, and on a phone without JavaScript, to the decision in hand."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Opening
from tests.browser.filling import simple
from tests.browser.hands import (
    by_keyboard,
    by_pointer,
    click,
    enter,
    number_on,
    pdf_text,
    sign_in,
    tab_to,
    through_the_form,
    until_there,
)
from tests.browser.looking import PHONE, complaints
from tests.browser.people import CHIEF, KEN, SECOND_CLERK
from tests.browser.world import World

pytestmark = pytest.mark.browser


def test_main_job__by_keyboard_alone__comes_to_the_decision(opens: Opening, world: World) -> None:
    page = opens()
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    tab_to(page, name="q")
    page.keyboard.type("児童手当")
    enter(page)
    tab_to(page, href="/procedures/child-allowance-claim/")
    enter(page)
    tab_to(page, href="/apply/child-allowance-claim/")
    enter(page)
    tab_to(page, tag="BUTTON", text="始める")
    enter(page)
    through_the_form(page, simple(), by_keyboard)
    tab_to(page, tag="BUTTON", text="提出する")
    enter(page)
    assert "/account/login/" in page.url, "the claim needs an account: whoever has none is asked now, not before"
    tab_to(page, href="/account/login/password/")
    enter(page)
    tab_to(page, name="login")
    page.keyboard.type(KEN)
    tab_to(page, name="password")
    page.keyboard.type("madoguchi-demo")
    enter(page)
    assert "/review/" in page.url
    tab_to(page, tag="BUTTON", text="提出する")
    enter(page)
    number = number_on(page)
    assert "/receipt/" in page.url
    assert complaints(page) == []
    decide_by_keyboard(opens(SECOND_CLERK), opens(CHIEF), world, number)
    tab_to(page, href=f"/mine/{number}/")
    enter(page)
    until_there(page, "text=決定しました")


def decide_by_keyboard(clerk: Page, chief: Page, world: World, number: str) -> None:
    """The desk's own keys: / to search, A, S, I, D; J and O for the chief."""
    clerk.goto("/desk/")
    clerk.keyboard.press("/")
    clerk.keyboard.type(number)
    enter(clerk)
    for key in "as":
        with clerk.expect_navigation():
            clerk.keyboard.press(key)
    with clerk.expect_navigation():
        clerk.keyboard.press("i")
    tab_to(clerk, name="method")
    for _step in range(10):
        if clerk.evaluate("document.activeElement.value") == "register":
            break
        clerk.keyboard.press("ArrowDown")
    clerk.keyboard.press("Space")
    tab_to(clerk, tag="BUTTON", text="記録する")
    enter(clerk)
    with clerk.expect_navigation():
        clerk.keyboard.press("d")
    tab_to(clerk, name="outcome")
    clerk.keyboard.press("Space")
    if clerk.locator("main [name=sure]").count():  # somebody else has the same name: told apart before
        tab_to(clerk, name="sure")
        clerk.keyboard.press("Space")
    tab_to(clerk, tag="BUTTON", text="決裁に回す")
    enter(clerk)
    assert clerk.locator(".tag", has_text="決裁待ち").count() or "決裁を待ちます" in clerk.locator("main").inner_text()
    chief.goto("/desk/approvals/")
    tab_to(chief, text=number)
    enter(chief)
    with chief.expect_navigation():
        chief.keyboard.press("o")
    assert "決裁しました" in chief.locator("body").inner_text()
    assert complaints(clerk) == complaints(chief) == []


def test_main_job__on_a_phone_without_javascript__comes_to_the_notice(opens: Opening, world: World) -> None:
    page = opens(script=False, width=PHONE)
    page.goto("/account/login/password/")
    sign_in(page, KEN)
    page.goto("/")
    page.locator("input[name=q]").fill("子ども 手当")
    click(page, page.locator("main form[role=search] button"))
    click(page, page.locator("main a[href='/procedures/child-allowance-claim/']").first)
    click(page, page.locator("main a.button.primary"))
    click(page, page.locator("main form button.primary"))
    through_the_form(page, simple(), by_pointer)
    click(page, page.locator("main button", has_text="提出する"))
    number = number_on(page)

    clerk = opens(SECOND_CLERK, script=False)
    clerk.goto("/desk/")
    clerk.locator("#desk-search").fill(number)
    click(clerk, clerk.locator(".desk-search button"))
    for words in ("受け付ける", "審査を始める"):
        click(clerk, clerk.locator("main button", has_text=words))
    click(clerk, clerk.locator(".action-bar a", has_text="本人確認"))
    clerk.locator("[name=method][value=register]").check()
    click(clerk, clerk.locator("main button.primary"))
    click(clerk, clerk.locator(".action-bar a", has_text="起案する"))
    clerk.locator("[name=outcome][value=granted]").check()
    for sure in clerk.locator("main [name=sure]").all():
        sure.check()
    click(clerk, clerk.locator("main button.primary"))

    chief = opens(CHIEF, script=False)
    chief.goto("/desk/approvals/")
    click(chief, chief.locator("main a", has_text=number))
    click(chief, chief.locator("button[value=approve]"))

    notice = until_there(clerk, "a[href*='/notices/']")
    said = pdf_text(clerk, notice.get_attribute("href") or "")
    assert "見本さくら" in said
    assert "公式" in said, "a notice of the demo says that it is no official one"
    page.goto(f"/mine/{number}/")
    until_there(page, "text=決定しました")
