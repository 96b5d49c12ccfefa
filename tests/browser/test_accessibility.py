"""Every page in every state, wide and on a phone, in large letters and high contrast, in each language: nothing found."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from madoguchi.faces.shell.guard import guarded_urls
from madoguchi.site.demo.cast import PASSWORD
from tests.browser.conftest import Opening
from tests.browser.filling import begin, procedure, whole
from tests.browser.looking import NARROW, PHONE, check, cut_off
from tests.browser.people import CLERK, SAKURA, fresh_code
from tests.browser.places import Place, empty, typed
from tests.browser.places_of_acting import ACTING, CONFIRMING
from tests.browser.places_of_counter import COUNTER_DESK, COUNTER_PORTAL
from tests.browser.places_of_desk import CASES, OFFICE
from tests.browser.places_of_portal import DRAFTS, MINE, PAGES
from tests.browser.places_of_services import ARRIVALS, DUTIES, DUTIES_DESK, PLAN, PLAN_DESK
from tests.browser.places_of_sign_in import SIGN_IN, STAFF_SIGN_IN
from tests.browser.world import World

pytestmark = pytest.mark.browser
EXEMPT = Path(__file__).resolve().parents[1] / "exempt.toml"
PORTAL, DESK = [*PAGES, *DRAFTS, *MINE, *SIGN_IN, *COUNTER_PORTAL, *PLAN, *DUTIES], [*STAFF_SIGN_IN, *CASES, *OFFICE, *COUNTER_DESK]
PORTAL += ACTING
DESK += [*CONFIRMING, *PLAN_DESK, *DUTIES_DESK, *ARRIVALS]
PREFIXES = ("/en", "/easy")


def come_to(place: Place, opens: Opening, world: World, *, prefix: str = "", width: int = 1280) -> Page:
    """Open a window and go to the place, as its person."""
    path = place.path(world)
    page = opens(place.who if isinstance(place.who, str) and place.who != "helper" else "", width=width)
    if not isinstance(place.who, str):
        page.context.add_cookies(place.who(world).cookies())  # type: ignore[arg-type]
    if place.who == "helper":
        page.context.add_cookies(world.helped[1].cookies())  # type: ignore[arg-type]
    page.goto(prefix + path)
    if "/confirm/" in page.url and "/confirm/" not in path:  # signed in a while ago
        typed(**({"code": fresh_code(str(place.who))} if "/desk/" in page.url else {"password": PASSWORD}))(page)
    if place.then:
        place.then(page)
    else:
        wanted = place.at or path.split("?")[0]
        assert page.url.split("?")[0].removeprefix(world.url).startswith(prefix + wanted), f"{path} led to {page.url}"
    assert page.locator(place.sees).first.is_visible(), f"{page.url} shows no {place.sees}"
    return page


Look = Callable[..., Page]


@pytest.fixture
def look(opens: Opening, windows: Opening, world: World) -> Look:
    """Come to a place: in a shared window for what is only looked at, in one of one's own for what is done there."""

    def came(place: Place, **more: Any) -> Page:
        opening = opens if place.then or place.who == "helper" or callable(place.who) else windows
        return come_to(place, opening, world, **more)

    return came


@pytest.mark.parametrize("place", [*PORTAL, *DESK], ids=lambda place: place.name)
def test_page__wide_and_on_a_phone__has_no_barrier(place: Place, look: Look) -> None:
    page = look(place)
    wrong = check(page, settings=True)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("place", [place for place in PORTAL if place.languages], ids=lambda place: place.name)
def test_page__in_english_and_easy_japanese__has_no_barrier(place: Place, look: Look) -> None:
    wrong = []
    for prefix in PREFIXES:
        page = look(place, prefix=prefix, width=PHONE)
        wrong += [f"{prefix}: {one}" for one in check(page, widths=(PHONE,))]
    assert not wrong, "\n".join(wrong)


def test_every_page_of_the_form__sent_empty__says_at_the_field_what_is_missing(opens: Opening, world: World) -> None:
    """From the last page to the first, so that no answer takes a later page away."""
    draft = begin(world.person(SAKURA), whole())
    page, wrong = opens(SAKURA), []
    nothing_to_miss = {"my-number"}
    for one in reversed(procedure().pages):
        page.goto(f"/apply/d/{draft}/page/{one.name}/{'0/' if one.repeat else ''}")
        empty(page)
        if one.name in nothing_to_miss:
            continue
        assert page.evaluate("document.activeElement?.id") == "error-summary", f"{one.name}: the summary does not take the focus"
        leads_to = "links => links.map(a => document.getElementById(a.hash.slice(1))?.tagName)"
        links = page.locator("#error-summary a").evaluate_all(leads_to)
        wrong += [f"{one.name}: a link of the summary leads nowhere" for tag in links if tag is None]
        wrong += [f"{one.name}: no link in the summary"] if not links else []
        wrong += [f"{one.name}: {found}" for found in check(page)]
    assert not wrong, "\n".join(wrong)


def test_display__chosen__is_written_into_the_page_and_stays(opens: Opening) -> None:
    """With the menu of the page itself, without script as well."""
    page = opens(script=False, width=PHONE)
    page.goto("/help/")
    page.locator("summary", has_text="表示").click()
    page.locator("input[name=size][value=larger]").check()
    page.locator("input[name=contrast][value=high]").check()
    page.locator(".tools form button").click()
    assert page.url.endswith("/help/")
    page.goto("/")
    assert page.locator("html").get_attribute("data-size") == "larger"
    assert page.locator("html").get_attribute("data-contrast") == "high"
    page.set_viewport_size({"width": NARROW, "height": 568})
    assert cut_off(page) == []


def test_forced_colours__pages_keep_their_borders(opens: Opening, world: World) -> None:
    page = opens(CLERK, forced_colors="active")
    for path in ("/desk/", f"/desk/cases/{world.in_state('reviewing')}/"):
        page.goto(path)
        assert check(page) == []


def test_every_address__is_looked_at_or_exempt_with_a_reason() -> None:
    exempt: dict[str, str] = tomllib.loads(EXEMPT.read_text(encoding="utf-8"))["browser"]
    looked_at = {place.route for place in [*PORTAL, *DESK]}
    known = set(guarded_urls())
    assert not known - looked_at - set(exempt), "add a place, or a line with a reason to tests/exempt.toml"
    assert not looked_at & set(exempt), "looked at and exempt"
    assert not (looked_at | set(exempt)) - known, "no such address"
    assert all(len(reason) > 10 for reason in exempt.values())
