"""What must hold on every page: axe-core finds nothing, nothing is cut at 768, 360 or 320 px, one heading, a title, a language,
no complaint in the console, nothing against the content security policy."""

from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import ConsoleMessage, Page

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
OPTIONS: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
CONTRAST = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block", "target-size"]},
    "resultTypes": ["violations"],
}
WIDE, TABLET, PHONE, NARROW = 1280, 768, 360, 320
HEIGHT = {WIDE: 900, TABLET: 1024, PHONE: 740, NARROW: 568}
LANGUAGES = {"ja", "en", "ja-Hira"}


@cache
def axe() -> str:
    return AXE.read_text(encoding="utf-8")


def violations(page: Page, options: dict[str, Any] = OPTIONS) -> list[str]:
    """What axe-core finds, one line a rule, with the first places."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(axe())
    run = "options => axe.run(document, options).then(found => found.violations)"
    if not page.evaluate(f"{run[:-1]}.length)", {**options, "selectors": False}):  # to name places takes a third of its time
        return []
    found: list[dict[str, Any]] = page.evaluate(run, options)
    return [f"{one['id']}: {'; '.join(_place(node) for node in one['nodes'][:4])}" for one in found]


def _place(node: dict[str, Any]) -> str:
    why = " ".join(check["message"] for check in node["any"][:1])
    return f"{' '.join(map(str, node['target']))} {node['html'][:160]} {why}"


def cut_off(page: Page) -> list[str]:
    """Whether the page scrolls sideways, and what sticks out."""
    wide: list[str] = page.evaluate(
        """() => {
        const room = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= room) return [];
        const out = [...document.querySelectorAll('body *')].filter(e => {
            const box = e.getBoundingClientRect();
            return box.width && box.right > room + 1 && getComputedStyle(e).position !== 'absolute';
        });
        return ['sideways by ' + (document.documentElement.scrollWidth - room) + ' px: '
                + out.slice(0, 4).map(e => e.tagName.toLowerCase() + '.' + e.className + ' ' + e.textContent.trim().slice(0, 30)).join('; ')];
    }"""
    )
    return wide


def framework(page: Page) -> list[str]:
    """One heading, a title, a language, a way to skip, a telephone number on the portal's pages."""
    said: dict[str, Any] = page.evaluate(
        """() => ({
        heads: [...document.querySelectorAll('h1')].filter(h => h.checkVisibility()).length,
        title: document.title.trim(), lang: document.documentElement.lang,
        skip: !!document.querySelector('a.skip[href="#main"]') && !!document.getElementById('main'),
        ids: [...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i),
        demo: !!document.querySelector('.demo')?.checkVisibility(),
    })"""
    )
    wrong = []
    if said["heads"] != 1:
        wrong.append(f"{said['heads']} headings h1")
    if not said["title"] or said["title"].startswith("|"):
        wrong.append(f"no title of its own: {said['title']!r}")
    if said["lang"] not in LANGUAGES:
        wrong.append(f"language {said['lang']!r}")
    if not said["skip"]:
        wrong.append("no way to skip to the matter")
    if said["ids"]:
        wrong.append(f"the same id twice: {said['ids'][:4]}")
    if not said["demo"]:
        wrong.append("does not say that it is no official site")
    return wrong


def check(page: Page, *, widths: tuple[int, ...] = (WIDE, PHONE), settings: bool = False) -> list[str]:
    """All that is wrong with the page that is open. `settings`: on a tablet, in large letters and in high contrast as well."""
    wrong = framework(page)
    for width in widths:
        resize(page, width)
        wrong += [f"{width} px: {one}" for one in violations(page) + cut_off(page)]
    resize(page, NARROW)
    wrong += [f"{NARROW} px: {one}" for one in cut_off(page)]
    if settings:
        wrong += _in_settings(page)
    return wrong + complaints(page)


def _in_settings(page: Page) -> list[str]:
    """A width between, and the attributes that the server writes for the chosen display; that it does is a test of its own."""
    resize(page, TABLET)
    wrong = [f"{TABLET} px: {one}" for one in cut_off(page)]
    resize(page, PHONE)
    page.evaluate("document.documentElement.dataset.size = 'larger'")
    wrong += [f"largest letters: {one}" for one in cut_off(page)]
    page.evaluate("document.documentElement.dataset.contrast = 'high'")
    wrong += [f"high contrast: {one}" for one in violations(page, CONTRAST)]
    page.evaluate("delete document.documentElement.dataset.size; delete document.documentElement.dataset.contrast")
    return wrong


def resize(page: Page, width: int) -> None:
    if (page.viewport_size or {}).get("width") != width:
        page.set_viewport_size({"width": width, "height": HEIGHT[width]})


_heard: dict[Page, list[str]] = {}


def listen(page: Page) -> Page:
    """Keep what the page complains of."""
    heard = _heard[page] = []

    def said(message: ConsoleMessage) -> None:
        answer_of_page = message.text.startswith("Failed to load resource") and message.location.get("url") == page.url
        if message.type == "error" and not answer_of_page:
            heard.append(f"console: {message.text} {message.location.get('url', '')}")

    page.on("console", said)
    page.on("pageerror", lambda error: heard.append(f"script: {error}"))
    page.on("close", lambda _page: _heard.pop(page, None))
    return page


def complaints(page: Page) -> list[str]:
    heard = _heard.get(page, [])
    found, heard[:] = list(heard), []
    return found
