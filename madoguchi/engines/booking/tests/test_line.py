"""線が切れたとき: the public side owns the places; the office gives only what was set aside for it."""

from datetime import timedelta

import pytest

from madoguchi.core.refused import NotPermitted
from madoguchi.engines.booking import line
from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.testing import NOON, a_bookable, a_resource, slots, somebody, untrue_counters
from madoguchi.engines.people.testing import an_officer

pytestmark = pytest.mark.django_db
DAILY = {"days": "mon-fri", "hours": "9:00-12:00", "length": 60, "capacity": 2, "quota": 1}
BY_PHONE = booking.Request(way=booking.Way.PHONE)


@pytest.fixture
def slot():
    a_bookable(openings=[DAILY])
    return next(one for one in slots() if one.starts_at > NOON + timedelta(days=1))


@pytest.fixture
def office(settings, monkeypatch):
    """An office that stands apart; the line is what the test says."""
    settings.MADO_ZONE = "office"
    state = {"up": False}
    monkeypatch.setattr(line, "LINE", [lambda: state["up"]])
    return state


def counters(slot):
    slot.refresh_from_db()
    return slot.free, slot.quota_free


def test_line_cut__desk_books_from_its_quota_and_no_further(slot, office):
    clerk = an_officer()
    booking.book([slot.pk], BY_PHONE, by=clerk, at=NOON)
    assert counters(slot) == (2, 0)
    with pytest.raises(booking.SlotFull):
        booking.book([slot.pk], BY_PHONE, by=clerk, at=NOON)
    with pytest.raises(booking.SlotFull):
        booking.hold([slot.pk], by=clerk, at=NOON)
    assert counters(slot) == (2, 0)
    office["up"] = True
    booking.book([slot.pk], BY_PHONE, by=clerk, at=NOON)
    assert counters(slot) == (1, 0)
    assert untrue_counters() == []


def test_line_cut__what_is_the_public_sides_is_left_alone__the_own_goes_back(slot, office):
    clerk = an_officer()
    office["up"] = True
    public = booking.book([slot.pk], BY_PHONE, by=clerk, at=NOON)
    office["up"] = False
    own = booking.book([slot.pk], BY_PHONE, by=clerk, at=NOON)
    other = next(one for one in slots() if one.starts_at > slot.starts_at)
    with pytest.raises(booking.LineCut):
        booking.cancel(public, by=clerk, at=NOON)
    with pytest.raises(booking.LineCut):
        booking.change(public, [other.pk], by=clerk, at=NOON)
    booking.change(own, [other.pk], by=clerk, at=NOON)
    assert counters(other) == (2, 0)
    booking.cancel(own, by=clerk, at=NOON)
    assert (counters(slot), counters(other)) == ((1, 1), (2, 1))
    assert untrue_counters() == []


def test_line_cut__what_needs_a_room__waits_for_the_line(office):
    a_resource("room-1")
    a_bookable(openings=[DAILY], needs=[{"code": "room", "any_of": ["room-1"]}])
    with pytest.raises(booking.NotFromQuota):
        booking.book([slots()[-1].pk], BY_PHONE, by=an_officer(), at=NOON)


def test_quota__asked_for_by_others_than_the_desk__is_refused(slot):
    with pytest.raises(NotPermitted):
        booking.book([slot.pk], booking.Request(), quota=True, by=somebody(), at=NOON)
    assert counters(slot) == (2, 1)


def test_quota__one_house_with_both_sides__takes_the_common_places(slot):
    booking.book([slot.pk], BY_PHONE, by=an_officer(), at=NOON)
    assert counters(slot) == (1, 1)
