"""Filling in a form over HTTP: without sign-in, with two tabs, with an ended session, with a helper, to the receipt."""

import re
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from madoguchi.city.public import publish
from madoguchi.city.testing import a_city
from madoguchi.engines.cases.public import Application
from madoguchi.engines.cases.testing import NOTIFICATION
from madoguchi.engines.forms.public import Draft
from madoguchi.engines.forms.testing import FORM, NOON
from madoguchi.engines.people.testing import SYSTEM, a_resident_account, signed_in

pytestmark = pytest.mark.django_db

CODE = "sample-allowance"
RAW = {
    **NOTIFICATION,
    "code": CODE,
    "assurance": "none",
    "pages": FORM["pages"],
    "attach": FORM["attach"],
    "applicant": {"name": "claimant.name"},
}
REASON = {
    "asked": "reason.kind reason.event_date",
    "reason.kind": "birth",
    "reason.event_date.era": "R",
    "reason.event_date.year": "８",
    "reason.event_date.month": "1",
    "reason.event_date.day": "１３",
}
NAME = {"family": "見本", "given": "花子", "family_kana": "みほん", "given_kana": "はなこ"}
CLAIMANT = {
    "asked": "claimant.name claimant.phone claimant.job claimant.my_number",
    "claimant.job": "none",
    **{f"claimant.name.{part}": value for part, value in NAME.items()},
}
CHILD = {
    "asked": "name birth living",
    "living": "together",
    "birth.era": "R",
    "birth.year": "7",
    "birth.month": "12",
    "birth.day": "24",
    **{f"name.{part}": value for part, value in NAME.items()},
}
SHOWN_CODE = re.compile(r"(?<![\w-])[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}(?![\w-])")
"""Not the part of a UUID that happens to look like one."""


@pytest.fixture(autouse=True)
def procedure(db):
    a_city()
    return publish("procedure", RAW, by=SYSTEM, at=NOON)


@pytest.fixture
def browser():
    return Client()


def begin(browser):
    answer = browser.post(reverse("portal:apply-start", args=[CODE]))
    return Draft.objects.get(pk=answer.url.rstrip("/").rpartition("/")[2])


def where(name, draft, *args):
    return reverse(f"portal:apply-{name}", args=[draft.pk, *args])


def post(browser, draft, key, typed, revision=0, index=None, **more):
    address = where("page", draft, key) if index is None else where("item", draft, key, index)
    return browser.post(address, {**typed, "revision": revision, **more})


def fill(browser, draft):
    post(browser, draft, "reason", REASON)
    post(browser, draft, "claimant", CLAIMANT)
    post(browser, draft, "children", CHILD, index=0)
    return post(browser, draft, "consent", {"asked": "consent.register", "consent.register": "agreed"})


def test_apply__without_sign_in__from_the_first_page_to_the_receipt(browser):
    draft = begin(browser)
    first = browser.get(where("draft", draft), follow=True)
    assert "1／" in first.content.decode()
    assert post(browser, draft, "reason", REASON).url == where("page", draft, "claimant")
    assert post(browser, draft, "claimant", CLAIMANT).url == where("page", draft, "children")
    assert browser.get(where("page", draft, "children")).url == where("item", draft, "children", 0)
    assert post(browser, draft, "children", CHILD, index=0).url == where("page", draft, "children")
    assert "見本　花子（ミホン　ハナコ）" in browser.get(where("page", draft, "children")).content.decode()
    assert browser.post(where("page", draft, "children"), {"then": "next"}).url == where("page", draft, "consent")
    assert post(browser, draft, "consent", {"asked": "consent.register", "consent.register": "agreed"}).url == where(
        "papers", draft
    )
    assert browser.post(where("papers", draft)).url == where("review", draft)
    assert "提出する" in browser.get(where("review", draft)).content.decode()
    for _twice in range(2):
        answer = browser.post(reverse("portal:submit", args=[draft.pk]))
        assert answer.url == where("receipt", draft)
    number = Application.objects.get().number
    assert number in browser.get(where("receipt", draft)).content.decode()
    assert browser.get(where("page", draft, "reason")).status_code == 410


def test_page__wrong_day__summary_leads_to_the_field_and_typing_is_kept(browser):
    draft = begin(browser)
    answer = post(browser, draft, "reason", {**REASON, "reason.event_date.year": "99"})
    page = answer.content.decode()
    assert answer.status_code == 422
    anchor = re.search(r'error-summary.*?href="#([^"]+)"', page, re.S)[1]
    assert f'id="{anchor}"' in page
    assert 'value="99"' in page
    again = browser.get(where("page", draft, "reason")).content.decode()
    assert 'value="99"' in again


def test_page__two_tabs__both_versions_are_shown_and_one_is_chosen(browser):
    draft = begin(browser)
    post(browser, draft, "reason", REASON)
    answer = post(browser, draft, "reason", {**REASON, "reason.kind": "moved-in"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "転入" in page
    assert "出生" in page
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    assert browser.post(where("page", draft, "reason"), hidden).status_code == 302
    assert "moved-in" in str(browser.get(where("page", draft, "reason")).context["frame"].state.answers)


def test_page__the_same_sent_twice__goes_on_twice(browser):
    draft = begin(browser)
    assert {post(browser, draft, "reason", REASON).status_code for _ in range(2)} == {302}


def test_page__not_eligible__explains_and_lets_go_on(browser):
    draft = begin(browser)
    post(browser, draft, "reason", REASON)
    answer = post(browser, draft, "claimant", {**CLAIMANT, "claimant.job": "civil-servant"})
    assert answer.url == where("explain", draft, "claimant")
    page = browser.get(answer.url).content.decode()
    assert "勤務先に請求します。" in page
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    assert browser.post(answer.url, {"key": key}).url == where("page", draft, "children")


def test_page__an_answer_reveals_a_question__page_is_shown_again_without_blame(browser):
    draft = begin(browser)
    answer = post(browser, draft, "claimant", {**CLAIMANT, "claimant.job": "employee"})
    page = answer.content.decode()
    assert "質問が増えました" in page
    assert "勤務先" in page
    assert "error-summary" not in page


def test_page__my_number__is_never_in_the_answer(browser):
    from madoguchi.core.identifiers.public import is_valid_my_number

    number = next(f"{i:012}" for i in range(10**11, 10**11 + 12) if is_valid_my_number(f"{i:012}"))
    draft = begin(browser)
    post(browser, draft, "claimant", {**CLAIMANT, "claimant.my_number": number})
    for name in ("review", "sheet"):
        assert number.encode() not in browser.get(where(name, draft)).content
    page = browser.get(where("page", draft, "claimant")).content.decode()
    assert number not in page
    assert "入力済みです" in page


def test_draft__another_browser__is_asked_who_it_is(browser):
    draft = begin(browser)
    stranger = Client()
    answer = stranger.get(where("page", draft, "reason"))
    assert answer.status_code == 403
    assert "見本の請求" not in answer.content.decode()
    for name in ("draft", "review", "papers", "later", "helper", "discard", "by-paper", "sheet", "receipt"):
        assert stranger.get(where(name, draft)).status_code == 404
    assert signed_in(Client(), a_resident_account()).get(where("page", draft, "reason")).status_code == 404


def test_session_over__what_was_typed__comes_back_after_signing_in():
    account = a_resident_account()
    browser = signed_in(Client(), account)
    draft = begin(browser)
    browser.cookies.clear()
    answer = post(browser, draft, "reason", REASON)
    page = answer.content.decode()
    assert answer.status_code == 401
    there = re.search(r"next=([^\"&]+)", page)[1].replace("%2F", "/")
    assert browser.get(there).status_code == 401
    signed_in(browser, account)
    restored = browser.get(there).content.decode()
    assert 'value="１３"' in restored
    assert f'action="{where("page", draft, "reason")}"' in restored
    assert post(browser, draft, "reason", REASON).url == where("page", draft, "claimant")


def test_sign_in__midway__takes_the_draft_along(browser):
    draft = begin(browser)
    post(browser, draft, "reason", REASON)
    session = browser.session
    account = a_resident_account()
    signed_in(browser, account)
    mine = browser.session
    mine["mado_browser"] = session["mado_browser"]
    mine.save()
    assert browser.get(where("page", draft, "claimant")).status_code == 200
    draft.refresh_from_db()
    assert draft.account_id == account.pk


def test_resume__by_code__on_another_device(browser):
    draft = begin(browser)
    post(browser, draft, "reason", REASON)
    page = browser.post(where("later", draft)).content.decode()
    code = SHOWN_CODE.search(page)[0]
    other = Client()
    assert other.post(reverse("portal:apply-code"), {"code": "AAAA-AAAA-AAAA"}).status_code == 422
    assert other.post(reverse("portal:apply-code"), {"code": code.lower()}).url == where("draft", draft)
    assert other.get(where("page", draft, "reason")).status_code == 200


def test_helper__types_and_can_not_hand_in__the_person_confirms(browser):
    draft = begin(browser)
    page = browser.post(where("helper", draft)).content.decode()
    code = SHOWN_CODE.search(page)[0]
    helper = Client()
    assert helper.post(reverse("portal:apply-help"), {"code": code}).url == where("draft", draft)
    fill(helper, draft)
    shown = helper.get(where("review", draft)).content.decode()
    assert "提出する</button>" not in shown
    assert helper.post(reverse("portal:submit", args=[draft.pk])).status_code == 403
    assert helper.post(where("help-over", draft)).status_code == 200
    assert helper.get(where("review", draft)).status_code == 404
    assert "手伝いの人が入力" in browser.get(where("review", draft)).content.decode()
    browser.post(where("confirm", draft))
    assert browser.post(reverse("portal:submit", args=[draft.pk])).url == where("receipt", draft)
    assert Application.objects.get().helped


def test_papers__several_at_once_then_one_out(browser):
    draft = begin(browser)
    fill(browser, draft)
    files = [SimpleUploadedFile("a.txt", "一枚目".encode()), SimpleUploadedFile("b.txt", "二枚目".encode())]
    browser.post(where("paper-add", draft, "photo"), {"file": files})
    page = browser.get(where("papers", draft)).content.decode()
    assert "a.txt" in page
    file = draft.files.first().file_id
    assert b"".join(browser.get(where("file", draft, file)).streaming_content).decode() == "一枚目"
    browser.post(where("file-remove", draft, file))
    assert draft.files.count() == 1
    bad = browser.post(where("paper-add", draft, "photo"), {"file": SimpleUploadedFile("c.exe", b"MZ" + bytes(200))})
    assert bad.status_code == 422
    assert browser.post(where("paper-add", draft, "photo")).status_code == 422


def test_papers__missing__explained_then_later_is_enough(browser):
    draft = begin(browser)
    fill(browser, draft)
    apart = {
        **CHILD,
        "living": "apart",
        "address.prefecture": "千葉県",
        "address.city": "見本市",
        "address.street": "架空1-1",
        "asked": "name birth living address",
    }
    post(browser, draft, "children", apart, revision=1, index=0)
    post(browser, draft, "apart", {"asked": "apart.why", "apart.why": "学校の寮"})
    assert browser.post(where("papers", draft)).url == where("explain", draft, "@papers")
    browser.post(where("paper-later", draft, "separate-custody"), {"later": "yes"})
    assert browser.post(where("papers", draft)).url == where("review", draft)


def test_items__remove__asks_for_the_revision_it_was_shown(browser):
    draft = begin(browser)
    for number in range(2):
        post(browser, draft, "children", CHILD, revision=number, index=number)
    browser.post(where("item-remove", draft, "children", 0), {"revision": 1})
    assert len(browser.get(where("page", draft, "children")).context["sections"]) == 2
    browser.post(where("item-remove", draft, "children", 0), {"revision": 2})
    assert len(browser.get(where("page", draft, "children")).context["sections"]) == 1


def test_items__the_sixteenth__is_told_and_nothing_is_lost(browser):
    draft = begin(browser)
    for number in range(15):
        post(browser, draft, "children", CHILD, revision=number, index=number)
    answer = post(browser, draft, "children", CHILD, revision=15, index=15)
    assert answer.status_code == 409
    assert "15件まで" in answer.content.decode()


def test_language__switched_midway__keeps_what_was_typed(browser):
    draft = begin(browser)
    answer = post(browser, draft, "reason", {**REASON, "then": "lang:en"})
    assert answer.url == "/en" + where("page", draft, "reason")
    page = browser.get(answer.url).content.decode()
    assert '<html lang="en"' in page
    assert 'value="１３"' in page


def test_display__changed_midway_without_script__keeps_what_was_typed(browser):
    draft = begin(browser)
    page = browser.get(where("page", draft, "reason")).content.decode()
    assert '<button class="button text" form="page-form" name="then" value="lang:en"' in page
    answer = post(browser, draft, "reason", {**REASON, "then": "display", "display.size": "larger", "display.contrast": "high"})
    page = browser.get(answer.url).content.decode()
    assert 'data-size="larger" data-contrast="high"' in page
    assert 'value="１３"' in page


def test_discard__asks_first_then_nothing_opens(browser):
    draft = begin(browser)
    assert browser.get(where("discard", draft)).status_code == 200
    assert browser.post(where("discard", draft)).status_code == 302
    assert browser.get(where("page", draft, "reason")).status_code == 410


def test_paper__way_out__names_place_and_telephone_and_gives_sheets(browser):
    draft = begin(browser)
    post(browser, draft, "reason", REASON)
    page = browser.get(where("by-paper", draft)).content.decode()
    assert "tel:" in page
    assert browser.get(where("sheet", draft)).content.startswith(b"%PDF")
    assert browser.get(reverse("portal:apply-blank", args=[CODE])).content.startswith(b"%PDF")


def test_review__incomplete__lists_what_is_missing_with_its_place(browser):
    draft = begin(browser)
    page = browser.get(where("review", draft)).content.decode()
    assert where("page", draft, "reason") in page
    assert "提出する</button>" not in page
    assert browser.post(reverse("portal:submit", args=[draft.pk])).status_code == 409


def test_submit__procedure_that_asks_for_an_account__signs_in_first(browser):
    publish("procedure", {**RAW, "assurance": "sign"}, by=SYSTEM, at=NOON)
    draft = begin(browser)
    answer = browser.post(reverse("portal:submit", args=[draft.pk]))
    assert urlsplit(answer.url).path == reverse("account_login")


@pytest.mark.parametrize(("kind", "proposed"), [("self", True), ("other", False)])
def test_page__filled_in_for_another_person__proposes_nothing_of_ones_own(browser, kind, proposed):
    who = {"id": "filer.kind", "type": "choice", "label": "書く人", "options": {"self": "本人", "other": "家族"}}
    name = {
        "id": "insured.name",
        "type": "name",
        "label": "氏名",
        "prefill": "account.name",
        "prefill_when": "filer.kind == 'self'",
    }
    pages = [{"key": "filer", "title": "書く人", "ask": [who]}, {"key": "insured", "title": "被保険者", "ask": [name]}]
    publish("procedure", {**RAW, "pages": pages, "attach": [], "applicant": {"name": "insured.name"}}, by=SYSTEM, at=NOON)
    browser = signed_in(Client(), a_resident_account(name="見本 花子"))
    draft = begin(browser)
    post(browser, draft, "filer", {"asked": "filer.kind", "filer.kind": kind})
    page = browser.get(where("page", draft, "insured")).content.decode()
    assert ('value="花子"' in page) is proposed
