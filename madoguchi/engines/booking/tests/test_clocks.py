"""時計のずれ: two machines whose clocks differ never give a place twice, never lose one, and say what happened."""

from datetime import timedelta

import pytest

from madoguchi.core.refused import Refused
from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.models import Hold
from madoguchi.engines.booking.public import waiting
from madoguchi.engines.booking.testing import NOON, a_bookable, a_hold, a_reservation, slots, somebody, untrue_counters

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
BEHIND, AHEAD = NOON - 5 * MINUTE, NOON + 5 * MINUTE


@pytest.fixture
def slot():
    a_bookable(openings=[{"days": "mon-fri", "hours": "9:00-10:00", "length": 60, "capacity": 1}])
    return next(one for one in slots() if one.starts_at > NOON + timedelta(days=1))


def test_hold__made_firm_by_a_clock_that_is_behind__is_firm(slot):
    held = a_hold(slot, at=AHEAD)
    assert booking.reserve(held, booking.Request(), by=somebody(), at=BEHIND).is_firm
    assert untrue_counters() == []


def test_hold__swept_by_a_clock_that_is_ahead__is_gone_and_said_so__the_place_is_free(slot):
    held = a_hold(slot)
    booking.expire_due(NOON + 11 * MINUTE)
    with pytest.raises(booking.HoldGone):
        booking.reserve(held, booking.Request(), by=somebody(), at=NOON)
    slot.refresh_from_db()
    assert slot.free == 1
    assert untrue_counters() == []


def test_reservation__is_never_swept__however_far_a_clock_is_ahead(slot):
    made = a_reservation(slot)
    booking.expire_due(NOON + timedelta(days=3650))
    made.refresh_from_db()
    assert made.is_in_force
    assert Hold.objects.get(pk=made.hold_id).ended_at is None


def test_slot__at_the_minute_it_opens_and_closes__each_clock_answers_for_itself(slot):
    with pytest.raises(booking.SlotNotOpenYet):
        a_reservation(slot, at=slot.opens_at - MINUTE)
    with pytest.raises(booking.SlotPast):
        a_reservation(slot, at=slot.closes_at)
    assert a_reservation(slot, at=slot.opens_at).is_firm
    assert untrue_counters() == []


def test_offer__answered_after_its_end_by_one_clock_and_before_by_another__is_answered_once(slot):
    held = a_reservation(slot)
    line = waiting.join(slot.pk, contact={"mail": "a@example.jp"}, by=somebody(2), at=NOON)
    booking.cancel(held, token=booking.link_token(held.number), by=somebody(), at=NOON)
    offer = waiting.open_offer(line)
    assert offer is not None
    waiting.lapse(offer.ends_at + MINUTE)
    line.refresh_from_db()
    with pytest.raises(Refused):
        waiting.accept(line, token=line.token, by=somebody(2), at=NOON)
    assert booking.Reservation.objects.in_force().count() == 0
    assert untrue_counters() == []
