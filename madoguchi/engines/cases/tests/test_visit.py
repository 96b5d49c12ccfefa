"""申請に付く来庁の予約: the time that was chosen in the form is booked with it, and called off with it."""

from datetime import timedelta

import pytest

from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.testing import a_bookable, slots, somebody, untrue_counters
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.testing import ANSWERS, NOON, PROCEDURE, a_procedure, a_submitted_application, run
from madoguchi.engines.people.testing import a_resident_account, actor_of, an_officer

pytestmark = pytest.mark.django_db
VISIT = {"id": "visit", "type": "slot", "label": "来庁の日時", "optional": True, "settings": {"bookable": "sample-counter"}}
DAILY = {"days": "mon-fri", "hours": "9:00-12:00", "length": 60, "capacity": 1}


@pytest.fixture
def slot():
    a_bookable(NOON, openings=[DAILY])
    return next(one for one in slots() if one.starts_at > NOON + timedelta(days=1))


def an_application(slot, account=None):
    version = a_procedure(PROCEDURE, pages=[*PROCEDURE["pages"], {"title": "来庁", "ask": [VISIT]}])
    claimant = {**ANSWERS["claimant"], "mail": "mihon@example.jp"}
    return a_submitted_application({**ANSWERS, "claimant": claimant, "visit": str(slot.pk)}, version=version, account=account)


def test_application_with_a_time__books_it_once(slot):
    application = an_application(slot)
    run()
    run()
    made = booking.Reservation.objects.get()
    assert made.starts_at == slot.starts_at
    assert made.contact["name"] == "見本 さくら"
    assert cases.Case.objects.get(application=application)


def test_time_taken_meanwhile__application_stands__nothing_is_beyond_capacity(slot):
    booking.book([slot.pk], booking.Request(), by=somebody(), at=NOON)
    application = an_application(slot)
    run()
    assert booking.Reservation.objects.count() == 1
    assert cases.Case.objects.get(application=application)
    assert untrue_counters() == []


def test_application_withdrawn__the_place_goes_back(slot):
    application = an_application(slot)
    run()
    case = cases.Case.objects.get(application=application)
    clerk = an_officer(section="kodomo")
    cases.accept(case, by=clerk, at=NOON + timedelta(minutes=1))
    cases.withdraw(case, by=clerk, at=NOON + timedelta(minutes=2))
    run(NOON + timedelta(minutes=3))
    made = booking.Reservation.objects.get()
    assert made.cancelled_at
    assert made.cancellation.why == "office"
    slot.refresh_from_db()
    assert slot.free == 1


def test_visit_booked_first__the_application_begun_from_it_books_no_second(slot):
    booking.Slot.objects.filter(pk=slot.pk).update(capacity=2, free=2)
    account = a_resident_account()
    booking.book([slot.pk], booking.Request(), by=actor_of(account, NOON), at=NOON)
    an_application(slot, account)
    run()
    assert booking.Reservation.objects.count() == 1
    assert untrue_counters() == []
