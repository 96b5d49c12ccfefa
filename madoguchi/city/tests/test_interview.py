"""What the author answers becomes a folder that passes."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madoguchi.city.folder import read_folder
from madoguchi.city.interview import Answers, Wrong, city_code, interview, make_city, office, starters
from madoguchi.city.skeleton import SKELETON
from madoguchi.city.yaml_reader import read_yaml

SAID = [
    "見本市", "みほん", "ミホンシ", "Mihon City", "99998", "見本県", "Mihon Prefecture", "9:00-16:30", "水", "12-28 01-04", "ja en",
    "madoguchi まどぐち課 まどぐちか", "madoguchi 別の課 べつのか", "zeimu 税務課 ゼイムカ", "", "library-card",
]  # fmt: skip


def asked(lines: list[str]) -> tuple[Answers, list[str]]:
    waiting, said = iter(lines), list[str]()
    return interview(lambda _question: next(waiting), said.append), said


def test_interview__answers_and_slips__slips_are_explained_and_asked_again(tmp_path: Path) -> None:
    answers, said = asked(SAID)
    assert (answers.code, answers.open_days, answers.languages) == ("999989", ["mon", "tue", "thu", "fri"], ["ja", "en"])
    assert [one.code for one in answers.departments] == ["madoguchi", "zeimu"]
    assert len([line for line in said if line.startswith("  ")]) == 2
    make_city(tmp_path, "mihon", answers)
    folder = tmp_path / "mihon"
    world = read_folder(folder)
    city: Any = world.document("city", "999989")
    assert str(city.definition.name) == "見本市"
    assert sorted(path.stem for path in (folder / "procedures").iterdir()) == ["library-card"]
    assert "department: madoguchi" in (folder / "procedures/library-card.yaml").read_text()
    assert "検査数字です" in (folder / "city.yaml").read_text()
    assert "例示" not in "".join(path.read_text() for path in folder.rglob("*.yaml") if path.parent.name != "procedures")


def test_interview__only_the_return_key__gives_the_skeleton_with_every_starter() -> None:
    answers, said = asked([""] * 20)
    assert answers == Answers()
    assert answers.starters == starters()
    assert len(said) == 1


def test_interview__hours_and_closed_days__stand_in_the_calendar_and_in_what_people_read(tmp_path: Path) -> None:
    answers, _said = asked(SAID)
    make_city(tmp_path, "mihon", answers)
    world = read_folder(tmp_path / "mihon")
    city: Any = world.document("city", "999989")
    assert str(city.definition.hours) == "平日（水曜日を除く） 9時から16時30分まで（祝日と12月28日から1月4日を除く）"
    assert city.definition.hours.in_("en").startswith("Weekdays except Wednesdays 9:00 to 16:30 (closed on national holidays")
    assert city.definition.hours.in_("easy") == "月曜日、火曜日、木曜日、金曜日の 9時から 16時30分まで"
    assert "hours: {mon: 9:00-16:30, tue:" in (tmp_path / "mihon/calendars/city.yaml").read_text()


def test_interview__only_the_return_key__says_the_hours_of_the_skeleton(tmp_path: Path) -> None:
    make_city(tmp_path, "mihon", Answers())
    ours, theirs = (read_yaml((folder / "city.yaml").read_bytes(), "city.yaml") for folder in (tmp_path / "mihon", SKELETON))
    assert ours["hours"] == theirs["hours"]


@pytest.mark.parametrize(
    ("place", "slip", "mended"),
    [
        (6, "17:15-8:30", "８：３０〜１７：１５"),
        (6, "8時から", "8:30-17:15"),
        (7, "すい", "水曜日、木曜"),
        (8, "12-32 01-03", "12-29 01-03"),
        (8, "13-01 01-03", "12-29〜01-03"),
        (10, "null 総務課 そうむか", "soumu 総務課 そうむか"),
        (10, "soumu 総務:課 そうむか", "soumu 総務課 そうむか"),
    ],
)
def test_interview__a_slip__is_explained_at_its_question(tmp_path: Path, place: int, slip: str, mended: str) -> None:
    lines = [SAID[0], *SAID[2:11], "soumu 総務課 そうむか", "", "なし"]
    answers, said = asked([*lines[:place], slip, mended, *lines[place + 1 :]])
    assert len([line for line in said if line.startswith("  ")]) == 1
    make_city(tmp_path, "mihon", answers)
    assert read_folder(tmp_path / "mihon").errors == []


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 99_999))
def test_city_code__five_digits__get_the_digit_that_is_believed(number: int) -> None:
    digits = f"{number:05}"
    whole = city_code(digits)
    assert city_code(whole) == whole
    with pytest.raises(Wrong):
        city_code(digits + str((int(whole[5]) + 1) % 10))


@pytest.mark.parametrize("line", ["", "kodomo こども課", "Kodomo こども課 こどもか", "kodomo こども課 子供課"])
def test_office__not_three_words_or_not_kana__is_explained(line: str) -> None:
    with pytest.raises(Wrong):
        office(line, set())
