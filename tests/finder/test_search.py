"""The search as people and machines meet it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from madoguchi.city.public import publish
from madoguchi.engines.knowledge import public as knowledge
from madoguchi.engines.people.public import SYSTEM

pytestmark = [pytest.mark.usefixtures("urayasu"), pytest.mark.django_db]


def first(query: str, count: int = 3) -> list[str]:
    return [one.entry.code for one in knowledge.search(query).results[:count]]


@pytest.mark.parametrize(
    "query",
    [
        "住民票",
        "じゅうみんひょう",
        "ジュウミンヒョウ",
        "juminhyo",
        "jūminhyō",
        "住民表",
        "じゅみんひょ",
        "ｼﾞﾕｳﾐﾝﾋﾖｳ",
        "resident record",
    ],
)
def test_search__one_thing_in_any_spelling__is_found_first(query: str) -> None:
    assert first(query, 1) == ["resident-record"]


def test_search__things_of_one_purpose__take_one_place() -> None:
    found = first("電子証明書を更新したい", 3)
    assert sum(code.startswith("certificate-renewal") for code in found) == 1


def test_search__nonsense__is_not_taken_for_an_answer() -> None:
    assert not knowledge.search("カレーのレシピ").sure
    assert not knowledge.search("明日の天気").sure
    assert knowledge.search("xyzzy").results == []
    assert knowledge.search("   ").results == []


@pytest.mark.parametrize("query", ["死にたい", "もう消えたい", "I want to die", "しにたい"])
def test_search__despair__leads_to_help_and_to_nothing_that_hurts(query: str) -> None:
    answer = knowledge.search(query)
    assert [one.code for one in answer.help] == ["despair"]
    assert {one.entry.code for one in answer.results} == {"living-trouble", "disability-services"}


@pytest.mark.parametrize(
    ("query", "crisis"), [("夫に殴られる", "violence"), ("my husband hits me", "violence"), ("助けて家が燃えてる", "disaster")]
)
def test_search__crisis__stands_above_all_results(query: str, crisis: str) -> None:
    page = Client().get("/search/", {"q": query}).content.decode()
    assert page.index(f'id="help-{crisis}"') < page.index('class="life"')
    assert 'href="tel:' in page


@pytest.mark.parametrize("query", ["殴り書きの申請書", "死亡届", "dvd", "火葬", "デイサービス", "救急病院はどこ"])
def test_search__words_that_only_look_like_a_crisis__do_not_alarm(query: str) -> None:
    assert knowledge.search(query).help == []


def test_api__search__answers_in_the_language_asked_for() -> None:
    found = Client().get("/api/v1/search", {"q": "住民票ほしい", "lang": "en"}).json()["results"]
    assert set(found[0]) == {"title", "kind", "url", "code", "score"}
    assert (found[0]["code"], found[0]["kind"]) == ("resident-record", "topic")
    assert found[0]["title"].startswith("Copy of the resident record")
    assert found[0]["url"].endswith("/en/topics/resident-record/")
    scores = [one["score"] for one in found]
    assert scores == sorted(scores, reverse=True)


def test_search__published_anew__is_found_at_once() -> None:
    assert "drone" not in first("ドローンを飛ばしたい")
    raw = {"code": "drone", "title": "ドローンの飛行", "kana": "どろーんのひこう", "summary": "市の施設で飛ばすときの案内です。"}
    publish("topic", raw, by=SYSTEM, at=timezone.now())
    assert first("ドローンを飛ばしたい", 1) == ["drone"]


def test_search__asked_again__asks_the_database_for_nothing() -> None:
    knowledge.search("ごみ")
    with CaptureQueriesContext(connection) as asked:
        knowledge.search("粗大ごみを捨てたい")
    assert len(asked) == 0


@pytest.mark.parametrize(
    "address",
    ["/search/", "/a-z/", "/topics/resident-record/", "/topics/moving-in/", "/departments/", "/departments/kodomo/", "/words/"],
)
@pytest.mark.parametrize("language", ["", "/easy", "/en"])
def test_pages_of_finding__in_each_language__open(address: str, language: str) -> None:
    assert Client().get(language + address).status_code == 200


def test_a_to_z__in_japanese__goes_by_reading_and_in_english_by_letter() -> None:
    letters = [one.letter for one in knowledge.from_a_to_z("ja")]
    assert letters[:3] == ["あ", "か", "さ"]
    of_ka = next(one for one in knowledge.from_a_to_z("ja") if one.letter == "か")
    assert "kaigo" in [entry.code for entry in of_ka.entries]
    of_b = next(one for one in knowledge.from_a_to_z("en") if one.letter == "B")
    assert "bulky-waste" in [entry.code for entry in of_b.entries]
