"""Indicators: a figure has a unit, a period has one value, a total that does not add up carries a note."""

from pathlib import Path
from typing import Any

import pytest

from madoguchi.city import public as city

WHOLE: dict[str, Any] = {
    "code": "visits",
    "title": "例示の来庁数",
    "meaning": "例示です。",
    "source": "例示の集計",
    "unit": "人",
    "series": [{"at": "2021", "value": 10}, {"at": "2022", "value": 12}],
}


def findings(folder: Path, *indicators: dict[str, Any]) -> str:
    (folder / "indicators").mkdir(exist_ok=True)
    for one in indicators:
        text = city.write_yaml(one)
        (folder / "indicators" / f"{one['code']}.yaml").write_text(text, encoding="utf-8")
    return "\n".join(str(f) for f in city.read_folder(folder).findings if f.file.startswith("indicators"))


def test_indicator__whole__has_no_finding(tmp_path: Path) -> None:
    assert findings(tmp_path, WHOLE) == ""


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"unit": None}, "unit"),
        ({"series": [{"at": "2021", "value": 1}, {"at": "2021", "value": 2}]}, "2021 が2回"),
        ({"series": [{"at": "令和3", "value": 1}]}, "形ではありません"),
        ({"series": [{"at": "2022", "value": 1}, {"at": "2021", "value": 2}]}, "古い期間から"),
        ({"breaks": [{"at": "1999", "note": "例示"}]}, "1999 が series にありません"),
        ({"target": {"by": "2025", "value": 20}}, "direction"),
        ({"department": "nobody"}, "nobody"),
        ({"counts": {"events": ["cases.submitted"]}}, "series は一緒に書けません"),
        ({"series": None, "every": "month", "counts": {"events": ["cases.submited"]}}, "近い名前: cases.submitted"),
        ({"series": None, "every": "month", "counts": {"events": ["cases.submitted"], "by": "colour"}}, "「colour」という項目"),
        ({"series": None, "every": "month", "counts": {"events": ["cases.submitted", "cases.submitted"]}}, "同じ出来事が2回"),
    ],
)
def test_indicator__mistake__is_told_where(tmp_path: Path, changed: dict[str, Any], sentence: str) -> None:
    whole = {key: value for key, value in {**WHOLE, **changed}.items() if value is not None}
    told = findings(tmp_path, whole)
    assert "indicators/visits.yaml:" in told
    assert sentence in told


def test_total__not_the_sum_of_its_parts__wants_a_note(tmp_path: Path) -> None:
    total = {
        **WHOLE,
        "code": "all-visits",
        "total_of": ["visits"],
        "series": [{"at": "2021", "value": 10}, {"at": "2022", "value": 99}],
        "printed": {"table": "例示", "row": ["合計"]},
    }
    assert "2022 の内訳の合計は 12" in findings(tmp_path, WHOLE, total)
    assert findings(tmp_path, WHOLE, {**total, "notes": ["原文のまま。"]}) == ""
