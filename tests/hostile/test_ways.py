"""Ways that pages do not offer: old tabs, pages sent twice, other people's drafts, too much of everything."""

from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.engines.cases.public import Application
from madoguchi.engines.forms import public as forms
from madoguchi.engines.people.testing import a_resident_account, signed_in
from tests.hostile.hall import PREFIXES, Person, words
from tests.hostile.typed import CLAIM

pytestmark = [pytest.mark.usefixtures("urayasu"), pytest.mark.django_db]
TEN_MILLION = 10 * 1024 * 1024
TURNED_AWAY = {302, 401, 403, 404, 405}


@pytest.fixture
def person() -> Person:
    return Person()


def test_ways__old_tab_twice_a_16th_child_and_strangers__each_has_its_answer(person: Person) -> None:
    draft = person.draft(CLAIM)
    wrong: list[str] = []

    def expect(what: str, held: bool) -> None:
        if not held:
            wrong.append(what)

    # an old tab: another answer from a page that was shown before the last save
    old = {**person.typed(CLAIM, "work"), "claimant.job": "employee", "claimant.employer": "例示商事"}
    person.send(CLAIM, "work", {"claimant.job": "part", "claimant.employer": "架空商店"})
    for lang, prefix in PREFIXES.items():
        answer = person.browser.post(f"{prefix}/apply/d/{draft.pk}/page/work/", old)
        expect(f"old tab ({lang})", answer.status_code == 409 and all(one in words(answer) for one in ("例示商事", "架空商店")))
    expect("old tab wrote nothing", forms.get(person.state(CLAIM).answers, "claimant.employer") == "架空商店")

    # the same page twice, the same item twice
    same = person.typed(CLAIM, "marital")
    expect("page sent twice", {person.browser.post(person.address(CLAIM, "marital"), same).status_code for _n in range(2)} == {302})

    # fifteen children, then a sixteenth
    child = {name: value for name, value in person.typed(CLAIM, "children").items() if name != "revision"}
    for index in range(1, 15):
        revision = person.state(CLAIM).revision("children")
        person.browser.post(person.address(CLAIM, "children", index), {**child, "revision": revision})
    expect("fifteen children", len(person.state(CLAIM).answers["children"]) == 15)
    for lang in PREFIXES:
        revision = person.state(CLAIM).revision("children")
        answer = person.browser.post(person.address(CLAIM, "children", 15, lang), {**child, "revision": revision})
        expect(f"16th child ({lang})", answer.status_code == 409 and "15" in words(answer))
    expect("fifteen still", len(person.state(CLAIM).answers["children"]) == 15)

    # places that are none
    for address in ("page/nosuch/", "page/spouse/", "page/children/99/", "papers/nosuch/add/", "page/%2e%2e/"):
        answer = person.browser.post(f"/apply/d/{draft.pk}/{address}", {"revision": "0"})
        expect(address, answer.status_code in {302, 404, 409, 422})
    for revision in ("-1", "x", "9" * 40, "１"):
        expect(f"revision {revision[:5]}", person.send(CLAIM, "marital", {"revision": revision}).status_code in {302, 409})

    # somebody else, and nobody
    stranger = signed_in(Client(), a_resident_account())
    for browser in (stranger, Client()):
        for address in ("page/claimant/", "review/", "submit/", "discard/", "papers/", "earlier/"):
            answer = browser.post(f"/apply/d/{draft.pk}/{address}", {"revision": "1"})
            said = words(answer) if answer.status_code != 302 else ""
            expect(f"stranger at {address}: {answer.status_code}", answer.status_code in TURNED_AWAY and "さくら" not in said)
    expect("nothing changed", forms.get(person.state(CLAIM).answers, "claimant.name.given") == "さくら")
    assert not wrong, "\n".join(wrong)


def test_ways__ten_megabytes_and_thousands_of_boxes__are_turned_back_in_three_languages(person: Person) -> None:
    draft, before = person.draft(CLAIM), person.state(CLAIM).answers
    much: list[tuple[str, dict[str, Any]]] = [
        ("ten megabytes", {"remarks": "あ" * (TEN_MILLION // 3)}),
        ("thirteen megabytes", {"remarks": "x" * (TEN_MILLION + TEN_MILLION // 3)}),
        ("boxes without end", {f"x{n}": "1" for n in range(5000)}),
    ]
    for name, boxes in much:
        for lang, prefix in list(PREFIXES.items())[: 1 if name == "ten megabytes" else 3]:
            answer = person.browser.post(
                f"{prefix}/apply/d/{draft.pk}/page/declaration/", {**person.typed(CLAIM, "declaration"), **boxes}
            )
            assert answer.status_code in {413, 422}, (name, lang)
            assert f'lang="{"en" if lang == "en" else "ja"}"' in words(answer)
    after = person.state(CLAIM).answers
    assert {key: value for key, value in after.items() if key != "remarks"} == {k: v for k, v in before.items() if k != "remarks"}


def test_ways__handed_in_twice_from_two_tabs__one_application(person: Person) -> None:
    draft = person.draft(CLAIM)
    for _n in range(3):
        answer = person.browser.post(f"/apply/d/{draft.pk}/submit/")
        assert answer.url.endswith("/receipt/")
    assert Application.objects.count() == 1
    assert person.send(CLAIM, "marital", {}).status_code == 410, "what was handed in is not changed by an old tab"


def test_ways__messages__hostile_words_are_shown_as_words(person: Person) -> None:
    person.browser.post(f"/apply/d/{person.draft(CLAIM).pk}/submit/")
    run_all_ready(timezone.now())
    number = Application.objects.get().number
    assert person.browser.get(f"/mine/{number}/messages/").status_code == 200
    for lang, prefix in PREFIXES.items():
        for text in ("<script>alert(1)</script>", "{{ 7*7 }}", "‮うら返し", "あ" * 2001, " \n　", "x" * 100_000):
            answer = person.browser.post(f"{prefix}/mine/{number}/messages/", {"text": text, "token": f"{lang}-{text[:9]}"})
            if answer.status_code == 422:
                assert unescape(text.strip())[:50] in words(answer), "what was typed is still in the box"
                continue
            page = person.browser.get(f"{prefix}/mine/{number}/messages/").content.decode()
            assert "<script>alert" not in page
    twice = [person.browser.post(f"/mine/{number}/messages/", {"text": "一度だけ", "token": "same"}).status_code for _n in range(2)]
    page = words(person.browser.get(f"/mine/{number}/messages/"))
    assert (twice, page.count("一度だけ")) == ([302, 302], 1)
