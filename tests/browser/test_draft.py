"""What must never be lost: another device, two tabs, a double click, a session that ended, a helper, another language, the way back."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page

from madoguchi.site.demo.story import PROCEDURE
from tests.browser.conftest import Opening
from tests.browser.filling import begin, simple, whole
from tests.browser.hands import by_pointer, click, go_on, number_on, sign_in, through_the_form
from tests.browser.looking import PHONE, check
from tests.browser.people import KEN, MARIA, MISAKI, SAKURA
from tests.browser.places import OWN_FORM
from tests.browser.world import CODE, World

pytestmark = pytest.mark.browser


def start(page: Page) -> str:
    page.goto(f"/apply/{PROCEDURE}/")
    click(page, page.locator(f"{OWN_FORM} button.primary"))
    return page.url.split("/apply/d/")[1].split("/")[0]


def numbers(page: Page) -> set[str]:
    """The applications of the person, as their own page lists them."""
    page.goto("/mine/")
    return set(
        page.locator("main a[href^='/mine/']").evaluate_all("links => links.map(a => a.pathname).filter(a => a.length === 18)")
    )


def test_draft__begun_without_an_account__goes_on_at_another_device_by_code(opens: Opening) -> None:
    phone = opens(width=PHONE)
    start(phone)
    through_the_form(phone, simple(), by_pointer, until="/page/address/")
    phone.locator("[name='claimant.address.street']").fill("架空町2丁目2番")
    go_on(phone, "later")
    click(phone, phone.locator(f"{OWN_FORM} button").last)
    found = CODE.search(phone.locator("main").inner_text())
    assert found
    desk = opens()
    desk.goto("/apply/code/")
    desk.locator("[name=code]").fill(found[0].lower().replace("-", ""))
    click(desk, desk.locator("main button.primary"))
    assert "/page/address/" in desk.url, "it goes on where it was left"
    assert desk.locator("[name='claimant.address.street']").input_value() == "架空町2丁目2番"
    through_the_form(desk, simple(), by_pointer)


def test_draft__of_an_account__is_there_on_another_device(opens: Opening, world: World) -> None:
    draft = begin(world.person(KEN), simple(), "/page/work/")
    phone = opens(width=PHONE)
    phone.goto("/account/login/password/")
    sign_in(phone, KEN)
    phone.goto("/mine/")
    click(phone, phone.locator(f"main a[href*='{draft}']"))
    assert "/page/work/" in phone.url


def test_two_tabs__both_save_the_same_page__both_are_shown_and_the_person_chooses(opens: Opening, world: World) -> None:
    draft = begin(world.person(SAKURA), whole(), "/page/spouse/")
    one, other = opens(SAKURA), opens(SAKURA)
    for page, words in ((one, "例示株式会社"), (other, "架空商店")):
        page.goto(f"/apply/d/{draft}/page/work/")
        page.locator("[name='claimant.employer']").fill(words)
    go_on(one)
    go_on(other)
    assert "別の画面で先に保存されました" in other.locator("h1").inner_text()
    row = other.locator("tr.differs").inner_text()
    assert "架空商店" in row
    assert "例示株式会社" in row
    click(other, other.locator(f"{OWN_FORM} button.primary"))
    other.goto(f"/apply/d/{draft}/page/work/")
    assert other.locator("[name='claimant.employer']").input_value() == "架空商店"


def test_submit__pressed_twice__is_one_application(opens: Opening, world: World) -> None:
    for script in (True, False):
        page = opens(MARIA, script=script)
        before = numbers(page)
        draft = begin(world.person(MARIA), simple())
        page.goto(f"/apply/d/{draft}/review/")
        page.locator(f"{OWN_FORM} button", has_text="提出する").dblclick()
        page.wait_for_url("**/receipt/")
        number = number_on(page)
        assert numbers(page) - before == {f"/mine/{number}/"}


def test_back__after_submitting__says_that_it_has_been_submitted(opens: Opening, world: World) -> None:
    page = opens(MARIA)
    draft = begin(world.person(MARIA), simple())
    page.goto(f"/apply/d/{draft}/page/declaration/")
    page.goto(f"/apply/d/{draft}/review/")
    click(page, page.locator(f"{OWN_FORM} button", has_text="提出する"))
    number = number_on(page)
    before = numbers(page)
    page.go_back()
    page.go_back()
    page.goto(f"/apply/d/{draft}/page/declaration/")
    assert "すでに提出されています" in page.locator("main").inner_text()
    assert page.locator(f"{OWN_FORM}").count() == 0
    assert numbers(page) == before
    assert f"/mine/{number}/" in before


def test_session_over__while_typing__the_page_is_given_back_after_signing_in(opens: Opening, world: World) -> None:
    draft = begin(world.person(MISAKI), simple(), "/page/address/")
    page = opens()
    page.goto("/account/login/password/")
    sign_in(page, MISAKI)
    page.goto(f"/apply/d/{draft}/page/address/")
    page.locator("[name='claimant.address.street']").fill("例示三丁目3番（まだ保存していない）")
    page.locator("[name='claimant.phone']").fill("０４７－０００－００００")
    page.context.clear_cookies(name="mado_portal")
    go_on(page)
    assert "お預かりしています" in page.locator("main").inner_text()
    assert check(page, widths=(PHONE,)) == []
    click(page, page.locator("main a.button.primary"))
    click(page, page.locator("main a[href*='/login/password/']"))
    sign_in(page, MISAKI)
    assert "/restore/" in page.url
    assert page.locator("[name='claimant.address.street']").input_value() == "例示三丁目3番（まだ保存していない）"
    assert check(page, widths=(PHONE,)) == []
    by_pointer(
        page,
        {
            "claimant.jan1.where": ["here"],
            "claimant.address.postal": ["279-0004"],
            "claimant.address.prefecture": ["千葉県"],
            "claimant.address.city": ["浦安市"],
        },
    )
    assert f"{draft}/page/work/" in page.url
    page.go_back()
    page.goto(f"/apply/d/{draft}/page/address/")
    assert page.locator("[name='claimant.address.street']").input_value() == "例示三丁目3番（まだ保存していない）"


def test_language__changed_midway__keeps_what_was_typed(opens: Opening) -> None:
    page = opens(width=PHONE)
    draft = start(page)
    page.locator("[name='reason.kind'][value=birth]").check()
    day = date.today() - timedelta(days=3)
    for part, value in (("year", str(day.year)), ("month", str(day.month)), ("day", str(day.day))):
        if page.locator(f"[name='reason.event_date.{part}']").count():
            page.locator(f"[name='reason.event_date.{part}']").fill(value)
    go_on(page, "lang:en")
    assert page.url.endswith(f"/en/apply/d/{draft}/page/reason/")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("[name='reason.kind'][value=birth]").is_checked()
    go_on(page)
    assert "/en/" in page.url
    assert "/page/claimant/" in page.url
    page.locator("[name='claimant.name.family']").fill("見本")
    go_on(page, "lang:ja-easy")
    assert "/easy/" in page.url
    assert page.locator("[name='claimant.name.family']").input_value() == "見本", "half a page is kept as well"
    assert page.locator("ruby").count()


def test_helper__types__and_the_person_confirms_and_submits(opens: Opening, world: World) -> None:
    person = opens(KEN, width=PHONE)
    start(person)
    through_the_form(person, simple(), by_pointer, until="/page/claimant/")
    click(person, person.locator("main a", has_text="入力を手伝ってもらう"))
    click(person, person.locator(f"{OWN_FORM} button.primary"))
    found = CODE.search(person.locator("main").inner_text())
    assert found
    helper = opens()
    helper.goto("/apply/help/")
    helper.locator("[name=code]").fill(found[0])
    click(helper, helper.locator("main button.primary"))
    through_the_form(helper, simple(), by_pointer)
    assert helper.locator("button", has_text="提出する").count() == 0, "a helper hands nothing in"
    click(helper, helper.locator("main button.primary", has_text="手伝いを終わる"))
    assert "ありがとうございました" in helper.locator("main").inner_text()
    assert check(helper) == []
    person.goto(person.url.replace("/helper/", "/review/"))
    assert person.locator("button", has_text="提出する").count() == 0, "not before it has been confirmed"
    assert person.locator(".tag", has_text="手伝いの人が入力").count()
    assert check(person) == []
    click(person, person.locator("button", has_text="内容を確認しました"))
    click(person, person.locator("button", has_text="提出する"))
    assert number_on(person)
