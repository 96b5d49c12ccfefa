"""予約: places are given once, come back once, and what is refused says what is near."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from madoguchi.core.refused import NotPermitted
from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.models import Hold, Occupation, Reservation, Slot
from madoguchi.engines.booking.testing import (
    NOON,
    a_bookable,
    a_hold,
    a_reservation,
    a_resource,
    slots,
    somebody,
    untrue_counters,
)
from madoguchi.engines.people.testing import a_resident, a_resident_account

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
TOMORROW = date(2026, 7, 2)


def test_reserve__a_held_slot__takes_a_place_and_has_a_number():
    a_bookable()
    slot = slots(on=TOMORROW)[0]
    held = a_hold(slot)
    made = booking.reserve(held, booking.Request(contact={"name": "見本　花子"}), by=somebody(), at=NOON + MINUTE)
    again = booking.reserve(held, booking.Request(), by=somebody(), at=NOON + 2 * MINUTE)
    slot.refresh_from_db()
    assert (slot.free, made.starts_at, made.contact["name"], again.pk) == (1, slot.starts_at, "見本　花子", made.pk)
    assert "花子".encode() not in bytes(made.sealed)
    assert untrue_counters() == []


def test_hold__full__is_refused_with_what_is_near():
    a_bookable()
    first, second = slots(on=TOMORROW)[:2]
    for number in (1, 2):
        a_hold(first, by=somebody(number))
    with pytest.raises(booking.SlotFull) as refusal:
        a_hold(first, by=somebody(3))
    assert refusal.value.alternatives[0] == second
    assert Hold.objects.count() == 2


def test_hold__run_out__goes_back_to_the_next_who_wants_it():
    a_bookable(openings=[{"days": "mon-fri", "hours": "9:00-10:00", "length": 60, "capacity": 1}])
    slot = slots(on=TOMORROW)[0]
    late = a_hold(slot)
    taken = a_hold(slot, by=somebody(2), at=NOON + 11 * MINUTE)
    with pytest.raises(booking.HoldGone):
        booking.reserve(late, booking.Request(), by=somebody(), at=NOON + 12 * MINUTE)
    assert booking.reserve(taken, booking.Request(), by=somebody(2), at=NOON + 12 * MINUTE).is_firm
    assert untrue_counters() == []


def test_hold__another_persons__is_not_there():
    a_bookable()
    held = a_hold(slots(on=TOMORROW)[0])
    with pytest.raises(booking.HoldGone):
        booking.reserve(held, booking.Request(), by=somebody(2), at=NOON)
    with pytest.raises(booking.HoldGone):
        booking.leave(held, by=somebody(2), at=NOON)
    with pytest.raises(booking.HoldGone):
        booking.look_hold(held.pk, by=somebody(2))


@pytest.mark.parametrize("party", [0, -1, 2, True, 1.5])
def test_hold__impossible_party__is_refused(party):
    a_bookable()
    with pytest.raises(booking.BadParty):
        a_hold(slots(on=TOMORROW)[0], party=party)


def test_hold__past_or_not_open_yet__is_refused():
    a_bookable(lead={"days": 7})
    today, *_rest, last = slots()
    with pytest.raises(booking.SlotPast):
        a_hold(today, at=today.starts_at + MINUTE)
    with pytest.raises(booking.SlotNotOpenYet):
        a_hold(last)
    with pytest.raises(booking.NoSuchSlot):
        booking.hold(["nonsense"], by=somebody(), at=NOON)


def test_counters__beyond_capacity__are_refused_by_the_database():
    a_bookable()
    for change in ({"free": F("free") - 3}, {"free": F("free") + 1}, {"quota_free": -1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Slot.objects.update(**change)


def test_book__same_key__gives_the_same_reservation_once():
    a_bookable()
    slot = slots(on=TOMORROW)[0]
    first = a_reservation(slot, asked="key-1")
    assert a_reservation(slot, asked="key-1").pk == first.pk
    with pytest.raises(booking.KeyUsedOtherwise):
        a_reservation(slot, asked="key-1", contact={"name": "別人"})
    assert Reservation.objects.count() == 1


def test_cancel__by_link_or_account__gives_back_once():
    a_bookable()
    slot = slots(on=TOMORROW)[0]
    made = a_reservation(slot)
    with pytest.raises(NotPermitted):
        booking.cancel(made, token="x", by=somebody(2), at=NOON)
    booking.cancel(made, token=booking.link_token(made.number), by=somebody(2), at=NOON)
    with pytest.raises(booking.AlreadyCancelled):
        booking.cancel(made, token=booking.link_token(made.number), by=somebody(2), at=NOON)
    account = a_resident_account()
    own = a_reservation(slot, by=a_resident(account))
    with pytest.raises(NotPermitted):
        booking.cancel(own, by=a_resident(a_resident_account()), at=NOON)
    with pytest.raises(booking.TooLate):
        booking.cancel(own, by=a_resident(account), at=slot.starts_at)
    booking.cancel(own, by=a_resident(account), at=NOON)
    slot.refresh_from_db()
    assert slot.free == 2
    assert untrue_counters() == []


def test_change__to_another_slot__keeps_the_number():
    a_bookable()
    first, second = slots(on=TOMORROW)[:2]
    made = a_reservation(first)
    booking.change(made, [second.pk], token=booking.link_token(made.number), by=somebody(), at=NOON)
    made.refresh_from_db()
    assert made.starts_at == second.starts_at
    assert [s.free for s in slots(on=TOMORROW)[:2]] == [2, 1]
    a_reservation(first), a_reservation(first, by=somebody(3))
    with pytest.raises(booking.SlotFull):
        booking.change(made, [first.pk], token=booking.link_token(made.number), by=somebody(), at=NOON)
    assert untrue_counters() == []


def test_units__half_a_gym__blocks_the_gym_and_not_the_other_half():
    for code, *parts in (["half-a"], ["half-b"], ["gym", "half-a", "half-b"]):
        a_resource(code, *parts)
    opening = [{"days": "mon-fri", "hours": "9:00-12:00", "length": 60, "capacity": 1}]
    for code in ("half-a", "half-b", "gym"):
        after = 0 if code == "gym" else 30
        a_bookable(code=f"book-{code}", openings=opening, needs=[{"code": "room", "any_of": [code], "after": after}])
    half = a_reservation(slots("book-half-a", TOMORROW)[1])
    assert [s.blocked for s in slots("book-gym", TOMORROW)] == [False, True, True]
    assert [s.blocked for s in slots("book-half-b", TOMORROW)] == [False, False, False]
    with pytest.raises(booking.ResourceTaken):
        a_reservation(slots("book-gym", TOMORROW)[1], by=somebody(2))
    booking.cancel(half, token=booking.link_token(half.number), by=somebody(), at=NOON)
    assert not any(s.blocked for s in slots("book-gym", TOMORROW))
    a_reservation(slots("book-gym", TOMORROW)[1], by=somebody(2))
    taken = Occupation.objects.in_force().first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Occupation.objects.create(unit=taken.unit, starts_at=taken.starts_at, ends_at=taken.ends_at)
    assert untrue_counters() == []
