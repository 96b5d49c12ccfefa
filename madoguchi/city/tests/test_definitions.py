"""The city's own definitions: hours, check digits, calendars; and the cities that come with the house."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madoguchi.city.definitions.calendar import Calendar
from madoguchi.city.definitions.city import CityInfo
from madoguchi.city.definitions.hours import Hours, weekdays
from madoguchi.city.differences import path_lines
from madoguchi.city.findings import Mistake
from madoguchi.city.folder import read_folder
from madoguchi.city.reading import shape, validate
from madoguchi.city.testing import A_CITY, CITIES


@pytest.mark.parametrize("city", ["urayasu", "example"])
def test_cities__that_come_with_the_house__have_no_mistake_of_this_room(city: str) -> None:
    world = read_folder(CITIES / city)
    own = [f for f in world.errors if f.file.split("/")[0] in {"city.yaml", "departments", "calendars", "words"}]
    assert [str(finding) for finding in own] == []
    assert {"kodomo", "shimin"} <= set(world.codes("department"))


def test_urayasu__every_telephone_number__is_marked_fictitious() -> None:
    world = read_folder(CITIES / "urayasu")
    for kind in ("city", "department"):
        for document in world.documents(kind):
            assert document.definition.phone.startswith("047-000-"), document.file
            assert document.definition.phone_note.ja == "架空の番号", document.file


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("8:30-17:15", time(8, 30), time(17, 15)),
        ("08:30 - 17:15", time(8, 30), time(17, 15)),
        ("9:00〜12:00", time(9), time(12)),
        ("18:00-24:00", time(18), time(0)),
    ],
)
def test_hours__ways_of_writing__are_read(text: str, opens: time, closes: time) -> None:
    assert (Hours(text).opens, Hours(text).closes) == (opens, closes)


@pytest.mark.parametrize("text", ["8:30", "17:15-8:30", "8:30-8:30", "25:00-26:00", "8:60-9:00", "8時半から"])
def test_hours__no_span__is_refused(text: str) -> None:
    with pytest.raises(Mistake):
        Hours(text)


@settings(deadline=None)
@given(st.times(), st.times())
def test_hours__opening_moment__is_inside_and_closing_is_not(first: time, last: time) -> None:
    first, last = first.replace(second=0, microsecond=0), last.replace(second=0, microsecond=0)
    if first < last:
        hours = Hours(f"{first:%H:%M}-{last:%H:%M}")
        assert hours.contains(first)
        assert not hours.contains(last)


def test_weekdays__spans__are_read() -> None:
    assert weekdays("mon-fri") == [0, 1, 2, 3, 4]
    assert weekdays("sun") == [6]
    for wrong in ("fri-mon", "holiday", "mon-", ""):
        with pytest.raises(Mistake):
            weekdays(wrong)


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("code", "122272", "「122272」は検査数字が合いません。上5桁が正しければ 122271 です。"),
        (
            "corporate_number",
            "1000020122271",
            "「1000020122271」は法人番号の検査数字が合いません。先頭は 7 のはずです。",
        ),
        (
            "languages",
            ["ja", "fi"],
            "「fi」という言語はありません。使えるもの: ja, easy, en, zh, ko, es, pt, de, fr, tl",
        ),
        ("languages", ["en"], "日本語（ja）は外せません。"),
    ],
)
def test_city__wrong_value__says_what_would_be_right(key: str, value: object, sentence: str) -> None:
    _, _, findings = shape(CityInfo, {**A_CITY, key: value})
    assert [finding.ja for finding in findings] == [sentence]


CALENDAR = {
    "code": "city", "title": "市役所", "hours": {"mon-fri": "8:30-17:15"},
    "year_end": {"from": "12-29", "until": "01-03"},
    "closed": [{"on": "2026-07-08", "reason": "停電"}],
    "opened": [{"on": "2027-03-28", "reason": "日曜開庁", "hours": "9:00-12:00"}],
    "offices": [
        {"department": "ekimae", "hours": {"mon-fri": "10:30-19:00", "sat-sun": "9:00-17:00"}, "on_holidays": True},
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("day", "department", "hours"),
    [
        ("2026-07-01", "", "8:30–17:15"),
        ("2026-07-04", "", None),
        ("2026-07-08", "", None),
        ("2026-07-20", "", None),
        ("2026-12-29", "", None),
        ("2027-01-03", "", None),
        ("2027-01-04", "", "8:30–17:15"),
        ("2027-03-28", "", "9:00–12:00"),
        ("2026-07-04", "ekimae", "9:00–17:00"),
        ("2026-07-20", "ekimae", "10:30–19:00"),
        ("2026-12-31", "ekimae", None),
    ],
)
def test_hours_on__day_and_department__follow_the_calendar(day: str, department: str, hours: str | None) -> None:
    calendar = validate(Calendar, CALENDAR)
    found = calendar.hours_on(date.fromisoformat(day), department)
    assert (str(found) if found else None) == hours


def test_closed_days__extra_opening__does_not_shorten_a_deadline() -> None:
    assert validate(Calendar, CALENDAR).closed_days().is_closed(date(2027, 3, 28))


@pytest.mark.parametrize("hours", [{"mon-fri": "8:30-17:15", "fri": "9:00-10:00"}, {"weekdays": "8:30-17:15"}, {}])
def test_calendar__weekdays_twice_or_unknown__are_refused(hours: dict) -> None:
    definition, _, findings = shape(Calendar, {**CALENDAR, "hours": hours})
    assert definition is None
    assert findings[0].path == ("hours",)


@pytest.mark.parametrize("day", ["02-30", "13-01", "1-1"])
def test_calendar__year_end_that_is_no_day__is_refused(day: str) -> None:
    assert shape(Calendar, {**CALENDAR, "year_end": {"from": day}})[2][0].path == ("year_end", "from")


def test_path_lines__lists__are_compared_by_id() -> None:
    before = {"ask": [{"id": "a", "label": "あ"}, {"id": "b", "label": "い"}], "text": "一\n二"}
    after = {"ask": [{"id": "b", "label": "う"}, {"id": "c", "label": "え"}], "text": "一\n三"}
    assert list(path_lines(before, after)) == [
        "- ask[a].id: a", "- ask[a].label: あ", "- ask[b].label: い", "+ ask[b].label: う",
        "- text: |", "-     一", "-     二", "+ text: |", "+     一", "+     三",
        "+ ask[c].id: c", "+ ask[c].label: え",
    ]  # fmt: skip


def test_path_lines__order_alone__is_named() -> None:
    assert list(path_lines({"o": {"a": 1, "b": 2}}, {"o": {"b": 2, "a": 1}})) == [
        "~ 並び順だけが変わりました / only the order has changed"
    ]
