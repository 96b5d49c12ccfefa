"""Every link that a person can come to leads somewhere: of each kind of address the first two, walked from the front page."""

import re
import urllib.error
from collections import Counter, deque
from collections.abc import Callable

import pytest

from tests.browser import people
from tests.browser.people import Person

pytestmark = pytest.mark.browser
WALKERS = ["", people.SAKURA, people.CLERK, people.CHIEF, people.PLANNER, people.ADMINISTRATOR, people.AUDITOR, people.GUARD]
PAGES = 300
ONE_OF_MANY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]|\d+|=[^&]*")
LINK = re.compile(r'href="([^"#]+)')
ELSEWHERE = ("//", "/static/", "/style/", "/demo/", "/logout/")
"""Other sites; files; the sheet of components, which shows what an error looks like; the demo's codes; the way out."""


@pytest.mark.parametrize("mail", WALKERS, ids=lambda mail: mail.partition("@")[0] or "anybody")
def test_links__walked_from_the_front_page__lead_somewhere(mail: str, person: Callable[[str], Person]) -> None:
    walker = person(mail)
    waiting = deque((start, "") for start in (["/desk/"] if people.is_staff(mail) else ["/", "/en/", "/easy/"]))
    known, kinds, astray = {start for start, _ in waiting}, Counter[str](), []
    while waiting and sum(kinds.values()) < PAGES:
        address, before = waiting.popleft()
        kind = ONE_OF_MANY.sub("*", address)
        if kinds[kind] == 2:
            continue
        kinds[kind] += 1
        status, text = _come_to(walker, address)
        if status >= 400:
            astray.append(f"{status} {address}, a link of {before}")
        for link in _links(text, address, walker.base):
            if link not in known:
                known.add(link)
                waiting.append((link, address))
    assert sum(kinds.values()) > 60, "the walk ended early"
    assert not astray, "\n".join(astray)


def _come_to(walker: Person, address: str) -> tuple[int, str]:
    try:
        with walker.opener.open(walker.base + address, timeout=60) as answer:
            is_page = "html" in answer.headers.get("Content-Type", "")
            return answer.status, answer.read().decode(errors="replace") if is_page else ""
    except urllib.error.HTTPError as wrong:
        return wrong.code, ""


def _links(text: str, here: str, base: str) -> list[str]:
    found = [one.replace("&amp;", "&").removeprefix(base) for one in LINK.findall(text)]
    found = [here.split("?")[0] + one if one.startswith("?") else one for one in found]
    return [one for one in found if one.startswith("/") and not any(part in one for part in ELSEWHERE)]
