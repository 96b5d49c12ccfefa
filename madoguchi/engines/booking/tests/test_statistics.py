"""How full, how early, who did not come, what was looked for in vain."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.models import Unmet
from madoguchi.engines.booking.public import counter as counters
from madoguchi.engines.booking.statistics import refused_days, use
from madoguchi.engines.booking.testing import NOON, a_bookable, a_reservation, slots, somebody
from madoguchi.engines.booking.unmet import note_unmet, write_unmet
from madoguchi.engines.people.testing import an_officer

pytestmark = pytest.mark.django_db


def test_use__of_a_period__counts_what_happened_and_what_did_not() -> None:
    a_bookable()
    write_unmet()
    Unmet.objects.all().delete()
    clerk = an_officer()
    slot = slots(on=(NOON + timedelta(days=6)).date())[0]
    one, two = (a_reservation(slot, by=somebody(n)) for n in (1, 2))
    for _n in range(3):
        with pytest.raises(booking.NotFree):
            a_reservation(slot, by=somebody(3))
    later = slot.starts_at + timedelta(minutes=1)
    counters.attend(one, by=clerk, at=later)
    counters.miss(two, by=clerk, at=later)
    third = a_reservation(slots(on=slot.day)[1], by=somebody(4))
    booking.cancel(third, by=clerk, at=NOON)
    with CaptureQueriesContext(connection) as asked:
        found = use(clerk, slot.day, slot.day)[0]
    assert len(asked) <= 12
    assert (found.places, found.taken, found.rate) == (6, 2, 33)
    assert (found.reservations, found.cancelled, found.came, found.missed, found.missed_rate) == (3, 1, 1, 1, 50)
    assert found.refused == 3
    assert round(found.lead_days, 1) == 5.9
    assert refused_days(clerk, "sample-counter", slot.day, slot.day) == [(slot.day, 3)]
    assert use(an_officer("zaisei"), slot.day, slot.day) == []
    assert refused_days(an_officer("zaisei"), "sample-counter", slot.day, slot.day) == []


def test_unmet__counted_in_memory__is_written_once() -> None:
    write_unmet()
    Unmet.objects.all().delete()
    for _n in range(5):
        note_unmet("sample-counter", NOON.date(), "slot-full", at=NOON)
    assert not Unmet.objects.exists()
    assert write_unmet(only_due=True) == 0
    assert (write_unmet(), write_unmet()) == (1, 0)
    note_unmet("sample-counter", NOON.date(), "slot-full", at=NOON)
    write_unmet()
    assert Unmet.objects.get().times == 6
