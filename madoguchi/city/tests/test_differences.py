"""What a changed definition says, where the change lies in what it inlines."""

from types import SimpleNamespace
from typing import Any

from madoguchi.city import differences
from madoguchi.city.world import World


def test_changed__only_what_is_inlined__tells_no_lines_but_what_it_means(monkeypatch) -> None:
    monkeypatch.setitem(differences.SLIM, "thing", lambda data: {**data, "rules": [one["code"] for one in data["rules"]]})
    monkeypatch.setitem(differences.MEANINGS, "thing", lambda before, after, world: ["15 → 30"])
    before = {"code": "a", "rules": [{"code": "r", "days": 15}]}
    after = {"rules": [{"code": "r", "days": 30}], "code": "a"}
    row: Any = SimpleNamespace(version=SimpleNamespace(body=before), taken_from="folder")
    found = differences.changed(("thing", "a"), row, after, World())
    assert (found.lines, found.meaning) == ([], ["15 → 30"])
