"""What residents and staff do on a tour, step by step, over HTTP alone. Which errands they run stands in `errands`."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils import timezone

from madoguchi.city.public import read_folder
from madoguchi.engines.cases.public import Procedure
from madoguchi.engines.forms.public import effective, get, typed_from
from madoguchi.site.demo.tales import dated
from madoguchi.site.tour.browsing import Browser, Form, Lost, Page

PATIENCE = 60
LOOK_AGAIN = 0.2


@dataclass
class Tour:
    """`say` prints a step and what was seen; `people`: who is who, mail address and password, by role."""

    base: str
    say: Callable[[str, str], None]
    people: dict[str, tuple[str, str]]
    code: Callable[[], str]
    city: Any
    browsers: dict[str, Browser] = field(default_factory=dict)

    # -- a visit

    def book_and_cancel(self, what: str) -> None:
        """Without an account: what is free, a time held, the number, called off again."""
        browser = Browser(self.base)
        page = _ok(browser.get("/booking/"))
        self.say("予約できるものを見る", page.title)
        page = _ok(browser.get(f"/booking/{what}/"))
        page = _ok(browser.send(page, page.form(button="この時間にする")))
        page = _ok(browser.send(page, page.form(button="この日時で予約する")))
        number = next((word for word in page.address.split("/") if word.count("-") == 2), "")
        if not number:
            raise Lost(f"no number after booking: {page.address}")
        self.say("窓口を予約する", number)
        page = _ok(browser.get(f"/booking/r/{number}/cancel/"))
        page = _ok(browser.send(page, page.form(button="取り消す")))
        self.say("予約を取り消す", page.title)

    # -- the resident

    def city_is_there(self, procedure: str) -> None:
        browser = self.browsers["resident"] = Browser(self.base)
        home = _ok(browser.get("/"))
        self.say("ポータルを開く", home.title)
        page = _ok(browser.get(f"/procedures/{procedure}/"))
        self.say("手続のページを読む", page.title)
        kind, content = browser.fetch(f"/procedures/{procedure}/blank.pdf")
        if kind != "application/pdf" or not content.startswith(b"%PDF"):
            raise Lost("the blank sheet is no PDF")
        self.say("用紙をダウンロードする", f"PDF {len(content) // 1024} KB")

    def sign_in_resident(self) -> None:
        browser = self.browsers["resident"]
        mail, password = self.people["resident"]
        page = _ok(browser.get("/account/login/password/"))
        page = browser.send(page, _login(page, mail, password))
        if "/login" in page.address:
            raise Lost(f"sign-in of {mail} failed: {' '.join(page.errors)}")
        self.say("サインインする", mail)

    def apply(self, code: str) -> str:
        """Fill in the form with the definition's first example, hand it in; the 受付番号."""
        browser = self.browsers["resident"]
        procedure, answers = self.example(code)
        page = _ok(browser.get(f"/apply/{code}/"))
        if "/apply/d/" not in page.address:
            page = browser.send(page, _post(page))
        seen = 0
        for _step in range(60):
            _ok(page)
            if page.errors:
                raise Lost(f"{page.address}: {' '.join(page.errors)}")
            if "/review/" in page.address:
                break
            page = self.one_page(browser, page, procedure, answers)
            seen += 1
        else:
            raise Lost("the form has no end")
        page = browser.send(page, page.form("/submit/"))
        number = _number(page)
        self.say(f"「{procedure.title.ja}」を書いて送る", f"{seen} ページ、受付番号 {number}")
        return number

    def mend(self, number: str, typed: dict[str, list[str]]) -> None:
        """Answer a correction: what was asked for, and nothing else."""
        browser = self.browsers["resident"]
        page = self.until(
            lambda: browser.get(f"/mine/{number}/"),
            lambda p: any("/correct/" in link for link, _ in p.links),
            "the resident sees no request for a correction",
        )
        page = _ok(browser.get(page.link("/correct/")))
        page = browser.send(page, _asked_for(page, typed).fill(typed))
        if page.errors or "/correct/" in page.address:
            raise Lost(f"{page.address}: the correction was not taken: {' '.join(page.errors)}")
        self.say("住民が直す", "直した内容を受け取りました")

    def reads(self, number: str, words: str) -> None:
        browser = self.browsers["resident"]
        self.until(
            lambda: browser.get(f"/mine/{number}/"), lambda p: words in p.text, f"the resident does not read {words!r} of {number}"
        )
        self.say("住民が読む", words)

    def one_page(self, browser: Browser, page: Page, procedure: Procedure, answers: dict[str, Any]) -> Page:
        """Fill in whatever page this is and go on."""
        if "/explain/" in page.address:
            form = page.form("/explain/") if _has(page, "/explain/") else _post(page)
            for name in form.names - {"csrfmiddlewaretoken"}:
                form.values.setdefault(name, [])
            return browser.send(page, form)
        if "/papers/" in page.address:
            return browser.send(page, _on(page))
        if page.address.endswith("/earlier/"):
            return browser.get(page.address.removesuffix("earlier/"))  # begins without what was sent before
        key, index = _place(page.address)
        known = procedure.page(key)
        if known is None:
            raise Lost(f"{page.address}: no page {key}")
        if known.repeat and index is None:
            items = get(answers, known.repeat.id) or []
            there = sum(f"/page/{key}/{n}/" in address for n in range(len(items)) for address, _ in page.links)
            form = _on(page)
            return browser.send(page, form, button="add" if there < len(items) else "next")
        values = answers
        if known.repeat:
            items = get(answers, known.repeat.id) or []
            values = items[index or 0] if (index or 0) < len(items) else {}
        typed = {name: words for name, words in typed_from(known, values).items() if name != "asked"}
        return browser.send(page, _asked(page).fill(typed))  # what was asked is the page's own word

    # -- the staff

    def sign_in_staff(self, who: str) -> None:
        browser = self.browsers[who] = Browser(self.base)
        mail, _password = login = self.people[who]
        page = _ok(browser.get("/desk/account/login/"))
        page = browser.send(page, _login(page, *login))
        tried, ends = "", time.monotonic() + PATIENCE
        while (form := next((form for form in page.forms if "code" in form.names), None)) and time.monotonic() < ends:
            if (code := self.code()) == tried:
                time.sleep(LOOK_AGAIN)  # a code counts once: who has just signed in with it waits for the next
                continue
            tried, page = code, browser.send(page, form.fill({"code": [code]}))
        errors = page.errors
        page = _ok(browser.get("/desk/"))
        if "/account/" in page.address:
            raise Lost(f"staff sign-in of {mail} failed: {' '.join(errors)}")
        self.say("デスクにサインインする", f"{mail}（確認コードつき）")

    def opened(self, who: str, number: str) -> Page:
        browser = self.browsers[who]
        return self.until(
            lambda: browser.get(f"/desk/cases/{number}/"), lambda p: p.status == 200, f"the case of {number} was not opened"
        )

    def examine(self, who: str, number: str) -> None:
        """Open the case, accept it, begin to examine, and record who it is where that is wanted."""
        browser, page = self.browsers[who], self.opened(who, number)
        page = browser.send(page, page.form("/do/accept/"))
        page = browser.send(page, page.form("/do/start_review/"))
        self.identify(who, page)
        self.say("受け付け、審査を始める", "審査中")

    def identify(self, who: str, page: Page) -> Page:
        browser = self.browsers[who]
        if any("/identity/" in link for link, _ in page.links):
            ask = browser.get(page.link("/identity/"))
            return browser.send(ask, _asked_for(ask, {"method": []}).fill({"method": ["register"], "succeeded": ["1"]}))
        return page

    def settle(self, who: str, number: str, button: str) -> None:
        """A notification or an offer: one step of one clerk."""
        browser, page = self.browsers[who], self.opened(who, number)
        page = self.identify(who, page)
        page = browser.send(page, page.form("/do/settle/", button=button))
        if page.errors:
            raise Lost(f"{page.address}: {' '.join(page.errors)}")
        self.say(button, "この案件は終わりです")

    def ask_to_mend(self, who: str, number: str, path: str, words: str) -> None:
        browser, page = self.browsers[who], self.opened(who, number)
        ask = _ok(browser.get(page.link("/request-correction/")))
        page = browser.send(ask, _asked_for(ask, {"ask": [path]}).fill({"ask": [path], f"say.{path}": [words]}))
        if "/request-correction/" in page.address:
            raise Lost(f"the correction was not asked for: {' '.join(page.errors)}")
        self.say("補正を求める", words)

    def propose(self, who: str, number: str, outcome: str, reason: str = "", entered: dict[str, list[str]] | None = None) -> None:
        browser, page = self.browsers[who], self.opened(who, number)
        ask = _ok(browser.get(page.link("/propose/")))
        typed = {"outcome": [outcome], "reason": [reason], "sure": ["on"], **(entered or {})}  # sure: namesakes told apart
        page = browser.send(ask, _asked_for(ask, {"outcome": []}).fill(typed))
        if "/propose/" in page.address:
            raise Lost(f"the draft was refused: {' '.join(page.errors)}")
        self.say("起案する", {"granted": "認定・承認", "refused": "却下"}[outcome] + "、決裁待ち")

    def agree(self, who: str, number: str) -> None:
        browser = self.browsers[who]
        page = _ok(browser.get("/desk/approvals/"))
        page = _ok(browser.get(page.link(number)))
        page = browser.send(page, page.form("/answer/"), button="approve")
        if "決裁しました" not in page.text:
            raise Lost(f"{page.address}: no word of the approval; it says {page.title}")
        self.say("決裁する", "決裁しました")

    def notice_is_there(self, who: str, number: str) -> None:
        browser = self.browsers[who]
        page = self.until(
            lambda: browser.get(f"/desk/cases/{number}/"),
            lambda p: any("/notices/" in link for link, _ in p.links),
            "no notice was made",
        )
        kind, content = browser.fetch(page.link("/notices/"))
        if kind != "application/pdf":
            raise Lost("the notice is no PDF")
        self.say("通知書ができる", f"PDF {len(content) // 1024} KB")

    # -- helpers

    def example(self, code: str) -> tuple[Procedure, dict[str, Any]]:
        """The definition and the answers of its first example, as if its day were today."""
        procedure = self.world.get(Procedure, code)
        if not isinstance(procedure, Procedure) or not procedure.examples:
            raise Lost(f"{code} has no example to walk with")
        example = procedure.examples[0]
        today = timezone.localdate()
        return procedure, dated(effective(procedure, example.answers, example.today), today - example.today)

    @cached_property
    def world(self) -> Any:
        return read_folder(self.city)

    def until(self, look: Callable[[], Page], good: Callable[[Page], bool], otherwise: str) -> Page:
        """Look again until it is there; the house works in the background."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            page = look()
            if good(page):
                return page
            time.sleep(LOOK_AGAIN)
        raise Lost(otherwise)


def _ok(page: Page) -> Page:
    if page.status >= 400 and page.status not in {409, 422}:
        raise Lost(f"{page.address}: {page.status} {page.title}")
    return page


def _login(page: Page, mail: str, password: str) -> Form:
    form = next((form for form in page.forms if "password" in form.names), None)
    if form is None:
        raise Lost(f"{page.address}: no place for a password")
    return form.fill({"login": [mail], "password": [password]})


def _post(page: Page) -> Form:
    """The page's own form, not those of the frame around it."""
    frame = ("logout", "display", "section", "search")
    forms = [form for form in page.forms if form.method == "post" and not any(part in form.action for part in frame)]
    if not forms:
        raise Lost(f"{page.address}: nothing to send; it says {page.title}")
    return forms[0]


def _asked(page: Page) -> Form:
    return next((form for form in page.forms if "asked" in form.names), None) or _post(page)


def _asked_for(page: Page, wanted: dict[str, list[str]]) -> Form:
    """The form that has an input for one of the names."""
    form = next((form for form in page.forms if form.names & set(wanted)), None)
    if form is None:
        raise Lost(f"{page.address}: nothing to type into; it says {page.title}")
    return form


def _on(page: Page) -> Form:
    """The form that goes on."""
    wanted = [form for form in page.forms if any("次へ" in words for *_, words in form.buttons)]
    return wanted[0] if wanted else _post(page)


def _has(page: Page, action: str) -> bool:
    return any(action in form.action for form in page.forms)


def _place(address: str) -> tuple[str, int | None]:
    parts = address.split("?")[0].rstrip("/").split("/page/")[-1].split("/")
    return parts[0], int(parts[1]) if len(parts) > 1 and parts[1].isdecimal() else None


def _number(page: Page) -> str:
    found = re.search(r"\b([2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z])\b", page.text)
    if not found:
        raise Lost(f"{page.address}: no receipt number; it says {page.title} {' '.join(page.errors)}")
    return found[1]
