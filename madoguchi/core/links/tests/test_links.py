import pytest

from madoguchi.core.links.linking import MAKERS
from madoguchi.core.links.public import UnknownKey, link_to, register_link


@pytest.fixture(autouse=True)
def _address(settings):
    settings.MADO_ADDRESS = "https://city.example/"
    before = {audience: dict(registry._items) for audience, registry in MAKERS.items()}
    register_link("tests-case", lambda number: f"/cases/{number}/")
    register_link("tests-case", lambda number: f"/desk/cases/{number}/", audience="desk")
    yield
    for audience, registry in MAKERS.items():
        registry._items = before[audience]


def test_link_to__registered__is_absolute():
    assert link_to("tests-case", "K7") == "https://city.example/cases/K7/"
    assert link_to("tests-case", "K7", "desk") == "https://city.example/desk/cases/K7/"


def test_link_to__language__is_a_prefix_of_the_portal_alone():
    assert link_to("tests-case", 7, language="en") == "https://city.example/en/cases/7/"
    assert link_to("tests-case", 7, language="ja-easy") == "https://city.example/easy/cases/7/"
    assert link_to("tests-case", 7, "desk", language="en") == "https://city.example/desk/cases/7/"


def test_link_to__desk_with_an_address_of_its_own__uses_it(settings):
    settings.MADO_DESK_ADDRESS = "https://desk.example"
    assert link_to("tests-case", 7, "desk") == "https://desk.example/desk/cases/7/"


def test_link_to__unknown_kind__names_what_is_near():
    with pytest.raises(UnknownKey, match="tests-case"):
        link_to("tests-csae", 7)


def test_link_to__maker_that_leads_elsewhere__is_an_error():
    register_link("tests-bad", lambda number: f"//elsewhere.example/{number}")
    with pytest.raises(ValueError):
        link_to("tests-bad", 1)
