"""Readings: where a series went, said plainly; nothing is compared across a break; a share is told in points."""

from typing import Any

from django.utils.translation import override

from madoguchi.city.public import validate
from madoguchi.engines.insight.public import Indicator, read

WHOLE: dict[str, Any] = {
    "code": "visits",
    "title": {"ja": "来庁数", "en": "Visits"},
    "meaning": "例示です。",
    "source": "例示の集計",
    "unit": {"ja": "人", "en": "people"},
    "direction": "up",
}


def indicator(values: dict[str, float | None], **more: Any) -> Indicator:
    series = [{"at": at} | ({} if value is None else {"value": value}) for at, value in values.items()]
    found = validate(Indicator, {**WHOLE, "series": series, **more})
    assert isinstance(found, Indicator)
    return found


def test_reading__of_a_rising_series__says_how_far_and_that_it_is_good() -> None:
    said = read(indicator({"2020": 1000, "2021": 1200, "2022": 1500}))
    assert said.trend == ("令和2年度の1,000人から令和4年度の1,500人へ、500人（50%）増えました。",)
    assert "よい方向に動いています" in said.whole


def test_reading__of_a_falling_series_that_should_rise__says_so() -> None:
    said = read(indicator({"2020": 10, "2021": 30, "2022": 5}))
    assert "5人（50%）減りました" in said.whole
    assert "いちばん多かったのは令和3年度の30人" in said.whole
    assert "よくない方向" in said.whole


def test_reading__across_a_break__compares_only_what_came_after() -> None:
    said = read(indicator({"2019": 900, "2021": 100, "2022": 110}, breaks=[{"at": "2021", "note": "様式を整理した。"}]))
    assert "900" not in said.whole
    assert "令和3年度の100人から令和4年度の110人へ" in said.whole
    assert said.breaks == ("令和3年度から数え方が変わったので、その前とは比べられません（様式を整理した）。",)


def test_reading__of_a_share__is_told_in_points() -> None:
    assert "9.1ポイント増えました" in read(indicator({"2021": 41.2, "2022": 50.3}, unit="%", decimals=1)).whole


def test_reading__of_hardly_any_change__says_neither_good_nor_bad() -> None:
    said = read(indicator({"2021": 100, "2022": 101}))
    assert "ほとんど変わっていません" in said.whole
    assert "方向に動いて" not in said.whole


def test_reading__with_a_gap_or_nothing_at_all__says_so() -> None:
    assert "令和3年度の数はありません" in read(indicator({"2020": 1, "2021": None, "2022": 2})).whole
    assert "まだ数がありません" in read(indicator({})).whole
    assert "比べられる期間はまだありません" in read(indicator({"2022": 2})).whole


def test_reading__with_a_target__says_whether_it_is_reached() -> None:
    aim = {"by": "2025", "value": 20}
    assert "目標（令和7年度までに20人）に届いています" in read(indicator({"2021": 10, "2022": 20}, target=aim)).whole
    assert "まだ届いていません" in read(indicator({"2021": 10, "2022": 19}, target=aim)).whole
    assert "に届いています" in read(indicator({"2021": 30, "2022": 19}, target=aim, direction="down")).whole


def test_reading__in_english__is_whole() -> None:
    with override("en"):
        said = read(indicator({"2020": 1000, "2022": 1500}, breaks=[{"at": "2020", "note": {"ja": "注", "en": "New forms."}}]))
    assert said.trend == ("From 1,000 people in FY2020 to 1,500 people in FY2022: up by 500 people (50%).",)
    assert not any(ord(letter) > 0x2E7F for letter in said.whole)


def test_reading__of_a_survey__names_the_answers_given_most() -> None:
    said = read(indicator({"電話": 20.5, "窓口": 60.1, "手紙": 1}, every="answer", unit="%", decimals=1, direction="none"))
    assert said.trend == ("いちばん多い答えは「窓口」（60.1%）です。", "次は「電話」（20.5%）です。")
