"""Definitions that inline others: a changed block makes new versions of all that use it; the folder keeps `use`."""

from typing import Any

import pytest
import yaml

from madoguchi.city.actions.load import load_folder
from madoguchi.city.actions.publish import NotPublishable, publish
from madoguchi.city.exporting import export_folder
from madoguchi.city.marks import Map
from madoguchi.city.models import Change, Version
from madoguchi.city.queries import current
from madoguchi.city.roots import Definition, register_resolver
from madoguchi.city.testing import NOON
from madoguchi.city.world import World
from madoguchi.core.acting import SYSTEM

pytestmark = pytest.mark.django_db


class Block(Definition):
    ask: list[str]


class Form(Definition):
    ask: list[str]


def inline(raw: Any, world: World) -> Any:
    copy = raw.empty() if isinstance(raw, Map) else {}
    copy.update(raw)
    asked: list[str] = []
    for item in raw["ask"]:
        asked += (world.raw("block", item["use"]) or {"ask": []})["ask"] if isinstance(item, dict) else [item]
    copy["ask"] = asked
    return copy


@pytest.fixture(autouse=True)
def forms(kind, write, folder) -> None:
    kind(Block, "blocks", "block")
    kind(Form, "forms", "form")
    register_resolver("form", inline)
    write("blocks/person.yaml", "code: person\ntitle: 人\nask: [name, birth]\n")
    write("forms/claim.yaml", "code: claim\ntitle: 請求\nask: [reason, {use: person}]\n")
    write("forms/other.yaml", "code: other\ntitle: 他\nask: [reason]\n")
    load_folder(folder, by=SYSTEM, at=NOON)


def test_load__block__is_part_of_the_version() -> None:
    version = current("form", "claim")
    assert version.body["ask"] == ["reason", "name", "birth"]
    assert version.written["ask"] == ["reason", {"use": "person"}]
    assert current("form", "other").canonical_written == ""


def test_load__changed_block__changes_what_uses_it(folder, write) -> None:
    write("blocks/person.yaml", "code: person\ntitle: 人\nask: [name, kana, birth]\n")
    assert load_folder(folder, by=SYSTEM, at=NOON).changed == [("block", "person"), ("form", "claim")]


def test_publish__changed_block__takes_its_users_along() -> None:
    old = current("form", "claim")
    publish("block", {"code": "person", "title": "人", "ask": ["name"]}, by=SYSTEM, at=NOON)
    assert current("form", "claim").body["ask"] == ["reason", "name"]
    assert Version.objects.get(pk=old.pk).body["ask"] == ["reason", "name", "birth"]
    assert Change.objects.filter(publication__code="other").count() == 1


def test_publish__block_that_spoils_a_user__is_refused() -> None:
    with pytest.raises(NotPublishable):
        publish("block", {"code": "person", "title": "人", "ask": [1.5, {"a": 1}]}, by=SYSTEM, at=NOON)
    assert current("form", "claim").body["ask"] == ["reason", "name", "birth"]


def test_export__definition_changed_at_the_desk__keeps_its_use(folder) -> None:
    raw = {"code": "claim", "title": "請求書", "ask": [{"use": "person"}, "reason"]}
    publish("form", raw, by=SYSTEM, at=NOON)
    done = export_folder(folder)
    assert done.written == ["forms/claim.yaml"]
    assert done.differing == []
    assert yaml.safe_load((folder / "forms/claim.yaml").read_text()) == raw
