"""予約を人がするように: by keyboard, without a script, by telephone within a minute, on the wall, in other sites' pages."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opening
from tests.browser.looking import PHONE, WIDE, check, violations
from tests.browser.places_of_booking import FREE, FRONT
from tests.house import House

pytestmark = pytest.mark.browser
A_KEY = 0.3
"""Seconds that a clerk takes for a key while listening: 200 a minute, half the speed of a trained typist."""
CALENDAR = "/booking/consult-childcare/"


class Keys:
    """Presses keys and counts them."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.count += len(text)

    def until(self, selector: str, most: int = 40) -> None:
        """Tab until the focus is on such an element."""
        for _n in range(most):
            if self.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
                return
            self.press("Tab")
        raise AssertionError(f"{selector} is not reached within {most} keys")


def test_phone__by_keyboard_alone__takes_less_than_a_minute(opens: Opening) -> None:
    page = opens(FRONT)
    page.goto("/desk/booking/")
    keys, began = Keys(page), time.monotonic()
    codes = page.locator("#code option").evaluate_all("all => all.map(one => one.value)")
    assert page.evaluate("document.activeElement.id") == "code", "the first question has the focus"
    keys.press(*["ArrowDown"] * codes.index("certificate-renewal-city-hall"))
    keys.until("form.filters button")
    with page.expect_navigation():
        keys.press("Enter")
    assert page.evaluate("document.activeElement.name") == "slot", "the first free time is chosen and has the focus"
    keys.press("ArrowDown")
    keys.until("[name='contact.name']")
    keys.type("mihon hanako")
    for field, text in (("contact.kana", "ミホンハナコ"), ("contact.phone", "0470000000")):
        if page.locator(f"[name='{field}']").count():
            keys.until(f"[name='{field}']")
            keys.type(text)
    with page.expect_navigation():
        keys.press("Enter")
    expect(page.locator("main")).to_contain_text(re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]"))
    of_the_house = time.monotonic() - began
    assert keys.count <= 60
    assert of_the_house + keys.count * A_KEY < 60, f"{keys.count} keys and {of_the_house:.1f} s of the house"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_calendar__by_keyboard__books_in_three_pages(opens: Opening, script: bool) -> None:
    page = opens(width=PHONE, script=script)
    page.goto(f"{CALENDAR}?view=week")
    keys = Keys(page)
    for _n in range(60):
        keys.press("Tab")
        if page.locator("*:focus").evaluate("e => e.matches('table.slots button')"):
            break
    said = page.locator("*:focus").get_attribute("aria-label") or ""
    assert re.search(r"\d+月\d+日.*(空き|残りわずか)", said), "what is heard is day, time and that it is free"
    with page.expect_navigation():
        keys.press("Enter")
    expect(page).to_have_url(re.compile("/booking/hold/"))
    page.locator("button.primary.large").focus()
    with page.expect_navigation():
        keys.press("Enter")
    expect(page).to_have_url(re.compile("/booking/r/"))
    expect(page.locator(".receipt strong")).to_have_text(re.compile(r"^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]$"))


def test_list__is_the_calendars_equal(opens: Opening) -> None:
    """Who hears the page finds in the list the very times that the week shows."""
    page = opens()
    page.goto(f"{CALENDAR}?view=week")
    in_week = set(page.locator("table.slots button").evaluate_all("all => all.map(one => one.value)"))
    shown = page.locator("input[name=rest]").first.get_attribute("value") or ""
    day = re.search(r"day=(\d{4}-\d\d-\d\d)", shown)
    assert day
    page.goto(f"{CALENDAR}?view=list&day={day[1]}")
    in_list = set(page.locator("ul.times button").evaluate_all("all => all.map(one => one.value)"))
    assert in_week
    assert in_week <= in_list


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("view", ["week", "month", "list"])
def test_shapes__at_both_widths__have_targets_to_hit_and_no_barrier(opens: Opening, view: str, width: int) -> None:
    page = opens(width=width)
    page.goto(f"{CALENDAR}?view={view}")
    assert check(page, widths=(width,)) == []
    boxes = page.locator(FREE if view != "month" else "table.month a").evaluate_all(
        "all => all.map(one => { const box = one.getBoundingClientRect(); return [box.width, box.height]; })"
    )
    assert boxes
    small = [box for box in boxes if box[0] < 24 or box[1] < 44]
    assert small == []


def test_wall__at_five_metres__is_read_and_heard(opens: Opening) -> None:
    """Letters of 25 mm can be read at 5 m (a two-hundredth); a 40-inch display is 885 mm wide."""
    number, desk = called(opens)
    page = opens()
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.add_init_script(
        "window.heard = []; window.SpeechSynthesisUtterance = function (text) { this.text = text; };"
        "Object.defineProperty(window, 'speechSynthesis', {value: {speak: one => heard.push(one.text + '/' + one.lang)}});"
    )
    page.goto("/counters/shimin/wall/")
    shown = page.locator(".wall-now strong")
    expect(shown).to_have_text(number)
    high: float = shown.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    capital = high * 0.7 * 885 / 1920
    assert capital >= 25, f"{capital:.0f} mm"
    assert violations(page) == []
    page.locator("[data-speak-on]").click()
    letter, digits = number.split("-")
    assert page.evaluate("heard") == [f"{letter}、{int(digits)}番の方、{desk}番の窓口へ、お越しください。/ja-JP"]


def called(opens: Opening) -> tuple[str, str]:
    """Somebody who takes a ticket, and whoever is called next to a desk: the number, and the desk's."""
    clerk = opens(FRONT)
    clerk.goto("/desk/counter/shimin/")
    with clerk.expect_navigation():
        clerk.locator("button[name=line]").first.click()
    clerk.goto("/desk/counter/shimin/2/")
    with clerk.expect_navigation():
        clerk.locator("button[value=next]").click()
    return clerk.locator(".called").inner_text(), "2"


def test_embedded__by_one_tag__in_the_sites_colour_and_as_high_as_it_is(opens: Opening, house: House) -> None:
    tag = f'<script src="{house.url}/embed.js" data-kind="calendar" data-code="consult-childcare" data-accent="#0a6b3b" async></script>'
    with another_site(f"<h1>例示のサイト</h1>{tag}<p>つづき</p>") as address:
        page = opens()
        page.goto(address)
        frame = page.frame_locator("iframe")
        expect(frame.locator("h1")).to_have_text("子育て相談")
        button = frame.locator("a.button.primary")
        assert button.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(10, 107, 59)"
        inside = frame.locator("html").evaluate("e => Math.ceil(e.getBoundingClientRect().height)")
        expect(page.locator("iframe")).to_have_css("height", f"{inside}px")


@contextmanager
def another_site(body: str) -> Iterator[str]:
    """One page at another origin on this machine: its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
