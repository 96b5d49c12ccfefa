"""The steps of the main job: 児童手当 認定請求 from the resident's form to the decision in hand."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from madoguchi.city.public import read_folder
from madoguchi.engines.cases.public import Procedure
from madoguchi.engines.forms.public import effective, get, typed_from
from madoguchi.site.tour.browsing import Browser, Form, Lost, Page

PATIENCE = 60
PROCEDURE = "child-allowance-claim"
VISIT = "moving-city-hall"


@dataclass
class Tour:
    """`say` prints a step and what was seen."""

    base: str
    say: Callable[[str, str], None]
    resident: tuple[str, str]
    clerk: tuple[str, str]
    chief: tuple[str, str]
    code: Callable[[], str]
    city: Any
    number: str = ""
    browsers: dict[str, Browser] = field(default_factory=dict)

    def walk(self) -> None:
        """Every step in order. Raises Lost where something is not as it should be."""
        self.city_is_there()
        self.sign_in_resident()
        self.fill_in()
        self.sign_in_staff("clerk", self.clerk)
        self.examine()
        self.sign_in_staff("chief", self.chief)
        self.agree()
        self.notice_is_there()
        self.resident_reads()
        self.book_and_cancel()

    # -- a visit

    def book_and_cancel(self) -> None:
        """Without an account: what is free, a time held, the number, called off again."""
        browser = Browser(self.base)
        page = _ok(browser.get("/booking/"))
        self.say("予約できるものを見る", page.title)
        page = _ok(browser.get(f"/booking/{VISIT}/"))
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

    def city_is_there(self) -> None:
        browser = self.browsers["resident"] = Browser(self.base)
        home = _ok(browser.get("/"))
        self.say("ポータルを開く", home.title)
        page = _ok(browser.get(f"/procedures/{PROCEDURE}/"))
        self.say("手続のページを読む", page.title)
        kind, content = browser.fetch(f"/procedures/{PROCEDURE}/blank.pdf")
        if kind != "application/pdf" or not content.startswith(b"%PDF"):
            raise Lost("the blank sheet is no PDF")
        self.say("用紙をダウンロードする", f"PDF {len(content) // 1024} KB")

    def sign_in_resident(self) -> None:
        browser = self.browsers["resident"]
        mail, password = self.resident
        page = _ok(browser.get("/account/login/password/"))
        page = browser.send(page, _login(page, mail, password))
        if "/login" in page.address:
            raise Lost(f"sign-in of {mail} failed: {' '.join(page.errors)}")
        self.say("サインインする", mail)

    def fill_in(self) -> None:
        browser = self.browsers["resident"]
        procedure, answers, _today = self.example()
        page = _ok(browser.get(f"/apply/{PROCEDURE}/"))
        if "/apply/d/" not in page.address:
            page = browser.send(page, _post(page))
        seen = 0
        for _step in range(40):
            _ok(page)
            if page.errors:
                raise Lost(f"{page.address}: {' '.join(page.errors)}")
            if "/review/" in page.address:
                break
            page = self.one_page(browser, page, procedure, answers)
            seen += 1
        else:
            raise Lost("the form has no end")
        self.say("質問に答える", f"{seen} ページ")
        page = browser.send(page, page.form("/submit/"))
        self.number = _number(page)
        self.say("送る", f"受付番号 {self.number}")

    def one_page(self, browser: Browser, page: Page, procedure: Procedure, answers: dict[str, Any]) -> Page:
        """Fill in whatever page this is and go on."""
        if "/explain/" in page.address:
            form = page.form("/explain/") if _has(page, "/explain/") else _post(page)
            for name in form.names - {"csrfmiddlewaretoken"}:
                form.values.setdefault(name, [])
            return browser.send(page, form)
        if "/papers/" in page.address:
            return browser.send(page, _on(page))
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

    def sign_in_staff(self, who: str, login: tuple[str, str]) -> None:
        browser = self.browsers[who] = Browser(self.base)
        page = _ok(browser.get("/desk/account/login/"))
        page = browser.send(page, _login(page, *login))
        for _try in range(2):
            if "/second-factor/" in page.address or any("code" in form.names for form in page.forms):
                form = next(form for form in page.forms if "code" in form.names)
                page = browser.send(page, form.fill({"code": [self.code()]}))
        page = _ok(browser.get("/desk/"))
        if "/account/" in page.address:
            raise Lost(f"staff sign-in of {login[0]} failed: {' '.join(page.errors)}")
        self.say("デスクにサインインする", f"{login[0]}（確認コードつき）")

    def examine(self) -> None:
        browser = self.browsers["clerk"]
        address = f"/desk/cases/{self.number}/"
        page = self.until(lambda: browser.get(address), lambda p: p.status == 200, "the case was not opened")
        self.say("案件を開く", page.title)
        page = browser.send(page, page.form("/do/accept/"))
        page = browser.send(page, page.form("/do/start_review/"))
        self.say("受け付け、審査を始める", "審査中")
        if any("/identity/" in link for link, _ in page.links):
            ask = browser.get(page.link("/identity/"))
            page = browser.send(ask, _post(ask).fill({"method": ["register"], "succeeded": ["1"]}))
            self.say("本人確認を記録する", "公簿との照合")
        ask = _ok(browser.get(page.link("/propose/")))
        page = browser.send(ask, _post(ask).fill({"outcome": ["granted"], "reason": [""]}))
        if "/propose/" in page.address:
            raise Lost(f"the draft was refused: {' '.join(page.errors)}")
        self.say("起案する", "認定、決裁待ち")

    def agree(self) -> None:
        browser = self.browsers["chief"]
        page = _ok(browser.get("/desk/approvals/"))
        page = _ok(browser.get(page.link(self.number)))
        page = browser.send(page, page.form("/answer/"), button="approve")
        if "決裁しました" not in page.text:
            raise Lost(f"{page.address}: no word of the approval; it says {page.title}")
        self.say("決裁する", "決裁しました")

    def notice_is_there(self) -> None:
        browser = self.browsers["clerk"]
        address = f"/desk/cases/{self.number}/"
        page = self.until(
            lambda: browser.get(address), lambda p: any("/notices/" in link for link, _ in p.links), "no notice was made"
        )
        kind, content = browser.fetch(page.link("/notices/"))
        if kind != "application/pdf":
            raise Lost("the notice is no PDF")
        self.say("通知書ができる", f"PDF {len(content) // 1024} KB")

    def resident_reads(self) -> None:
        browser = self.browsers["resident"]
        self.until(
            lambda: browser.get(f"/mine/{self.number}/"),
            lambda p: "決定しました" in p.text,
            "the resident does not see the decision",
        )
        self.say("住民が決定を読む", "決定しました")

    # -- helpers

    def example(self) -> tuple[Procedure, dict[str, Any], Any]:
        """The definition and the answers of its first example."""
        world = read_folder(self.city)
        procedure = world.get(Procedure, PROCEDURE)
        if not isinstance(procedure, Procedure) or not procedure.examples:
            raise Lost(f"{PROCEDURE} has no example to walk with")
        example = procedure.examples[0]
        return procedure, effective(procedure, example.answers, example.today), example.today

    def until(self, look: Callable[[], Page], good: Callable[[Page], bool], otherwise: str) -> Page:
        """Look again until it is there; the house works in the background."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            page = look()
            if good(page):
                return page
            time.sleep(0.5)
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
    forms = [
        form for form in page.forms if form.method == "post" and not any(p in form.action for p in ("logout", "display", "section"))
    ]
    if not forms:
        raise Lost(f"{page.address}: nothing to send; it says {page.title}")
    return forms[0]


def _asked(page: Page) -> Form:
    return next((form for form in page.forms if "asked" in form.names), None) or _post(page)


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
