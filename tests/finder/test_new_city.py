"""A city that has just begun: what `city new` writes is found and leads to lists from the first day, in three languages."""

import pytest
from django.test import Client

from madoguchi.city.interview import FINDING, STARTER
from madoguchi.city.testing import CITIES
from madoguchi.engines.knowledge import public as knowledge

pytestmark = [pytest.mark.usefixtures("example"), pytest.mark.django_db]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("じゅうみんひょう ほしい", "resident-record"),
        ("引っ越してきました", "moving-in"),
        ("my baby was born", "birth-registration"),
    ],
)
def test_search__of_everyday_words__finds_the_topic(query: str, code: str) -> None:
    assert code in [one.entry.code for one in knowledge.search(query, limit=3).results]


def test_search__despair__leads_to_help() -> None:
    assert [one.code for one in knowledge.search("もう死にたい").help] == ["despair"]


@pytest.mark.parametrize("language", ["", "/easy", "/en"])
def test_path__of_each_life_event__ends_in_a_list(language: str) -> None:
    for code, answers in {
        "moving": {"way": "into", "children": "y", "insured": "y"},
        "birth": {"stage": "born"},
        "bereavement": {"filed": "n", "insured": "y"},
        "disaster": {"home": "y"},
    }.items():
        assert "/topics/" in Client().get(f"{language}/life/{code}/path/", answers).content.decode()


def test_example__has_what_a_new_city_has() -> None:
    """Both are read by whoever begins: what is mended in one is mended in the other."""
    for folder in FINDING:
        for path in (STARTER / folder).glob("*.yaml"):
            own = (CITIES / "example" / folder / path.name).read_text(encoding="utf-8")
            assert own == path.read_text(encoding="utf-8"), path.name
