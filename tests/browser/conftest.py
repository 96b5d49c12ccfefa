"""A real house, a real Chromium, and people who sign in. The tests speak to the house only as a browser does."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.looking import HEIGHT, PHONE, WIDE, complaints, listen, resize
from tests.browser.people import Person
from tests.browser.world import World
from tests.house import House, a_house

SIZE = "0.4"
"""Sixteen cases: every state of a case is among them."""
PATIENCE = 60_000
"""Milliseconds: a busy machine is no failure."""
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """MADOGUCHI_HOUSE names one that runs already, for whoever works on these tests."""
    if running := os.environ.get("MADOGUCHI_HOUSE"):
        yield House(running, Path(os.environ["MADOGUCHI_HOUSE_HOME"]), None, {**os.environ})  # type: ignore[arg-type]
        return
    with a_house(tmp_path_factory.mktemp("house"), SIZE, WEBHOOK_NETWORKS="127.0.0.0/8") as started:
        yield started


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        path = os.environ.get("MADOGUCHI_CHROMIUM") or "/usr/bin/chromium"
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def person(house: House) -> Callable[[str], Person]:
    """Somebody of the cast, signed in once for the whole run; "" is anybody."""
    known: dict[str, Person] = {}

    def of(mail: str) -> Person:
        if mail not in known:
            known[mail] = Person(house.url, mail)
        return known[mail]

    return of


@pytest.fixture(scope="session")
def world(house: House, person: Callable[[str], Person]) -> World:
    return World(house.url, person)


Opening = Callable[..., Page]


@pytest.fixture
def opens(house: House, chromium: Browser, person: Callable[[str], Person]) -> Iterator[Opening]:
    """A window of its own: whose, how wide, with or without JavaScript, in which language its addresses begin."""
    contexts: list[BrowserContext] = []

    def opened(mail: str = "", *, width: int = WIDE, script: bool = True, **more: Any) -> Page:
        context = chromium.new_context(
            base_url=house.url, viewport={"width": width, "height": HEIGHT[width]}, java_script_enabled=script,
            locale="ja-JP", timezone_id="Asia/Tokyo", has_touch=width == PHONE, reduced_motion="reduce", **more,
        )  # fmt: skip
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        if mail:
            context.add_cookies(person(mail).cookies())  # type: ignore[arg-type]
        return listen(context.new_page())

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def windows(house: House, chromium: Browser, person: Callable[[str], Person]) -> Iterator[Opening]:
    """One window a person, led from page to page: for looking at pages, quicker than one of one's own each time."""
    kept: dict[str, Page] = {}

    def opened(mail: str = "", *, width: int = WIDE) -> Page:
        if mail not in kept:
            context = chromium.new_context(base_url=house.url, locale="ja-JP", timezone_id="Asia/Tokyo", reduced_motion="reduce")
            context.set_default_timeout(PATIENCE)
            if mail:
                context.add_cookies(person(mail).cookies())  # type: ignore[arg-type]
            kept[mail] = listen(context.new_page())
        resize(kept[mail], width)
        complaints(kept[mail])  # those of the page before are told already
        return kept[mail]

    yield opened
    for page in kept.values():
        page.context.close()
