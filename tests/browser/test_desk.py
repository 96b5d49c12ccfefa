"""The desk: a correction and its answer, a refusal with its reason and the notice of remedies, a decision taken back, the keys."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Opening
from tests.browser.filling import hand_in, press, simple
from tests.browser.hands import click, pdf_text, until_there
from tests.browser.looking import PHONE
from tests.browser.people import CHIEF, CLERK, MARIA, MISAKI, TAKAHASHI
from tests.browser.test_papers import a_pdf
from tests.browser.world import REASON, World

pytestmark = pytest.mark.browser


def under_review(world: World, mail: str) -> str:
    number = hand_in(world.person(mail), simple())[1]
    press(world.person(CLERK), number, "accept", "start_review")
    return number


def told_apart(clerk: Page) -> None:
    """Where somebody else has the same name, the clerk says who is meant."""
    if clerk.locator("main [name=sure]").count():
        clerk.locator("main [name=sure]").check()


def agree(opens: Opening, number: str) -> None:
    chief = opens(CHIEF)
    chief.goto("/desk/approvals/")
    click(chief, chief.locator("main a", has_text=number))
    click(chief, chief.locator("button[value=approve]"))


def identified(clerk: Page, number: str) -> None:
    clerk.goto(f"/desk/cases/{number}/identity/")
    clerk.locator("[name=method][value=register]").check()
    click(clerk, clerk.locator("main button.primary"))


def notices(page: Page) -> list[str]:
    return page.locator("a[href*='/notices/']").evaluate_all("links => links.map(a => a.href)")  # type: ignore[no-any-return]


def test_correction__asked_for__the_resident_mends_only_that(opens: Opening, world: World) -> None:
    number = under_review(world, TAKAHASHI)
    clerk = opens(CLERK)
    clerk.goto(f"/desk/cases/{number}/")
    clerk.keyboard.press("c")
    clerk.wait_for_url("**/request-correction/")
    asked = clerk.locator("details:has([name=ask][value='claimant.address'])")
    asked.locator("summary").click()
    asked.locator("[name=ask]").check()
    asked.locator("textarea").fill("番地と建物名まで入力してください。")
    click(clerk, clerk.locator("main button.primary"))

    page = opens(TAKAHASHI, width=PHONE)
    page.goto("/")
    click(page, page.locator(f"a[href='/mine/{number}/']").first)
    click(page, page.locator("main a.button.primary", has_text="直す"))
    names = page.locator("main form [name]").evaluate_all("all => all.map(e => e.name)")
    assert all(name.startswith("claimant.address") or name == "csrfmiddlewaretoken" for name in names), names
    page.locator("[name='claimant.address.street']").fill("例示九丁目9番9号")
    page.locator("[name='claimant.address.building']").fill("見本荘九〇九")
    click(page, page.locator("main button.primary"))
    assert "直した内容を受け取りました" in page.locator("main").inner_text()

    clerk.goto(f"/desk/cases/{number}/")
    assert "例示九丁目9番9号" in clerk.locator("ins").first.inner_text()
    assert clerk.locator("del").count()


def test_correction__that_came_by_post__is_typed_in_with_its_paper(opens: Opening, world: World, tmp_path: Path) -> None:
    number = under_review(world, TAKAHASHI)
    world.request_correction(number, "attach.passport")
    clerk = opens(CLERK)
    clerk.goto(f"/desk/cases/{number}/correct/")
    clerk.locator("main input[type=file]").set_input_files(a_pdf(tmp_path / "旅券の写し.pdf"))
    click(clerk, clerk.locator("main button.primary"))
    assert "補正の内容を登録しました" in clerk.locator("main").first.inner_text()
    assert clerk.locator("aside .files a", has_text="旅券の写し").count() == 1


def test_refusal__without_reason__is_turned_back__with_reason_gives_remedies(opens: Opening, world: World) -> None:
    number = under_review(world, MISAKI)
    clerk = opens(CLERK)
    identified(clerk, number)
    clerk.keyboard.press("d")
    clerk.wait_for_url("**/propose/")
    clerk.locator("[name=outcome][value=refused]").check()
    told_apart(clerk)
    click(clerk, clerk.locator("main button.primary"))
    assert "理由" in clerk.locator("#error-summary").inner_text()
    assert clerk.locator("[name=outcome][value=refused]").is_checked(), "what was chosen stays"
    clerk.locator("[name=reason]").fill(REASON)
    click(clerk, clerk.locator("main button.primary"))
    agree(opens, number)
    until_there(clerk, "a[href*='/notices/']")
    said = pdf_text(clerk, notices(clerk)[0])
    assert REASON in said
    assert "審査請求" in said
    assert "3か月以内" in said or "３か月以内" in said or "三月以内" in said, said[-600:]


def test_decision__wrong__is_cancelled_by_a_further_one(opens: Opening, world: World) -> None:
    number = under_review(world, MARIA)
    clerk = opens(CLERK)
    identified(clerk, number)
    clerk.goto(f"/desk/cases/{number}/propose/")
    clerk.locator("[name=outcome][value=granted]").check()
    told_apart(clerk)
    click(clerk, clerk.locator("main button.primary"))
    agree(opens, number)
    until_there(clerk, "a[href*='/notices/']")
    click(clerk, clerk.locator("a", has_text="決定を改める"))
    clerk.locator("[name=outcome][value=cancelled]").check()
    told_apart(clerk)
    clerk.locator("[name=reason]").fill("認定の要件となる事実がなかったことが分かったため。")
    click(clerk, clerk.locator("main button.primary"))
    agree(opens, number)
    clerk.reload()
    for _try in range(60):
        if len(notices(clerk)) == 2 and "取消し" in clerk.locator("main").inner_text():
            break
        clerk.wait_for_timeout(500)
        clerk.reload()
    texts = [pdf_text(clerk, address) for address in notices(clerk)]
    assert len(texts) == 2, "the first decision and its notice stay; a further one is added"
    assert any("要件となる事実がなかった" in text and "審査請求" in text for text in texts)
    assert "取消し" in clerk.locator("main").inner_text()


def test_keys__of_the_desk__do_what_their_buttons_say(opens: Opening, world: World) -> None:
    page = opens(CLERK)
    page.goto("/desk/")
    first = page.locator("tbody a").first.get_attribute("href")
    page.keyboard.press("?")
    assert page.locator("dialog#key-help").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "desk-search"
    page.keyboard.type("jdc/?")
    assert page.locator("#desk-search").input_value() == "jdc/?", "while typing they are letters"
    assert page.url.endswith("/desk/")
    page.keyboard.press("Escape")
    with page.expect_navigation():
        page.keyboard.press("j")
    assert page.url.endswith(first or "?")
    with page.expect_navigation():
        page.keyboard.press("j")
    assert not page.url.endswith(first or "?")
    assert "/desk/cases/" in page.url
    page.goto(f"/desk/cases/{world.in_state('reviewing')}/")
    with page.expect_navigation():
        page.keyboard.press("c")
    assert page.url.endswith("/request-correction/")
    page.go_back()
    with page.expect_navigation():
        page.keyboard.press("d")
    assert page.url.endswith("/propose/")


def test_keys__switched_off__are_off(opens: Opening) -> None:
    page = opens(CLERK)
    page.goto("/desk/")
    page.locator("summary", has_text="表示").click()
    page.locator("input[name=keys][value=off]").check()
    page.locator(".tools form button").click()
    page.wait_for_selector("html[data-keys=off]")
    page.locator("main").focus()
    page.keyboard.press("/")
    page.keyboard.press("?")
    assert page.evaluate("document.activeElement.id") != "desk-search"
    assert not page.locator("dialog#key-help").is_visible()
