"""枠の計画: rules by wall clock; leap days, year ends; a changed definition moves nobody."""

from datetime import date, datetime, timedelta

import pytest

from madoguchi.city.public import NotPublishable, validate
from madoguchi.core.calendar.public import TOKYO
from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.definitions import Bookable
from madoguchi.engines.booking.planning import plan
from madoguchi.engines.booking.slot_field import SlotType
from madoguchi.engines.booking.testing import BOOKABLE, NOON, a_bookable, a_reservation, slots, untrue_counters
from madoguchi.engines.forms.public import Limits, Question

OPENING = BOOKABLE["openings"][0]


def days(opening, first, last, **more):
    one = validate(Bookable, {**BOOKABLE, "openings": [{**OPENING, "hours": "9:00-10:00", **opening}], **more})
    return [slot.day.isoformat() for slot in plan(one, date.fromisoformat(first), date.fromisoformat(last), lambda day: False)]


@pytest.mark.parametrize(
    ("opening", "first", "last", "wanted"),
    [
        ({"days": "thu", "nth": [2, -1]}, "2026-07-01", "2026-07-31", ["2026-07-09", "2026-07-30"]),
        ({"days": "sun"}, "2028-02-26", "2028-03-05", ["2028-02-27", "2028-03-05"]),
        ({"days": "mon-sun", "season": {"from": "12-30", "until": "01-02"}}, "2026-12-29", "2027-01-03",
         ["2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02"]),
        ({"days": "mon-sun", "from": "2027-03-31", "until": "2027-04-01"}, "2027-03-30", "2027-04-02",
         ["2027-03-31", "2027-04-01"]),
        ({"days": [], "on": ["2028-02-29"]}, "2028-02-01", "2028-03-31", ["2028-02-29"]),
    ],
)  # fmt: skip
def test_plan__rules__speak_of_these_days(opening, first, last, wanted):
    assert days(opening, first, last) == wanted


def test_plan__overnight_and_by_open_days__in_tokyo():
    night = {**OPENING, "hours": "18:00-19:00", "length": 900}
    one = validate(Bookable, {**BOOKABLE, "openings": [night], "lead": {"open_days": 1, "until": "17:00"}})
    monday = date(2026, 7, 6)
    (slot,) = plan(one, monday, monday, lambda day: day.weekday() >= 5)
    assert slot.ends_at == datetime(2026, 7, 7, 9, tzinfo=TOKYO)
    assert slot.closes_at == datetime(2026, 7, 3, 17, tzinfo=TOKYO)


@pytest.mark.django_db
def test_definition__changed__moves_nobody_and_gives_no_place_twice():
    a_bookable(openings=[{**OPENING, "capacity": 1}])
    booked = slots(on=date(2026, 7, 2))[1]
    made = a_reservation(booked)
    a_bookable(openings=[{**OPENING, "hours": "9:30-11:30", "capacity": 2}])
    made.refresh_from_db()
    assert made.is_firm
    assert made.starts_at == booked.starts_at
    now = {slot.starts_at.astimezone(TOKYO).strftime("%H:%M"): slot.free for slot in slots(on=date(2026, 7, 2))}
    assert now == {"09:30": 1, "10:30": 1}
    assert untrue_counters() == []


@pytest.mark.django_db
def test_definition__overlapping_openings__is_an_error_with_its_place():
    with pytest.raises(NotPublishable) as wrong:
        a_bookable(openings=[OPENING, {**OPENING, "days": "fri", "hours": "11:30-13:00"}])
    (finding,) = wrong.value.findings
    assert (finding.code, finding.path) == ("overlapping-openings", ("openings", 1, "hours"))


@pytest.mark.django_db
def test_slot_field__chosen__is_checked_and_shown():
    a_bookable(at := datetime.now(TOKYO), openings=[{**OPENING, "days": "mon-sun", "closed_days": "ignore"}])
    question = Question.model_validate(
        {"id": "visit", "type": "slot", "label": "来庁日", "settings": {"bookable": "sample-counter"}}
    )
    field, slot = SlotType(), next(slot for slot in slots() if slot.starts_at > at + timedelta(days=1))
    assert str(slot.pk) in dict(field.parts(question)[0].options)
    value = field.parse({"": [str(slot.pk)]}, question)
    assert field.check(value, question, Limits()) == []
    assert "市役所" in field.show(value, question)
    a_reservation(slot, at=at), a_reservation(slot, at=at)
    assert [problem.code for problem in field.check(value, question, Limits())] == ["slot-full"]
    assert [problem.code for problem in field.check("x", question, Limits())] == ["no-such-slot"]
    with pytest.raises(booking.SlotFull):
        a_reservation(slot, at=at)


def test_noon__is_a_wednesday():
    assert NOON.weekday() == 2
