"""Charts: every value is there, in proportion; they carry a name and a reading; nothing in a text becomes markup."""

from xml.etree import ElementTree

import pytest

from madoguchi.engines.insight.charts.scale import tick_name, ticks, top_of
from madoguchi.engines.insight.public import PAPER, chart
from madoguchi.engines.insight.tests.test_readings import indicator

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*args: object, **kwargs: object) -> ElementTree.Element:
    return ElementTree.fromstring(chart(*args, **kwargs))  # type: ignore[arg-type]


def heights(picture: ElementTree.Element) -> list[float]:
    return [float(bar.attrib["height"]) for bar in picture.iter(f"{SVG}rect")]


def test_chart__of_few_periods__has_bars_in_proportion() -> None:
    picture = drawn(indicator({"2020": 100, "2021": 50, "2022": 0}))
    full, half, none = heights(picture)
    assert full == pytest.approx(2 * half, abs=0.2)
    assert none == 0
    assert {"100", "50", "0"} <= {text.text for text in picture.iter(f"{SVG}text")}


def test_chart__of_small_whole_numbers__has_no_parts_of_them_on_its_scale() -> None:
    names = {text.text for text in drawn(indicator({"2021": 1, "2022": 2})).iter(f"{SVG}text")}
    assert {"0", "1", "2", "3", "4"} <= names
    assert not any("." in str(name) for name in names)


def test_chart__for_those_who_do_not_see_it__has_name_and_reading() -> None:
    picture = drawn(indicator({"2020": 100, "2022": 150}), key="a-")
    assert picture.attrib["role"] == "img"
    named = picture.attrib["aria-labelledby"].split()
    said = {part.attrib.get("id"): part.text for part in picture.iter() if part.attrib.get("id")}
    assert next(said[name] for name in named) == "来庁数"
    assert "50人（50%）増えました" in str(said[named[1]])


def test_chart__of_many_periods__is_a_line_with_a_gap_where_nothing_was_counted() -> None:
    values: dict[str, float | None] = {f"2025-{month:02}": month * 10.0 for month in range(1, 13)}
    values["2025-06"] = None
    picture = drawn(indicator(values, every="month"))
    line = next(p.attrib["d"] for p in picture.iter(f"{SVG}path") if p.attrib.get("stroke-width") == "2.5")
    assert (line.count("M"), line.count("L")) == (2, 9)
    assert len(list(picture.iter(f"{SVG}circle"))) == 11


def test_chart__with_break_and_target__marks_both() -> None:
    one = indicator({"2020": 10, "2021": 20}, breaks=[{"at": "2021", "note": "例示。"}], target={"by": "2025", "value": 40})
    texts = [text.text for text in drawn(one).iter(f"{SVG}text")]
    assert "※" in texts
    assert "◎ 40人" in texts


def test_chart__with_a_text_like_markup__stays_text() -> None:
    picture = drawn(indicator({"<b>&": 5}, every="answer", title={"ja": "<script>x</script>"}))
    assert not list(picture.iter(f"{SVG}script"))
    assert "<b>&" in {text.text for text in picture.iter(f"{SVG}text")}


def test_chart__on_paper__has_colours_of_its_own() -> None:
    assert "var(" not in chart(indicator({"2020": 10}), palette=PAPER)


def test_scale__has_a_round_top_above_all() -> None:
    assert [top_of([value]) for value in (0, 3, 10, 11, 84_000, 0.7, 122_808)] == [1, 4, 10, 20, 100_000, 0.8, 200_000]
    assert ticks(200) == [0, 50, 100, 150, 200]
    assert (tick_name(150_000, 200_000, True), tick_name(50_000, 200_000, False), tick_name(0, 200_000, True)) == (
        "15万",
        "50k",
        "0",
    )
