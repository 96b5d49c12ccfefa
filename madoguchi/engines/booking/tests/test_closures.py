"""休止と連続予約: nobody who is booked is forgotten, and what is made later is closed too."""

from datetime import date, timedelta

import pytest

from madoguchi.core.refused import NotPermitted
from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.testing import NOON, a_bookable, a_reservation, slots, untrue_counters
from madoguchi.engines.people.testing import an_officer

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TOMORROW = date(2026, 7, 2)


def closed(clerk, days=1):
    first = slots(on=TOMORROW)[0].starts_at
    return booking.close("sample-counter", first, first + DAY * days, reason="停電", by=clerk, at=NOON)


def test_close__with_people_booked__lists_moves_and_calls_off():
    a_bookable()
    clerk = an_officer()
    first, second = (a_reservation(slots(on=TOMORROW)[0]) for _ in range(2))
    with pytest.raises(NotPermitted):
        closed(an_officer("kaigo"))
    closure = closed(clerk)
    assert list(booking.affected(closure)) == sorted([first, second], key=lambda row: row.number)
    with pytest.raises(booking.SlotClosed):
        a_reservation(slots(on=TOMORROW)[1])
    booking.move_to_nearest(first, by=clerk, at=NOON)
    assert first.starts_at >= closure.until_at
    assert booking.call_off([second], by=clerk, at=NOON) == 1
    assert not booking.affected(closure)
    assert booking.reopen(closure, by=clerk, at=NOON) == 3
    assert a_reservation(slots(on=TOMORROW)[1]).is_firm
    assert untrue_counters() == []


def test_close__slots_made_later__are_closed_too():
    a_bookable(lead={"days": 1})
    last = slots()[-1]
    closure = booking.close("sample-counter", last.starts_at, last.starts_at + DAY * 30, reason="工事", by=an_officer(), at=NOON)
    booking.materialise_all(NOON + DAY * 10)
    later = [slot for slot in slots() if slot.starts_at >= closure.from_at]
    assert len(later) > 3
    assert all(slot.closed_at for slot in later)


def test_series__weekly_with_an_exception__tells_what_was_taken():
    a_bookable(openings=[{"days": "mon-fri", "hours": "9:00-10:00", "length": 60, "capacity": 1}])
    clerk, first = an_officer(), slots(on=TOMORROW)[0]
    a_reservation(slots(on=TOMORROW + DAY * 7)[0])
    wish = booking.Request(way=booking.Way.PHONE)
    found = booking.book_series(first.pk, wish, until=TOMORROW + DAY * 28, but=[TOMORROW + DAY * 14], by=clerk, at=NOON)
    assert [row.starts_at - first.starts_at for row in found.made] == [DAY * 0, DAY * 21, DAY * 28]
    assert [day for day, _why in found.missed] == [TOMORROW + DAY * 7]
    assert booking.cancel_rest(found.made[1], by=clerk, at=NOON) == 2
    found.made[0].refresh_from_db()
    assert found.made[0].is_in_force
