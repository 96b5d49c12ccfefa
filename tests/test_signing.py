"""Signing over HTTP: to the programme and back, by file, and every way out where no signature can be made."""

import base64
import re
from shutil import copytree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from madoguchi.city.public import publish
from madoguchi.city.testing import a_city
from madoguchi.engines.cases.public import Application, Signature
from madoguchi.engines.cases.testing import NOTIFICATION
from madoguchi.engines.forms.testing import a_draft, fill_in
from madoguchi.engines.people.testing import SYSTEM, a_resident_account, actor_of, card_house, signed_in
from madoguchi.site.startup import refuse_test_roots
from madoguchi.site.testcards import chip
from madoguchi.site.testcards.making import PIN, PIN_TO_SIGN_IN, make_cards

pytestmark = pytest.mark.django_db
NAME = {"family": "見本", "given": "さくら", "family_kana": "ミホン", "given_kana": "サクラ"}
ASK = [{"id": "claimant.name", "type": "name", "label": "氏名"}]
PAGES = [{"title": "人", "ask": ASK}]
RAW = {**NOTIFICATION, "code": "signed", "assurance": "sign", "pages": PAGES, "applicant": {"name": "claimant.name"}}


@pytest.fixture
def person():
    return a_resident_account("sakura@example.jp")


@pytest.fixture
def browser(person):
    return signed_in(Client(), person)


@pytest.fixture
def draft(person):
    a_city()
    version = publish("procedure", RAW, by=SYSTEM, at=timezone.now())
    me = actor_of(person)
    return fill_in(a_draft(me, version=version, at=timezone.now()), {"claimant": {"name": NAME}}, by=me, at=timezone.now())


@pytest.fixture(scope="session")
def issued(tmp_path_factory):
    """The demo's authority and cards, made once: twenty keys take their time."""
    folder = tmp_path_factory.mktemp("testcards")
    with override_settings(TEST_CARDS=folder):
        make_cards(timezone.now())
    return folder


@pytest.fixture
def demo(settings, tmp_path, issued):
    """A copy, so that a card locked in one test is not locked in the next."""
    copytree(issued, tmp_path, dirs_exist_ok=True)
    settings.TEST_CARDS = tmp_path
    settings.MADO_CARD_TRUST, settings.MADO_CARD_REVOCATION = str(tmp_path / "trust"), f"crl:{tmp_path / 'crl'}"
    settings.MADO_CARD_APP = "/demo/card/"


def where(name, draft, *args):
    return reverse(f"portal:apply-{name}", args=[draft.pk, *args])


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def begun(browser, draft):
    """The page that leads to the programme."""
    answer = browser.post(where("sign", draft))
    return browser.get(answer.url).content.decode()


def by_card(browser, page, card, pin=PIN):
    return browser.post("/demo/card/", {"content": hidden(page, "content"), "back": hidden(page, "back"), "card": card, "pin": pin})


@pytest.mark.usefixtures("demo")
def test_signing__with_the_test_card__hands_in_at_the_level_of_a_signature(browser, draft):
    review = browser.get(where("review", draft)).content.decode()
    assert where("sign", draft) in review
    page = begun(browser, draft)
    signed = by_card(browser, page, "sakura").content.decode()
    answer = browser.post(hidden_action(signed), {"signature": hidden(signed, "signature")})
    assert answer.url == where("receipt", draft)
    application = Application.objects.get()
    assert application.assurance == "sign"
    assert Signature.objects.get().test


def hidden_action(page):
    return re.search(r'<form method="post"[^>]* action="(/apply/d/[^"]+/sign/[^"]+)"', page)[1]


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("card", "words"), [("sakura-expired", "有効期間"), ("sakura-revoked", "失効")], ids=["expired", "revoked"]
)
def test_signing__card_that_does_not_hold__says_so_and_leaves_every_way_open(browser, draft, card, words):
    signed = by_card(browser, begun(browser, draft), card).content.decode()
    answer = browser.post(hidden_action(signed), {"signature": hidden(signed, "signature")})
    page = answer.content.decode()
    assert (answer.status_code, words in page) == (422, True)
    assert where("at-the-counter", draft) in page
    assert not Application.objects.exists()
    browser.post(reverse("portal:submit", args=[draft.pk]))
    assert Application.objects.get().assurance == "account"


@pytest.mark.usefixtures("demo")
def test_signing__substituted_letters__are_handed_in_and_go_to_a_clerk(browser, draft):
    signed = by_card(browser, begun(browser, draft), "sakura-letters").content.decode()
    browser.post(hidden_action(signed), {"signature": hidden(signed, "signature")})
    assert Signature.objects.get().waits_for_clerk
    assert Application.objects.get().assurance == "account"


@pytest.mark.usefixtures("demo")
def test_card__five_wrong_pins__locks_until_the_counter_resets_it(browser, draft):
    page = begun(browser, draft)
    for left in (4, 3, 2, 1):
        assert f"あと{left}回" in by_card(browser, page, "sakura", "WRONG123").content.decode()
    assert "使えません" in by_card(browser, page, "sakura", "WRONG123").content.decode()
    assert by_card(browser, page, "sakura").status_code == 422, "the right PIN opens a locked card no more"
    chip.reset("sakura")
    assert by_card(browser, page, "sakura").status_code == 200


@pytest.mark.usefixtures("demo")
def test_card__three_wrong_pins_of_four_digits__lock_the_other_certificate_alone():
    for _ in range(3):
        with pytest.raises(chip.WrongPin):
            chip.prove("ken", "0000", b"challenge")
    with pytest.raises(chip.WrongPin) as locked:
        chip.prove("ken", PIN_TO_SIGN_IN, b"challenge")
    assert locked.value.left == 0
    assert chip.sign("ken", PIN, b"content")


@pytest.mark.usefixtures("demo")
def test_card_app__sends_nobody_elsewhere(browser):
    for back in ("https://example.com/", "//example.com", "/apply/d/../../account/", "/account/"):
        assert browser.post("/demo/card/", {"content": "", "back": back}).status_code == 404


def test_card_app__outside_the_demo__is_not_there(browser, settings):
    settings.MADO_DEMO = False
    assert browser.post("/demo/card/", {"content": "", "back": "/apply/d/x/"}).status_code == 404


@pytest.mark.parametrize("kind", ["der", "pem"])
def test_signing__by_file__is_taken_as_well(browser, draft, tmp_path, settings, kind):
    settings.MADO_CARD_APP = ""
    with card_house(tmp_path, timezone.now()) as house:
        page = begun(browser, draft)
        assert 'name="content"' not in page
        content = browser.get(re.search(r'href="([^"]+/content/)"', page)[1])
        assert content["Content-Disposition"].startswith("attachment")
        cms = house.card().sign(content.content)
        text = base64.encodebytes(cms)
        file = cms if kind == "der" else b"-----BEGIN CMS-----\n" + text + b"-----END CMS-----\n"
        answer = browser.post(hidden_action(page), {"file": SimpleUploadedFile("a.p7s", file)})
        assert answer.url == where("receipt", draft)


@pytest.mark.usefixtures("demo")
def test_signing__nothing_or_nonsense_sent__is_said_and_loses_nothing(browser, draft):
    page = begun(browser, draft)
    for sent in ({}, {"signature": "!!"}, {"signature": "QUJD"}, {"file": SimpleUploadedFile("a", b"x" * 700_000)}):
        assert browser.post(hidden_action(page), sent).status_code == 422
    draft.refresh_from_db()
    assert draft.is_open


def test_signing__city_without_roots__offers_none(browser, draft, settings):
    settings.MADO_CARD_TRUST = ""
    assert where("sign", draft) not in browser.get(where("review", draft)).content.decode()
    assert browser.get(where("sign", draft)).url == where("review", draft)


@pytest.mark.usefixtures("demo")
def test_signing__signed_out__signs_in_first_and_comes_back(draft):
    assert Client().get(where("sign", draft)).status_code == 404, "not theirs"


@pytest.mark.usefixtures("demo")
def test_counter__draft_goes_on_there_by_its_code(browser, draft):
    page = browser.post(where("at-the-counter", draft)).content.decode()
    code = re.search(r'copyable">([^<]+)<', page)[1]
    assert "<svg" in page
    tablet = Client()
    prefilled = tablet.get(reverse("portal:apply-code"), {"code": code}).content.decode()
    assert code in prefilled
    assert tablet.post(reverse("portal:apply-code"), {"code": code}).status_code == 302
    assert tablet.get(where("review", draft)).status_code == 200


@pytest.mark.usefixtures("demo")
def test_signing__of_another_person__is_not_found(browser, draft):
    page = begun(browser, draft)
    other = signed_in(Client(), a_resident_account())
    assert other.get(hidden_action(page)).status_code == 404
    assert other.get(hidden_action(page) + "content/").status_code == 404
    assert other.post(hidden_action(page), {"signature": "QUJD"}).status_code == 404


def test_serving__test_root_in_a_real_city__does_not_begin(demo, settings):
    refuse_test_roots()
    settings.MADO_DEMO = False
    with pytest.raises(SystemExit, match="MADOGUCHI_CARD_TRUST"):
        refuse_test_roots()
