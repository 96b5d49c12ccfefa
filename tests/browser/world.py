"""What must be there before a page can be looked at: drafts, cases in each state, codes, links. Each is made once, when asked."""

import re
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import cached_property
from io import BytesIO
from uuid import uuid4

from pypdf import PdfReader

from madoguchi.site.tour.browsing import Page
from tests.browser.filling import begin, case_is_open, fill, hand_in, press, simple, whole
from tests.browser.people import ADMINISTRATOR, CHIEF, CLERK, KEN, MARIA, MISAKI, SAKURA, TAKAHASHI, Person, form_with

CODE = re.compile(r"(?<![\w-])[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}(?![\w-])")
NUMBER = re.compile(r"(?<![\w-])[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z](?![\w-])")
REASON = "請求者は公務員であり、児童手当は勤務先から支給されるため。"


class World:
    def __init__(self, url: str, person: Callable[[str], Person]) -> None:
        self.url, self.person = url, person
        self._cases: dict[str, str] = {}

    # -- drafts and what was handed in

    @cached_property
    def fresh(self) -> str:
        """Nothing is filled in yet; what was sent before is offered."""
        return begin(self.person(SAKURA), whole(), "/earlier/")

    @cached_property
    def draft(self) -> str:
        """Every page of the form is filled in; ready to be submitted."""
        return begin(self.person(SAKURA), whole())

    @cached_property
    def contested(self) -> str:
        """For the same page saved in two tabs."""
        return begin(self.person(SAKURA), whole(), "/page/marital/")

    @cached_property
    def explained(self) -> str:
        """Stands before what is explained about civil servants."""
        return begin(self.person(SAKURA), whole(), "/explain/work/")

    @cached_property
    def bare(self) -> str:
        """Only just begun."""
        return begin(self.person(SAKURA), whole(), "/page/reason/")

    @cached_property
    def crowded(self) -> str:
        """As many grown children as the form takes."""
        answers = whole()
        answers["older"] = answers["older"] * 10
        return begin(self.person(SAKURA), answers)

    @cached_property
    def late(self) -> str:
        """The event lies so far back that the page says so."""
        answers = simple()
        answers["reason"]["event_date"] = f"{date.today().year - 1}-01-15"
        return begin(self.person(SAKURA), answers, "/page/claimant/")

    @cached_property
    def submitted(self) -> tuple[str, str]:
        draft, number = hand_in(self.person(KEN), simple())
        case_is_open(self.person(CLERK), number)
        return draft, number

    @cached_property
    def helped(self) -> tuple[str, Person]:
        """A draft of Ken's, and the helper who types in it."""
        draft = begin(self.person(KEN), simple(), "/page/claimant/")
        helper = Person(self.url)
        page = helper.get(f"/apply/help/?code={self.helper_code(draft)}")
        page = helper.send(page, form_with(page, "code"))
        assert draft in page.address, f"{page.address}: {page.errors}"
        return draft, helper

    def helper_code(self, draft: str) -> str:
        page = self.person(KEN).get(f"/apply/d/{draft}/helper/")
        form = next(form for form in page.forms if form.method == "post" and form.action in {"", page.address})
        return _found(CODE, self.person(KEN).send(page, form))

    # -- cases in each state

    def in_state(self, state: str) -> str:
        """The receipt number of a case in that state; the sixteen of the demo have some of each."""
        if state not in self._cases:
            page = self.person(CLERK).get(f"/desk/?state={state}")
            self._cases[state] = next(_number(a) for a, _ in page.links if "/desk/cases/" in a)
        return self._cases[state]

    def of(self, mail: str) -> str:
        """The receipt number of that resident's application of the demo: the oldest one."""
        page = self.person(mail).get("/mine/")
        return [_number(a) for a, _ in page.links if "/mine/" in a and NUMBER.search(a)][-1]

    @cached_property
    def completed(self) -> str:
        """Maria's first application of the demo, which went its way to the end."""
        return self.of(MARIA)

    @cached_property
    def with_notice(self) -> Page:
        """The clerk's page of a case of the demo that has its notice."""
        for mail in (MARIA, SAKURA, MISAKI, KEN):
            for address, _words in self.person(mail).get("/mine/").links:
                if "/mine/" in address and NUMBER.search(address):
                    page = self.person(CLERK).get(f"/desk/cases/{_number(address)}/")
                    if page.status == 200 and any("/notices/" in link for link, _ in page.links):
                        return page
        raise AssertionError("no case of the demo has its notice")

    @cached_property
    def correcting(self) -> str:
        """Takahashi is asked to mend an address and to add a paper."""
        number = hand_in(self.person(TAKAHASHI), simple())[1]
        press(self.person(CLERK), number, "accept", "start_review")
        self.request_correction(number, "claimant.address", "attach.passport")
        return number

    def request_correction(self, number: str, *paths: str) -> None:
        says = {f"say.{path}": "番地と建物名まで入力してください。" for path in paths}
        address = f"/desk/cases/{number}/request-correction/"
        page = fill(self.person(CLERK), address, "ask", ask=list(paths), otherwise="分かる範囲で審査します。", **says)
        assert "/request-correction/" not in page.address, page.errors

    @cached_property
    def reviewing(self) -> str:
        return self.of(MISAKI)

    @cached_property
    def withdrawn(self) -> str:
        number = hand_in(self.person(MISAKI), simple())[1]
        press(self.person(CLERK), number, "accept")
        fill(self.person(CLERK), f"/desk/cases/{number}/withdraw/", "reason", reason="勤務先で請求するため")
        return number

    @cached_property
    def refused(self) -> str:
        number = hand_in(self.person(MISAKI), simple())[1]
        self.propose(number, "refused", REASON)
        self.approve(number)
        return number

    @cached_property
    def corrected(self) -> str:
        """Ken moved within the city; the clerk typed it in."""
        number = hand_in(self.person(KEN), simple())[1]
        press(self.person(CLERK), number, "accept", "start_review")
        self.request_correction(number, "claimant.address")
        address = f"/desk/cases/{number}/correct/"
        page = fill(self.person(CLERK), address, "claimant.address.street", **{"claimant.address.street": "例示町9丁目9番9号"})
        assert "/correct/" not in page.address, page.errors
        return number

    @cached_property
    def batch(self) -> str:
        """The way to drafts for two cases under one agreement, which waits for the chief."""
        clerk, numbers = self.person(CLERK), []
        for _n in range(2):
            number = hand_in(self.person(KEN), simple())[1]
            case_is_open(clerk, number)
            press(clerk, number, "accept", "start_review")
            fill(clerk, f"/desk/cases/{number}/identity/", "method", method="register", succeeded="1")
            numbers.append(number)
        queue = clerk.get("/desk/?state=reviewing")
        choosing = next(form for form in queue.forms if "/batches/choose/" in form.action)
        choosing.values["case"] = numbers
        page = clerk.send(queue, choosing)
        form = form_with(page, "what")
        form.values |= {"what": ["propose"], "outcome": ["granted"], "text": ["要件を満たす。"], "case": numbers}
        page = clerk.send(page, form)
        assert not re.search(r"/(choose|begin)/$", page.address), page.errors
        return page.address[page.address.index("/desk/") :]

    @cached_property
    def batch_approval(self) -> str:
        page = self._until(self.batch, "/desk/approvals/01")
        return next(a[a.index("/desk/") :] for a, _ in page.links if re.search(r"/desk/approvals/[0-9a-f-]{36}/", a))

    @cached_property
    def run(self) -> str:
        """The way to a mass run whose first letters are made."""
        clerk, here = self.person(CLERK), "/desk/runs/new/"
        year = date.today().year + 1
        said = {"basis": "child-allowance-claim", "procedure": "child-allowance-claim", "title": "現況の確認のお願い"}
        page = fill(clerk, here, "title", **said, text="いまの状況を届け出てください。", due_on=f"{year}-06-30")
        where = page.address[page.address.index("/desk/") :]
        for _n in range(600):
            page = clerk.get(where)
            if "対象者を集めています" not in page.text:
                break
            time.sleep(0.5)
        clerk.send(page, page.form("/send/"))
        self._until(where, "/desk/posting/bundles/make/")
        return where

    @cached_property
    def bundle(self) -> str:
        page = self._until(self.run, "/desk/posting/bundles/make/")
        page = self.person(CLERK).send(page, page.form("/bundles/make/"))
        where = page.address[page.address.index("/desk/") :]
        self._until(where, "letters.pdf")
        return where

    def _until(self, where: str, words: str) -> Page:
        """The page, as soon as a worker has brought it so far that a link or a form of it leads there."""
        for _n in range(600):
            page = self.person(CLERK).get(where)
            if any(words in address for address in (*(form.action for form in page.forms), *(to for to, _ in page.links))):
                return page
            time.sleep(0.5)
        raise AssertionError(f"{where} does not come to lead to {words}")

    @cached_property
    def manuscript(self) -> str:
        """The way to a procedure that is being changed: the first of the clerk's department."""
        clerk = self.person(CLERK)
        page = clerk.get("/desk/making/")
        for found, _words in page.links:
            if match := re.search(r"/desk/making/[0-9a-f-]{36}/$", found):
                return match[0]
        page = clerk.send(page, page.form("/desk/making/change/"))
        return page.address[page.address.index("/desk/") :].partition("#")[0]

    @cached_property
    def memo(self) -> str:
        """The way to a memo of somebody who has no case."""
        said = {"name": "例示 太郎", "phone": "047-000-0002", "text": "転入したときの手続についての質問。", "way": "telephone"}
        page = fill(self.person(CLERK), "/desk/memos/new/", "text", **said)
        return next(a[a.index("/desk/") :] for a, _ in page.links if re.search(r"/memos/[0-9a-f-]{36}/", a))

    @cached_property
    def absence(self) -> str:
        """The way to the absences, with one of them."""
        clerk, address = self.person(CLERK), "/desk/absences/"
        staff = self.person(ADMINISTRATOR).get("/desk/staff/?q=jiro")
        colleague = next(found[1] for a, _ in staff.links if (found := re.search(r"/staff/([0-9a-f-]{36})/$", a)))
        day = date.today().isoformat()
        fill(clerk, address, "deputy", from_on=day, until_on=day, deputy=colleague)
        return address

    @cached_property
    def ticket(self) -> str:
        """The page of a ticket taken at the counter just now."""
        clerk = self.person("shimin@desk.example.jp")
        page = clerk.get("/desk/counter/shimin/")
        form = page.form("/take/")
        form.values["line"] = ["moving"]
        page = clerk.send(page, form)
        return page.address[page.address.index("/tickets/") :]

    @cached_property
    def lotteries(self) -> tuple[str, str]:
        """The demo's open lottery, and the one that has been drawn: their pages for residents."""
        page = self.person("sports@desk.example.jp").get("/desk/lotteries/")
        found = [a[a.index("/lotteries/") :] for a, _ in page.links if re.search(r"/desk/lotteries/[0-9a-f-]{36}/", a)]
        return found[0], found[1]

    def change_entry(self, entry: str) -> str:
        return self.link_on(SAKURA, entry, r"/lotteries/[0-9a-f-]{36}/change/[\w-]+/")

    @cached_property
    def card_link(self) -> str:
        """Where the link of a notice leads; the mail or letter of one of the demo's people."""
        return self.link_on("shimin@desk.example.jp", "/desk/cards/follow-up/", r"/cards/(?!follow)[\w-]{16}/")

    @cached_property
    def full(self) -> str:
        """Where one joins the waiting list of a slot that the lottery's winners have filled: one of those drawn for."""
        entry = self.link_on(SAKURA, self.lotteries[0], r"/lotteries/entries/[\w-]+/")
        form = form_with(self.person(SAKURA).get(self.change_entry(entry)), "wish1")
        return f"/waiting/join/?slot={form.values['wish1'][0]}"

    @cached_property
    def waiting(self) -> str:
        """Ken waits."""
        ken = self.person(KEN)
        page = ken.get(self.full)
        form = form_with(page, "party")
        for name, value in (("name", "見本 健"), ("mail", KEN), ("phone", "047-000-0009")):
            form.values[name] = [value]
        page = ken.send(page, form)
        return page.address[page.address.index("/waiting/") :]

    @cached_property
    def one_waiting(self) -> str:
        """Ken, as the desk sees him."""
        assert self.waiting
        return self.link_on("sports@desk.example.jp", "/desk/booking/waiting/", r"/desk/booking/waiting/[0-9a-f-]{36}/")

    @cached_property
    def line(self) -> str:
        assert self.waiting
        return self.link_on("sports@desk.example.jp", "/desk/booking/waiting/", r"/desk/booking/waiting/slot/")

    @cached_property
    def odd_name(self) -> str:
        """The way to a name that no font can print."""
        answers = simple()
        answers["claimant"]["name"]["family"] = "\U00031350見本"
        number = hand_in(self.person(MISAKI), answers)[1]
        self.propose(number, "granted", "")
        self.approve(number)
        return self.link_on(CLERK, "/desk/register/names/", r"/register/names/[0-9a-f-]{36}/")

    def propose(self, number: str, outcome: str, reason: str) -> None:
        clerk = self.person(CLERK)
        press(clerk, number, "accept", "start_review")
        fill(clerk, f"/desk/cases/{number}/identity/", "method", method="register", succeeded="1")
        page = fill(clerk, f"/desk/cases/{number}/propose/", "outcome", outcome=outcome, reason=reason, sure="on")
        assert "/propose/" not in page.address, page.errors

    def approve(self, number: str) -> None:
        chief = self.person(CHIEF)
        page = chief.get(chief.get("/desk/approvals/").link(number))
        chief.send(page, page.form("/answer/"), button="approve")

    # -- other addresses

    def link_on(self, mail: str, address: str, pattern: str) -> str:
        """The path of the first link on a page that looks like `pattern`; waits a little for the house's work."""
        import time

        for _try in range(600):
            page = self.person(mail).get(address)
            for found, _words in page.links:
                if match := re.search(pattern, found):
                    return found[found.index("/desk/") if "/desk/" in found else match.start() :]
            time.sleep(0.5)
        raise AssertionError(f"{address} shows nothing like {pattern}")

    @cached_property
    def token(self) -> str:
        """What the QR of a notice leads to."""
        clerk = self.person(CLERK)
        _kind, pdf = clerk.fetch(self.with_notice.link("/notices/"))
        reader = PdfReader(BytesIO(pdf))
        found = re.search(r"/verify/([0-9A-Z]+)", _text_of(reader))
        assert found, "the notice names no address to verify it"
        return found[1]

    def mailed(self, mail: str, pattern: str) -> str:
        """The newest link in that person's mails, as the demo's outbox keeps them."""
        import time

        joho = self.person(ADMINISTRATOR)
        for _try in range(600):
            page = joho.get("/desk/posting/outbox/")
            for address, _words in page.links:
                if re.search(r"/outbox/[0-9a-f-]{36}/", address):
                    text = joho.get(address).text
                    if mail in text and (found := re.search(pattern, text)):
                        return found[0]
            time.sleep(0.5)
        raise AssertionError(f"no mail to {mail} holds {pattern}")

    @cached_property
    def sign_in_link(self) -> str:
        return self.new_sign_in_link()

    def new_sign_in_link(self) -> str:
        """Of somebody who registers just now."""
        mail = f"atarashii-{uuid4().hex[:6]}@example.jp"
        anybody = Person(self.url)
        page = anybody.get("/account/signup/")
        anybody.send(page, form_with(page, "email").fill({"email": [mail]}))
        return self.mailed(mail, r"/account/link/[\w-]+/")

    @cached_property
    def reset_link(self) -> str:
        anybody = Person(self.url)
        page = anybody.get("/account/password/reset/")
        anybody.send(page, form_with(page, "email").fill({"email": [MARIA]}))
        return self.mailed(MARIA, r"/account/password/reset/key/[\w-]+/")

    @cached_property
    def post_to_end(self) -> str:
        about = self.link_on(ADMINISTRATOR, "/desk/staff/?q=jiro", r"/staff/[0-9a-f-]{36}/")
        return self.link_on(ADMINISTRATOR, about, r"/posts/\d+/end/")

    @cached_property
    def hook(self) -> str:
        """An address at which a system wants to be told, and where nobody listens: its log has a try."""
        joho, until = self.person(ADMINISTRATOR), date.today() + timedelta(days=90)
        scopes = ["events.read", "cases.see"]
        fill(joho, "/desk/machines/new/", "expires_on", name="連携", section="kodomo", scopes=scopes, expires_on=f"{until}")
        mine = self.link_on(ADMINISTRATOR, "/desk/machines/", r"/machines/[0-9a-f-]{36}/hooks/")
        fill(joho, f"{mine}new/", "address", address="http://127.0.0.1:9/madoguchi", kinds=["cases.opened"])
        hook = self.link_on(ADMINISTRATOR, mine, r"/machines/hooks/[0-9a-f-]{36}/")
        joho.send(page := joho.get(hook), page.form("/try/"))
        for _try in range(600):
            if re.search(r"\d ms", joho.get(hook).text):
                return hook
            time.sleep(0.5)
        raise AssertionError("the trial was not tried")

    @cached_property
    def hooks(self) -> str:
        return self.link_on(ADMINISTRATOR, self.hook and "/desk/machines/", r"/machines/[0-9a-f-]{36}/hooks/")

    @cached_property
    def newcomer(self) -> tuple[str, str]:
        return self.new_member()

    def new_member(self) -> tuple[str, str]:
        """A member of staff just invited: the page about them, the link to enrol."""
        joho, mail = self.person(ADMINISTRATOR), f"atarashii-{uuid4().hex[:6]}@desk.example.jp"
        page = fill(joho, "/desk/staff/invite/", "email", email=mail, name="架空 三郎")
        found = re.search(r"/desk/account/enrol/[\w-]+/", page.text)
        assert found, page.errors
        page = joho.get(f"/desk/staff/?q={mail}")
        about = next(a for a, _ in page.links if re.search(r"/staff/[0-9a-f-]{36}/$", a))
        return about[about.index("/desk/") :], found[0]

    @cached_property
    def reservation(self) -> str:
        """One of hers that the demo has made, still to come."""
        page = self.person(SAKURA).get("/booking/mine/")
        return _number(next(a for a, _ in page.links if "/booking/r/" in a))


def _number(address: str) -> str:
    return _found_in(NUMBER, address)


def _found(pattern: re.Pattern[str], page: Page) -> str:
    return _found_in(pattern, page.text)


def _found_in(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    assert found, f"no {pattern.pattern} in {text[:200]}"
    return found[0]


def _text_of(reader: PdfReader) -> str:
    parts = []
    for page in reader.pages:
        parts.append(page.extract_text())
        for note in page.get("/Annots") or []:
            parts.append(str(note.get_object().get("/A", {}).get("/URI", "")))
    return "".join(parts).replace("\n", "")
