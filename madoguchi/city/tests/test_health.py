import pytest

from madoguchi.city.health import loaded, readable
from madoguchi.city.reading import _KNOWN
from madoguchi.city.roots import ROOTS, Definition, definition_root
from madoguchi.city.testing import NOON, a_city, a_definition

pytestmark = pytest.mark.django_db


def said(examination) -> list[str]:
    return [f"{finding.level}: {finding.sentence}" for finding in examination(NOON)]


def test_doctor__no_city__says_how_to_load_one() -> None:
    assert said(loaded) == ["failure: 市の定義がありません。madoguchi city load で読み込んでください。"]


def test_doctor__city_in_force__is_content() -> None:
    a_city()
    assert said(loaded) == ["ok: 市の定義が読み込まれています。"]
    assert said(readable) == ["ok: 定義はすべて読めます。"]


def test_doctor__release_that_cannot_read_a_version__names_it(kind) -> None:
    class Thing(Definition):
        colour: str = ""

    class NewThing(Definition):
        pass

    kind(Thing)
    a_city()
    old = a_definition("thing", code="a", title="x", colour="red")
    new = a_definition("thing", code="a", title="x", colour="blue")
    ROOTS._items.pop("thing")
    definition_root("things", "thing", NewThing)
    _KNOWN.clear()
    reason = "をこの版のプログラムでは読めません: 「colour」という項目はありません。 書ける項目: code, title"
    assert said(readable) == [f"warning: {old} {reason}", f"failure: {new} {reason}"]
