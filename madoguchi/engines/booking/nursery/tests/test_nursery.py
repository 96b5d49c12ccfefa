"""一時預かり: never anonymous, never unmet, never unread."""

from datetime import date, timedelta

import pytest

from madoguchi.core.refused import NotPermitted
from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.nursery.rules import class_age
from madoguchi.engines.booking.public import nursery
from madoguchi.engines.booking.testing import NOON, a_bookable, slots, somebody, untrue_counters
from madoguchi.engines.people.testing import a_resident, a_resident_account, an_officer

pytestmark = pytest.mark.django_db
TOMORROW = date(2026, 7, 2)
CHILD = {"name": "見本　ひなた", "kana": "みほん　ひなた", "birth": "2023-06-20", "allergies": "卵", "emergency": "047-000-0000"}
TRACKS = [{"code": "age-0", "title": "0歳", "ages": [0, 0]}, {"code": "age-1-5", "title": "1〜5歳", "ages": [1, 5]}]


@pytest.fixture
def parent():
    half = {"days": "mon-fri", "hours": "8:30-17:00", "length": 255, "capacity": 2}
    a_bookable(
        kind="nursery", tracks=TRACKS, openings=[{**half, "track": "age-0"}, {**half, "track": "age-1-5"}],
        who={"proof": "account"}, limits={"in_a_row": 2},
        nursery={"a_week": 1, "a_month": 2, "no_show": "連絡してください。"},
    )  # fmt: skip
    return a_resident(a_resident_account())


def halves(day=TOMORROW, track="age-1-5"):
    return [slot.pk for slot in slots(on=day) if slot.track == track]


def a_child(parent, *, met=True):
    child = nursery.register_child(CHILD, section="kodomo", by=parent, at=NOON)
    if met:
        nursery.record_interview(child, NOON.date(), by=an_officer(), at=NOON)
    return child


def stay(parent, child, ids=None, confirmed=None):
    wish = booking.Request(child=str(child.pk), confirmed=child.revision if confirmed is None else confirmed)
    return booking.book(ids or halves(), wish, by=parent, at=NOON)


def test_stay__a_whole_day__is_firm_when_the_nursery_has_read(parent):
    made = stay(parent, a_child(parent))
    assert not made.is_firm
    booking.expire_due(NOON + timedelta(days=1))
    made.refresh_from_db()
    assert made.is_in_force
    waiting = nursery.stays_to_read(an_officer(), at=NOON).get()
    with pytest.raises(NotPermitted):
        nursery.acknowledge(waiting, revision=1, by=parent, at=NOON)
    nursery.acknowledge(waiting, revision=1, by=an_officer(), at=NOON)
    made.refresh_from_db()
    assert made.is_firm
    with pytest.raises(nursery.BookAnew):
        booking.change(made, halves(TOMORROW + timedelta(days=7)), by=parent, at=NOON)
    assert untrue_counters() == []


def test_stay__changed_allergies__must_be_confirmed_and_read_anew(parent):
    child = a_child(parent)
    stay(parent, child)
    one = nursery.stays_to_read(an_officer(), at=NOON).get()
    nursery.acknowledge(one, revision=1, by=an_officer(), at=NOON)
    child = nursery.change_child(child, {**CHILD, "allergies": "卵、乳"}, by=parent, at=NOON)
    assert nursery.stays_to_read(an_officer(), at=NOON).get() == one
    with pytest.raises(nursery.ReadOldWords):
        nursery.acknowledge(one, revision=1, by=an_officer(), at=NOON)
    with pytest.raises(nursery.AllergiesNotConfirmed):
        stay(parent, child, halves(TOMORROW + timedelta(days=7)), confirmed=1)


def test_stay__without_child_interview_class_or_days__is_refused(parent):
    with pytest.raises(booking.SignInNeeded):
        booking.book(halves(), booking.Request(), by=somebody(), at=NOON)
    with pytest.raises(nursery.ChildNeeded):
        booking.book(halves(), booking.Request(), by=parent, at=NOON)
    child = a_child(parent, met=False)
    with pytest.raises(nursery.InterviewNeeded):
        stay(parent, child)
    nursery.record_interview(child, NOON.date(), by=an_officer(), at=NOON)
    with pytest.raises(nursery.WrongClass):
        stay(parent, child, halves(track="age-0"))
    with pytest.raises(nursery.ChildNeeded):
        stay(a_resident(a_resident_account()), child)
    stay(parent, child)
    with pytest.raises(nursery.TooManyDays):
        stay(parent, child, halves(TOMORROW + timedelta(days=1)))


def test_register__bad_input__is_said_at_its_place(parent):
    with pytest.raises(booking.NotAcceptable) as wrong:
        nursery.register_child({**CHILD, "allergies": "", "birth": "2010-01-01"}, section="kodomo", by=parent, at=NOON)
    assert {problem.path for problem in wrong.value.problems} == {"allergies", "birth"}


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        ("2025-04-01", "2026-04-01", 1),
        ("2025-04-02", "2026-04-01", 0),
        ("2024-02-29", "2026-03-31", 1),
        ("2023-06-20", "2026-07-02", 2),
    ],
)
def test_class_age__by_the_first_of_april(birth, day, age):
    assert class_age(date.fromisoformat(birth), date.fromisoformat(day), "april") == age


def test_hindrance__is_known_before_anything_is_filled_in(parent):
    child = a_child(parent, met=False)
    one = booking.bookable("sample-counter")
    mine, other = (booking.Slot.objects.filter(pk__in=halves(track=track)) for track in ("age-1-5", "age-0"))
    assert isinstance(nursery.hindrance(one, mine, child), nursery.InterviewNeeded)
    nursery.record_interview(child, NOON.date(), by=an_officer(), at=NOON)
    assert isinstance(nursery.hindrance(one, other, child), nursery.WrongClass)
    assert nursery.hindrance(one, mine, child) is None
    assert nursery.track_for(one, child, TOMORROW) == "age-1-5"
