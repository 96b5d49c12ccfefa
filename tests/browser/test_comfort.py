"""What makes a page easier for a person: larger letters, other colours, another language, read aloud, on paper. None of it may
cost what was typed.
"""

import unicodedata
from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.conftest import Opening
from tests.browser.filling import begin, simple
from tests.browser.looking import PHONE, WIDE, check
from tests.browser.people import CLERK, KEN, Person
from tests.browser.world import World

pytestmark = pytest.mark.browser
STREET = "[name='claimant.address.street']"
TYPED = "架空町9丁目9番（まだ保存していない）"
VOICE = """() => { window.said = [];
    Object.defineProperty(window, 'speechSynthesis', {value: {speak: (one) => said.push([one.lang, one.text]), cancel: () => {}}});
    window.SpeechSynthesisUtterance = function (text) { this.text = text; }; }"""


RADICALS = str.maketrans("⺠⻑⻄⻘⻩⻤⻲", "民長西青黄鬼亀")


def bare(text: str) -> str:
    """Without spaces; what a printed font gives back as ⼦ or ⺠ is 子 or 民 (a radical of the same shape)."""
    return "".join(unicodedata.normalize("NFKC", text).translate(RADICALS).split())


def on_the_address(opens: Opening, world: World, width: int = WIDE) -> Page:
    draft = begin(world.person(KEN), simple(), "/page/address/")
    page = opens(KEN, width=width)
    page.goto(f"/apply/d/{draft}/page/address/")
    return page


def tool(page: Page, name: str) -> None:
    """Open a menu of the header by its icon."""
    page.locator(f".tools summary:has(use[href$='#{name}'])").click()


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_display__changed_in_the_middle_of_a_page__nothing_typed_is_lost_and_it_stays(
    opens: Opening, world: World, width: int
) -> None:
    page = on_the_address(opens, world, width)
    before = page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p, main label')).fontSize)")
    page.locator(STREET).fill(TYPED)
    tool(page, "text-size")
    page.locator("[name=size][value=larger]").check()
    page.locator("[name=contrast][value=high]").check()
    page.locator("form[data-display] button").click()
    page.locator("html[data-size=larger][data-contrast=high]").wait_for(state="attached")
    assert page.locator(STREET).input_value() == TYPED
    after = page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p, main label')).fontSize)")
    assert after > before * 1.2
    check(page)
    page.goto("/mine/")
    assert page.locator("html").get_attribute("data-size") == "larger", "it stays on the next page"
    assert page.locator("html").get_attribute("data-contrast") == "high"


def test_display__at_the_desk__letters_change_where_one_is_and_a_language_begins_the_page_anew(opens: Opening) -> None:
    page = opens(CLERK)
    page.goto("/desk/memos/new/")
    page.locator("main [name=text]").fill(TYPED)
    tool(page, "text-size")
    page.locator("[name=size][value=large]").check()
    page.locator("form[data-display] button").click()
    page.locator("html[data-size=large]").wait_for(state="attached")
    assert page.locator("main [name=text]").input_value() == TYPED
    page.goto("/desk/")
    tool(page, "text-size")
    page.locator("[name=language][value=en]").check()
    page.locator("[name=size][value='']").check()
    page.locator("form[data-display] button").click()
    page.locator("html[lang=en]:not([data-size])").wait_for(state="attached")


def test_language__by_the_menu_in_the_middle_of_a_page__keeps_what_was_typed(opens: Opening, world: World) -> None:
    page = on_the_address(opens, world)
    for code, html in (("en", "en"), ("ja-easy", "ja"), ("ja", "ja")):
        typed = f"架空町9丁目9番 {code}"
        page.locator(STREET).fill(typed)
        tool(page, "globe")
        with page.expect_navigation():
            page.locator(f".tools a[data-code={code}]").click()
        assert page.locator("html").get_attribute("lang") == html
        assert page.locator(STREET).input_value() == typed


def test_language__by_the_menu_with_nothing_typed__only_leads_there(opens: Opening, world: World) -> None:
    page = on_the_address(opens, world)
    tool(page, "globe")
    with page.expect_navigation():
        page.locator(".tools a[data-code=en]").click()
    assert "/en/apply/d/" in page.url


@pytest.mark.parametrize(("prefix", "lang"), [("", "ja-JP"), ("/en", "en-US")])
def test_read_aloud__speaks_what_the_page_says_in_its_language(opens: Opening, world: World, prefix: str, lang: str) -> None:
    page = opens()
    page.add_init_script(f"({VOICE})()")
    page.goto(f"{prefix}/procedures/child-allowance-claim/")
    page.locator("[data-read-aloud]").click()
    said = page.evaluate("said")
    heading = page.locator("h1").inner_text()
    assert heading.replace("\n", " ") in said[0][1].replace("\n", " ")
    assert len(said) > 10
    assert {one[0] for one in said} <= {lang, "ja-JP"}
    assert not any("（" in text and "）" in text and len(text) < 2 for _lang, text in said)


def test_copy__of_what_was_sent__is_printed_whole_without_menus(
    opens: Opening, world: World, person: Callable[[str], Person]
) -> None:
    page = opens(KEN)
    page.goto("/mine/")
    sent = page.locator("main a[href^='/mine/']").evaluate_all("links => links.map(a => a.pathname).filter(a => a.length === 18)")
    page.goto(f"{sent[0]}copy/")
    answers = page.locator("main dd").all_inner_texts()
    page.emulate_media(media="print")
    assert not page.locator("header nav, .tools, .buttons").first.is_visible()
    words = "".join(one.extract_text() for one in PdfReader(BytesIO(page.pdf(format="A4"))).pages)
    plain = bare(words)
    assert len(answers) > 5
    missing = [one for one in answers if bare(one) not in plain]
    assert not missing
