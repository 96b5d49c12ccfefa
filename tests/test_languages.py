"""The portal in its languages: no Japanese is left over in English, and easy Japanese says that it is Japanese."""

import re
from copy import deepcopy
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.city.public import current
from madoguchi.city.testing import read_city
from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.engines.approvals import public as approvals
from madoguchi.engines.cases import public as cases
from madoguchi.engines.forms.fields.prefectures import PREFECTURES
from madoguchi.engines.people.testing import a_resident_account, a_staff_account, actor_of, an_officer, signed_in
from madoguchi.faces.shell.city_words import forget
from madoguchi.site.demo.filling import apply, fill_in
from madoguchi.site.demo.story import PROCEDURE

JAPANESE = re.compile(r"[\u3005\u3041-\u30fa\u30fc-\u30ff\u3400-\u9fff\uff66-\uff9f]+")
KANJI = re.compile(r"[\u3400-\u9fff]{2}")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SPOKEN = {"alt", "aria-label", "aria-description", "placeholder", "title", "content"}
KNOWN = ("やさしい日本語", "日本語", *PREFECTURES)
"""Languages are called by their own names; prefectures show theirs beside the reading."""


class Reading(HTMLParser):
    """What a page says outside elements of another language: text, and attributes that are read aloud."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language, self.open, self.said = language, [("", language)], []
        self.of_page = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        language = found.get("lang") or self.open[-1][1]
        if tag == "html":
            self.of_page = language
        self._say(language, *(value or "" for name, value in attrs if name in SPOKEN))
        if tag == "input" and found.get("type") in {"submit", "button"}:
            self._say(language, found.get("value") or "")
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while len(self.open) > 1 and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open[-1][0] not in {"script", "style"}:
            self._say(self.open[-1][1], data)

    def _say(self, language: str, *texts: str) -> None:
        if language == self.language:
            self.said += [text.strip() for text in texts if text.strip()]


def read(client: Client, path: str, language: str = "en") -> Reading:
    answer = client.get(path, follow=True)
    reading = Reading(language)
    reading.feed(answer.content.decode())
    return reading


def left_over(client: Client, path: str, names: tuple[str, ...] = ()) -> list[str]:
    """Texts of an English page that hold Japanese, but for what people wrote themselves."""
    found = []
    for text in read(client, path).said:
        rest = text
        for known in (*KNOWN, *names):
            rest = rest.replace(known, "")
        if JAPANESE.search(rest):
            found.append(f"{path}: {text[:120]}")
    return found


PUBLIC = [
    "/", "/procedures/", "/search/?q=zzz", f"/procedures/{PROCEDURE}/", "/life/birth/", "/life/moving/", "/help/",
    "/accessibility/", "/privacy/", "/verify/", "/verify/NOSUCHTOKEN/", "/no-such-page/", f"/apply/{PROCEDURE}/", "/apply/code/",
    "/apply/help/", "/account/login/", "/account/login/password/", "/account/signup/", "/account/link/",
    "/account/link/nosuchlink/", "/account/password/reset/", "/account/password/reset/done/", "/account/logout/",
    "/demo/", *(f"/style/error/{status}/" for status in (400, 403, 404, 409, 413, 429, 500, 503)),
]  # fmt: skip
DESK = [
    ("kodomo", "clerk", ["", "?state=reviewing", "intake/", f"intake/{PROCEDURE}/", "approvals/", "posting/", "posting/trouble/",
        "posting/outbox/", "register/", "register/names/", "definitions/", f"definitions/procedure/{PROCEDURE}/", "settings/",
        "account/security/", "cases/ABCD-EFGH-J/"]),
    ("joho-seisaku", "administrator", ["", "staff/", "staff/invite/", "jobs/", "jobs/periodic/", "posting/outbox/"]),
    ("kansa", "auditor", ["", "watch/", "watch/chain/"]),
]  # fmt: skip
OWN = ["/", "/mine/", "/account/contact/", "/account/security/", "/account/confirm/mail/", "/account/logout/"]
DRAFT = ["papers/", "review/", "later/", "discard/", "helper/", "paper/", "explain/work/"]
WRITTEN = (
    "見本",
    "さくら",
    "ひなた",
    "ミホン",
    "サクラ",
    "ヒナタ",
    "千葉県",
    "浦安市",
    "架空町1丁目2番3号",
    "児童手当 認定通知書",
    "浦こ第1号",
)
"""What the resident of the example typed in, and what the city hands over: its documents are Japanese."""


pytestmark = [pytest.mark.usefixtures("urayasu"), pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _forgets() -> None:
    """An earlier test's city would still be remembered for a moment."""
    forget()


@pytest.fixture
def answers() -> dict[str, Any]:
    found = read_city("urayasu").get(cases.Procedure, PROCEDURE)
    given: dict[str, Any] = deepcopy(dict(found.examples[0].answers))
    born = timezone.localdate().isoformat()
    given["reason"]["event_date"] = given["children"][0]["birth"] = born
    return given


@pytest.mark.parametrize("path", PUBLIC)
def test_english__page_for_everybody__holds_no_japanese(client: Client, path: str) -> None:
    assert not left_over(client, f"/en{path}")


@pytest.mark.parametrize("path", ["/", f"/procedures/{PROCEDURE}/", "/account/login/", "/no-such-page/"])
def test_languages__same_page__name_themselves(client: Client, path: str) -> None:
    named = [read(client, prefix + path).of_page for prefix in ("", "/easy", "/en")]
    assert named == ["ja", "ja", "en"]


@pytest.mark.parametrize("path", PUBLIC)
def test_easy__page_for_everybody__repeats_no_hard_sentence(client: Client, path: str) -> None:
    hard = {text for text in read(client, path, "ja").said if KANJI.search(text) and text.endswith("。")}
    assert not [text for text in read(client, f"/easy{path}", "ja").said if text in hard]


def test_easy__first_page__shows_readings_above_the_words(client: Client) -> None:
    assert "<rt>" in client.get("/easy/").content.decode()
    assert "<rt>" not in client.get("/").content.decode()


def test_english__form_and_own_pages__hold_only_what_was_typed(client: Client, answers: dict[str, Any]) -> None:
    account = a_resident_account()
    resident, now = actor_of(account), timezone.now()
    signed_in(client, account)
    draft = fill_in(current("procedure", PROCEDURE), answers, by=resident, at=now)
    paths = [f"/en{path}" for path in OWN] + [f"/en/apply/d/{draft.pk}/{rest}" for rest in DRAFT]
    paths += [f"/en/apply/d/{draft.pk}/page/{page.name}/" for page in draft.spec.pages]
    paths += [f"/en/apply/d/{draft.pk}/page/{page.name}/0/" for page in draft.spec.pages if page.repeat]
    found = [text for path in paths for text in left_over(client, path, WRITTEN)]
    application = cases.submit(draft, by=resident, at=now)
    run_all_ready(now)
    found += left_over(client, f"/en/apply/d/{draft.pk}/receipt/", WRITTEN)
    clerk = an_officer()
    case = cases.look(application.number, by=clerk, at=now)
    number = f"/en/mine/{application.number}/"
    for step in (cases.accept, cases.start_review):
        found += left_over(client, number, WRITTEN)
        step(case, by=clerk, at=now)
    cases.request_correction(case, items=[("claimant.address", "Please add the building.")], by=clerk, at=now)
    for rest in ("", "correct/", "withdraw/", "copy/"):
        found += left_over(client, number + rest, WRITTEN)
    assert not found, "\n".join(dict.fromkeys(found))


@pytest.mark.parametrize(("section", "role", "pages"), DESK)
def test_english__desk__holds_only_names(client: Client, section: str, role: str, pages: list[str]) -> None:
    signed_in(client, a_staff_account(section, role, language="en", name="Sample Clerk"))
    found = [text for path in pages for text in left_over(client, f"/desk/{path}")]
    assert not found, "\n".join(dict.fromkeys(found))


def test_english__case_at_the_desk__holds_only_what_was_typed(client: Client, answers: dict[str, Any]) -> None:
    now = timezone.now()
    resident, clerk = a_resident_account(), a_staff_account(language="en", name="Sample Clerk")
    chief = a_staff_account(role="chief", language="en", name="Sample Chief")
    application = apply(current("procedure", PROCEDURE), answers, by=actor_of(resident), at=now)
    run_all_ready(now)
    signed_in(client, clerk)
    number, found = application.number, []
    case = cases.look(number, by=actor_of(clerk), at=now)
    for step in (cases.accept, cases.start_review):
        found += left_over(client, f"/desk/cases/{number}/", WRITTEN)
        step(case, by=actor_of(clerk), at=now)
    for rest in ("propose/", "request-correction/", "withdraw/", "note/", "identity/", "assign/"):
        found += left_over(client, f"/desk/cases/{number}/{rest}", WRITTEN)
    cases.record_identity(case, method="register", succeeded=True, by=actor_of(clerk), at=now)
    cases.propose(case, outcome=cases.Outcome.GRANTED, by=actor_of(clerk), at=now)
    for path in (f"cases/{number}/", "", "approvals/"):
        found += left_over(client, f"/desk/{path}", WRITTEN)
    approvals.approve(approvals.open_approval("proposal", case.proposals.get().id), by=actor_of(chief), at=now)
    run_all_ready(now)
    for path in (f"cases/{number}/", f"cases/{number}/revise/", "posting/", "register/"):
        found += left_over(client, f"/desk/{path}", WRITTEN)
    resident_page = signed_in(Client(), resident)
    for path in ("/en/", "/en/mine/", f"/en/mine/{number}/"):
        found += left_over(resident_page, path, WRITTEN)
    assert not found, "\n".join(dict.fromkeys(found))
