"""How a person works a page: with the keyboard alone, or with the pointer. Answers go by the names of the fields."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from playwright.sync_api import Locator, Page

from madoguchi.engines.cases.public import Procedure
from madoguchi.engines.forms.public import get, typed_from
from madoguchi.site.demo.cast import PASSWORD
from tests.browser.filling import procedure
from tests.browser.people import fresh_code, is_staff
from tests.browser.world import NUMBER

Typed = Mapping[str, Sequence[str]]
Fill = Callable[[Page, Typed], None]
ACTIVE = """() => { const e = document.activeElement, shown = e.closest('.option') || e;
    return {tag: e.tagName, type: e.type || '', name: e.name || '', value: e.value || '', checked: !!e.checked, text: e.textContent.trim(),
            href: e.getAttribute('href') || '', inside: !!e.closest('main'),
            ring: getComputedStyle(shown).outlineStyle !== 'none' || getComputedStyle(e).outlineStyle !== 'none'}; }"""


def tab_to(page: Page, **wanted: str) -> dict[str, Any]:
    """Press Tab until the focus is on what has these parts; whatever has the focus shows it."""
    for _press in range(150):
        page.keyboard.press("Tab")
        here: dict[str, Any] = page.evaluate(ACTIVE)
        assert here["ring"] or here["tag"] == "BODY", f"the focus cannot be seen on {here}"
        if all(part in here[name] for name, part in wanted.items()):
            return here
    raise AssertionError(f"{page.url}: Tab never came to {wanted}")


def enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def by_keyboard(page: Page, typed: Typed) -> None:
    """Through the form by Tab, Space, arrow keys and typing; Enter on the button that goes on."""
    done: set[str] = set()
    for _press in range(150):
        page.keyboard.press("Tab")
        here = page.evaluate(ACTIVE)
        assert here["ring"] or here["tag"] == "BODY", f"the focus cannot be seen on {here}"
        name = here["name"]
        if here["inside"] and here["tag"] == "BUTTON" and (name, here["value"]) == ("then", "next"):
            return enter(page)
        if name in typed and here["inside"] and (name not in done or here["type"] == "checkbox"):
            _key_in(page, here, list(typed[name]))
            done.add(name)
    raise AssertionError(f"{page.url}: Tab never came to the button that goes on")


def _key_in(page: Page, here: dict[str, Any], values: list[str]) -> None:
    if here["type"] == "radio":
        for _press in range(20):
            if here["value"] in values:
                break
            page.keyboard.press("ArrowDown")
            here = page.evaluate(ACTIVE)
        page.keyboard.press("Space")
        assert page.evaluate(ACTIVE)["checked"], here
    elif here["type"] == "checkbox":
        if (here["value"] in values) != here["checked"]:
            page.keyboard.press("Space")
    elif here["tag"] == "SELECT":
        for _press in range(60):
            if page.evaluate(ACTIVE)["value"] in values:
                break
            page.keyboard.press("ArrowDown")
    else:
        page.keyboard.press("Control+A")
        page.keyboard.type(values[0]) if values and values[0] else page.keyboard.press("Delete")


def by_pointer(page: Page, typed: Typed) -> None:
    """With a finger: choose, type, press. Parts that the page hides are left alone."""
    for name, values in typed.items():
        boxes = page.locator(f'main [name="{name}"]:not([type=hidden])')
        for value in values:
            if boxes.count() == 0:
                continue
            first = boxes.first
            if first.get_attribute("type") in {"radio", "checkbox"}:
                chosen = page.locator(f'main [name="{name}"][value="{value}"]')
                chosen.first.check() if chosen.count() else first.check()
            elif first.evaluate("e => e.tagName") == "SELECT":
                first.select_option(value)
            elif first.is_visible():
                first.fill(value)
    go_on(page)


def go_on(page: Page, wish: str = "next") -> None:
    click(page, page.locator(f'main button[name=then][value="{wish}"]').last)


def click(page: Page, what: Locator) -> None:
    with page.expect_navigation():
        what.click()


def through_the_form(
    page: Page, answers: Mapping[str, Any], fill: Fill, until: str = "/review/", *, of: Procedure | None = None
) -> None:
    """Page after page to the review. `of`: another procedure than the one of the main job."""
    for _step in range(60):
        if until in page.url:
            return
        if "/explain/" in page.url:
            click(page, page.locator("main button.primary").last)
        elif "/papers/" in page.url:
            go_on(page)
        elif "/earlier/" in page.url:  # begins without what was sent before
            click(page, page.locator("main .buttons a.button").first)
        else:
            _one_page(page, of or procedure(), answers, fill)
        assert page.locator("#error-summary").count() == 0, f"{page.url}: {page.locator('#error-summary').inner_text()}"
    raise AssertionError(f"the form has no end; it stands at {page.url}")


def _one_page(page: Page, of: Procedure, answers: Mapping[str, Any], fill: Fill) -> None:
    key, index = place_in(page.url)
    known = of.page(key)
    assert known, page.url
    if known.repeat and index is None:
        items = get(answers, known.repeat.id) or []
        there = page.locator("main section[aria-labelledby^=item-]").count()
        return go_on(page, "add" if there < len(items) else "next")
    values = answers
    if known.repeat:
        values = (get(answers, known.repeat.id) or [{}])[index or 0]
    fill(page, {name: words for name, words in typed_from(known, values).items() if name != "asked"})
    return None


def place_in(address: str) -> tuple[str, int | None]:
    found = re.search(r"/page/([\w-]+)/(?:(\d+)/)?", address)
    assert found, address
    return found[1], int(found[2]) if found[2] else None


def number_on(page: Page) -> str:
    found = NUMBER.search(page.locator("main").inner_text())
    assert found, page.url
    return found[0]


def sign_in(page: Page, mail: str) -> None:
    """On the page of sign-in, by password, staff with their second factor."""
    page.locator("input[name=login]").fill(mail)
    page.locator("input[name=password]").fill(PASSWORD)
    click(page, page.locator("main button.primary"))
    while is_staff(mail) and "/second-factor/" in page.url:
        page.locator("input[name=code]").fill(fresh_code(mail))
        click(page, page.locator("main button.primary"))


def until_there(page: Page, what: str, tries: int = 60) -> Locator:
    """Open the page again until the house has done its work."""
    for _try in range(tries):
        if page.locator(what).count():
            return page.locator(what).first
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(f"{page.url}: no {what}")


def pdf_text(page: Page, address: str) -> str:
    from io import BytesIO

    from pypdf import PdfReader

    answer = page.context.request.get(address)
    assert answer.headers["content-type"] == "application/pdf", answer.status
    text = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(answer.body())).pages)
    return re.sub(r"\s", "", text)
