"""What is written reads back as the same, whatever it is."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from madoguchi.city.actions.load import load_folder
from madoguchi.city.actions.publish import publish, retire
from madoguchi.city.exporting import export_folder
from madoguchi.city.folder import read_folder
from madoguchi.city.models import Change
from madoguchi.city.queries import current, current_all
from madoguchi.city.roots import Definition
from madoguchi.city.testing import A_CITY, CITIES, NOON, a_city
from madoguchi.city.text import Text
from madoguchi.city.yaml_reader import FORBIDDEN, read_yaml
from madoguchi.city.yaml_writer import write_yaml
from madoguchi.core.acting import SYSTEM

TEXTS = st.text().filter(lambda text: not FORBIDDEN.search(text))
TRAPS = st.sampled_from([
    "no", "yes", "on", "null", "true", "~", "", " ", "012", "12", "1.10", "-0", "1e5",
    "12:30", "2026-07-01", "=", "<<", "-",
    "? a", "a: b", "a #b", "#", "*x", "&x", "!x", "@", "`", "%", "[", "{",
    "]", "'", '"', "|", ">", "a\n", "\n", "a\n\nb", " a\nb",
    "a \nb", "a\tb", "\t", "\u2028", "\ufeff", "𠮷野家", "葛\U000e0100城", "---", "...", "a\n---\nb",
    "x" * 300, "あ" * 300,
    "文。\n\n- 一\n- 二\n",
])  # fmt: skip
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS | TRAPS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS | TRAPS, inner, max_size=4),
    max_leaves=12,
)
KEYS = (TEXTS | TRAPS).filter(lambda key: key != "<<" and not key.startswith("$"))


def _tidy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _tidy(inner) for key, inner in value.items() if key != "<<" and not key.startswith("$")}
    if isinstance(value, list):
        return [_tidy(inner) for inner in value]
    return value


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=5).map(_tidy).filter(bool))
@example({"a": 1e300, "b": -0.0, "c": 5e-324, "d": 1e16, "e": 0.12345678901234568, "f": 100.0})
def test_write_yaml__anything__reads_back_the_same(data: dict[str, Any]) -> None:
    again = read_yaml(write_yaml(data).encode(), "x.yaml")
    assert again == data
    assert repr(again) == repr(data) or str(again).replace("-0.0", "0.0") == str(data).replace("-0.0", "0.0")


def test_write_yaml__plain_texts__have_no_quotes() -> None:
    text = write_yaml({"a": "no", "b": "12:30", "c": "012", "d": "こども課", "e": "一行目\n二行目\n", "f": [{"g": 1}], "h": "12"})
    assert text == "a: no\nb: 12:30\nc: 012\nd: こども課\ne: |\n  一行目\n  二行目\nf:\n  - g: 1\nh: '12'\n"


class Thing(Definition):
    body: Text | None = None
    options: dict[str, Text] = {}
    numbers: list[float | str] = []
    flag: bool | None = None


NAMES = TEXTS.filter(str.strip)
THINGS = st.fixed_dictionaries(
    {"title": NAMES | st.fixed_dictionaries({"ja": NAMES, "en": NAMES, "easy": NAMES})},
    optional={
        "body": (NAMES | TRAPS.filter(str.strip)),
        "options": st.dictionaries(KEYS, NAMES, max_size=5),
        "numbers": st.lists(st.floats(allow_nan=False, allow_infinity=False) | TRAPS, max_size=4),
        "flag": st.none() | st.booleans(),
    },
)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(THINGS)
def test_export__any_definition__loads_as_the_same_version(kind: Any, thing: dict[str, Any]) -> None:
    kind(Thing)
    if not current("city", "999997"):
        a_city()
    version = publish("thing", {"code": "a", **thing}, by=SYSTEM, at=NOON)
    with tempfile.TemporaryDirectory() as place:
        done = export_folder(Path(place))
        assert done.differing == []
        assert read_folder(Path(place)).document("thing", "a").sha256 == version.sha256
        assert list(version.body.get("options", {})) == list(thing.get("options", {}))
        assert load_folder(Path(place), by=SYSTEM, at=NOON).same == 4


@pytest.mark.django_db
def test_export__untouched_city__touches_no_file(folder) -> None:
    load_folder(folder, by=SYSTEM, at=NOON)
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    done = export_folder(folder)
    assert (done.written, len(done.same)) == ([], 5)
    assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before


@pytest.mark.django_db
def test_export__into_an_empty_folder__loads_without_change(tmp_path) -> None:
    load_folder(CITIES / "urayasu", by=SYSTEM, at=NOON) if not _has_foreign_kinds() else a_city()
    kinds = {kind: {v.code: v.sha256 for v in current_all(kind)} for kind in ("city", "department", "calendar", "word")}
    changes = Change.objects.count()
    assert export_folder(tmp_path / "out").differing == []
    done = load_folder(tmp_path / "out", by=SYSTEM, at=NOON)
    assert (done.added, done.changed, done.retired) == ([], [], [])
    assert {kind: {v.code: v.sha256 for v in current_all(kind)} for kind in kinds} == kinds
    assert Change.objects.count() == changes


def _has_foreign_kinds() -> bool:
    return bool(read_folder(CITIES / "urayasu").errors)


@pytest.mark.django_db
def test_export__keys__stand_in_the_order_of_the_model(tmp_path) -> None:
    publish("calendar", {"title": "x", "hours": {"mon-fri": "8:30-17:15"}, "code": "city"}, by=SYSTEM, at=NOON)
    publish("city", dict(reversed(A_CITY.items())), by=SYSTEM, at=NOON)
    export_folder(tmp_path)
    lines = (tmp_path / "city.yaml").read_text().splitlines()
    assert lines[:5] == ["code: '999997'", "name:", "  ja: 例示市", "  easy: 例示市（れいじし）", "  en: Reiji City"]


@pytest.mark.django_db
def test_export__retired_definition__is_kept_unless_pruned(folder) -> None:
    load_folder(folder, by=SYSTEM, at=NOON)
    retire("word", "standard-days", by=SYSTEM, at=NOON)
    assert export_folder(folder).extra == ["words/standard-days.yaml"]
    assert (folder / "words/standard-days.yaml").exists()
    assert export_folder(folder, prune=True).removed == ["words/standard-days.yaml"]
    assert not (folder / "words/standard-days.yaml").exists()
    assert load_folder(folder, by=SYSTEM, at=NOON).same == 4
