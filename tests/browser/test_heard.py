"""予約を耳で: what a screen reader is given of the calendar in its three shapes, of a slot that is held, of the wall and a ticket."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Opening
from tests.browser.places_of_booking import FREE, FRONT, hold

pytestmark = pytest.mark.browser
CALENDAR = "/booking/consult-childcare/"
DAY = r"\d{4}年\d+月\d+日（[月火水木金土日]）"
STATE = "空き|残り\\d+"


def heard(part: Locator, role: str) -> list[str]:
    """Names by role, as the browser computes them for whoever hears the page."""
    return re.findall(rf'^\s*- {role} "([^"]*)"', part.aria_snapshot(), re.M)


def test_week__each_cell_says_its_moment_and_its_state(opens: Opening) -> None:
    page = opens()
    page.goto(f"{CALENDAR}?view=week")
    week = page.get_by_role("table", name="空き状況（週）")
    heads = heard(week, "columnheader")
    assert heads[0] == "時刻"
    assert [re.fullmatch(r"([月火水木金土日]) \d+", one)[1] for one in heads[1:]] == list("月火水木金土日")  # type: ignore[index]
    assert all(re.fullmatch(r"\d+:\d\d", one) for one in heard(week, "rowheader"))
    buttons, cells = heard(week, "button"), heard(week, "cell")
    assert buttons
    assert all(re.fullmatch(rf"{DAY}\d+時(\d+分)? ({STATE})", one) for one in buttons)
    assert all(re.fullmatch(rf"{DAY}\S+ ({STATE})|枠なし|満員|休止|受付終了|受付前", one) for one in cells)


def test_month__days_of_other_months_are_silent(opens: Opening) -> None:
    page = opens()
    page.goto(f"{CALENDAR}?view=month&day=2027-02-01")
    cells = heard(page.get_by_role("table", name="空き状況（月）"), "cell")
    assert [int(one.split()[0]) for one in cells] == list(range(1, 29)), "February alone"
    page.goto(f"{CALENDAR}?view=month")
    links = heard(page.get_by_role("table", name="空き状況（月）"), "link")
    assert all(re.fullmatch(rf"{DAY} (空き|残りわずか)", one) for one in links)


def test_list__each_button_says_its_day(opens: Opening) -> None:
    page = opens()
    page.goto(f"{CALENDAR}?view=list")
    buttons = heard(page.locator("ul.times").first, "button")
    assert buttons
    assert all(re.fullmatch(rf"{DAY} \d+:\d\d〜\d+:\d\d ({STATE})", one) for one in buttons)
    assert page.locator(FREE).first.inner_text().startswith("○")


@pytest.mark.parametrize("view", ["week", "month", "list"])
def test_way_on__says_where_it_leads(opens: Opening, view: str) -> None:
    page = opens()
    page.goto(f"{CALENDAR}?view={view}")
    main = page.locator("main")
    assert any(re.fullmatch(r"次へ ?（\d{4}年\d+月(\d+日（.）〜)?）", one) for one in heard(main, "link"))
    assert any(re.fullmatch(rf"この時間にする ?（{DAY}\S+）", one) for one in heard(main, "button"))


def test_hold__says_twice_that_it_ends_and_once_that_it_has_ended(opens: Opening) -> None:
    page = opens()
    page.clock.install()
    page.goto(f"{CALENDAR}?view=list")
    hold(page)
    toast = page.locator("#toast")
    kept = listen_to(page, "#toast")
    page.clock.run_for("05:00")
    expect(toast).to_be_empty()
    page.clock.run_for("05:10")
    expect(page.locator("[data-countdown]")).to_have_text("確保の時間が過ぎました。もう一度、枠を選んでください。")
    assert [one for one in kept() if one] == [
        "枠の確保は、あと2分です。",
        "枠の確保は、あと1分です。",
        "確保の時間が過ぎました。もう一度、枠を選んでください。",
    ]


def test_wall__is_read_when_somebody_is_called_and_silent_else(opens: Opening) -> None:
    """The region stays while the page renews itself: one that is put in anew is read out each time, or never."""
    number = call_next(opens)
    page = opens()
    page.clock.install()
    page.goto("/counters/shimin/wall/")
    expect(page.locator(".wall-now strong")).to_have_text(number)
    said = listen_to(page, ".wall-now")
    assert page.locator(".wall-now").get_attribute("aria-live") == "assertive"
    for _renewed in range(3):
        renew(page)
    assert said() == []
    following = call_next(opens)
    renew(page)
    expect(page.locator(".wall-now strong")).to_have_text(following)
    assert len(said()) == 1
    assert following in said()[0]


def renew(page: Page) -> None:
    with page.expect_response(lambda answer: answer.url == page.url):
        page.clock.run_for("00:31")
    page.wait_for_timeout(300)


def call_next(opens: Opening) -> str:
    clerk = opens(FRONT)
    clerk.goto("/desk/counter/shimin/")
    with clerk.expect_navigation():
        clerk.locator("button[name=line]").first.click()
    clerk.goto("/desk/counter/shimin/2/")
    with clerk.expect_navigation():
        clerk.locator("button[value=next]").click()
    return clerk.locator(".called").inner_text()


def listen_to(page: Page, region: str) -> Callable[[], list[str]]:
    """Whatever is put into that very element from now on, in order."""
    page.evaluate(
        """region => {
        window.told = [];
        const part = document.querySelector(region);
        new MutationObserver(() => window.told.push(part.textContent.replace(/\\s+/g, ' ').trim()))
            .observe(part, {childList: true, characterData: true, subtree: true});
    }""",
        region,
    )
    return lambda: page.evaluate("window.told")
