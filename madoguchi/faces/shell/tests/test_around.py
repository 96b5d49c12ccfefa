"""Navigation, alerts and the city's words never take a page with them."""

from typing import Any

import pytest
from django.utils.translation import gettext_lazy as _

from madoguchi.faces.shell import alerts, city_words, navigation


class Somebody:
    def __init__(self, *codes: str) -> None:
        self.codes = codes

    def may(self, code: str) -> bool:
        return code in self.codes


@pytest.fixture
def entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "ENTRIES", {})


@pytest.mark.usefixtures("entries")
def test_links__entries__those_that_lead_somewhere_and_are_allowed(asked: Any) -> None:
    navigation.entry("shell:robots", _("二"), "", 20, place="desk")
    navigation.entry("shell:manifest", _("一"), "things.see", 10, place="desk")
    navigation.entry("nowhere:at-all", _("零"), "", 1, place="desk")
    request = asked("/robots.txt")
    assert [(str(link.label), link.current) for link in navigation.links("desk", request)] == [("二", True)]
    request.actor = Somebody("things.see")
    assert [str(link.label) for link in navigation.links("desk", request)] == ["一", "二"]


@pytest.mark.usefixtures("entries")
def test_menus__of_one_group__stand_behind_one_word_and_one_alone_is_a_link(asked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "GROUPS", {"papers": _("文書"), "people": _("人")})
    navigation.entry("shell:robots", _("一"), "", 10, place="desk", group="papers")
    navigation.entry("shell:manifest", _("二"), "", 20, place="desk", group="people")
    navigation.entry("shell:favicon", _("三"), "", 30, place="desk", group="papers")
    found = navigation.menus("desk", asked("/robots.txt"))
    assert [str(one.label) for one in found] == ["文書", "二"]
    assert isinstance(found[0], navigation.Menu)
    assert found[0].current
    assert [str(link.label) for link in found[0].links] == ["一", "三"]


def test_alerts__one_teller_fails__the_others_are_heard(monkeypatch: pytest.MonkeyPatch, asked: Any) -> None:
    calm, grave = alerts.CityAlert("注意"), alerts.CityAlert("避難", level="bad")
    tellers = {"broken": lambda _: 1 / 0, "calm": lambda _: [calm], "grave": lambda _: [grave]}
    monkeypatch.setattr(alerts, "TELLERS", tellers)
    assert alerts.alerts_for(asked()) == [grave, calm]


@pytest.mark.django_db
def test_city_words__nothing_published__are_those_of_the_folder() -> None:
    city_words.forget()
    assert city_words.city_words().phone.startswith("0")


def test_city_words__no_folder_either__are_empty_but_there(settings: Any, tmp_path: Any) -> None:
    city_words.forget()
    settings.MADO_CITY = tmp_path
    words = city_words.known_words()
    assert str(words.service)
    assert words.phone == ""
    assert str(words.notice)
    (tmp_path / "city.yaml").write_text("- not\n- a city", encoding="utf-8")
    assert city_words.known_words().phone == ""
