"""申請に付く来庁の予約: the time that was chosen in the form is booked with it, and called off with it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from madoguchi.city.public import Document, World, validate
from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.testing import a_bookable, slots, somebody, untrue_counters
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.answers import questions
from madoguchi.engines.cases.testing import ANSWERS, NOON, PROCEDURE, a_procedure, a_submitted_application, run
from madoguchi.engines.cases.visits import check_purpose
from madoguchi.engines.forms.public import FIELD_TYPES, Limits
from madoguchi.engines.people.testing import SYSTEM, a_resident_account, actor_of, an_officer

pytestmark = pytest.mark.django_db
VISIT = {"id": "visit", "type": "slot", "label": "来庁の日時", "optional": True, "settings": {"bookable": "sample-counter"}}
DAILY = {"days": "mon-fri", "hours": "9:00-12:00", "length": 60, "capacity": 1}


@pytest.fixture
def slot():
    a_bookable(NOON, openings=[DAILY])
    return next(one for one in slots() if one.starts_at > NOON + timedelta(days=1))


def an_application(slot, account=None, chosen=None):
    version = a_procedure(PROCEDURE, pages=[*PROCEDURE["pages"], {"title": "来庁", "ask": [VISIT]}])
    claimant = {**ANSWERS["claimant"], "mail": "mihon@example.jp"}
    return a_submitted_application(
        {**ANSWERS, "claimant": claimant, "visit": str(chosen or slot.pk)}, version=version, account=account
    )


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


def test_application_begun_from_a_visit__names_it_and_books_nothing__with_or_without_an_account(slot):
    visit = booking.book([slot.pk], booking.Request(contact={"name": "見本 さくら"}), by=somebody(), at=NOON)
    application = an_application(slot, chosen=visit.pk)
    run()
    assert list(booking.Reservation.objects.all()) == [visit]
    assert cases.visits_of(application) == [visit]
    assert cases.application_asking(booking.Reservation.objects.get()) == application
    assert visit.number in cases.words_of(application.definition, "visit", str(visit.pk))
    booking.cancel(visit, by=SYSTEM, at=NOON)
    assert "取消し済み" in cases.words_of(application.definition, "visit", str(visit.pk))


def test_application_withdrawn__a_visit_that_was_booked_before__stays(slot):
    account = a_resident_account()
    visit = booking.book([slot.pk], booking.Request(), by=actor_of(account, NOON), at=NOON)
    application = an_application(slot, account, chosen=visit.pk)
    run()
    case = cases.Case.objects.get(application=application)
    cases.withdraw(case, by=actor_of(account, NOON), at=NOON + timedelta(minutes=2))
    run(NOON + timedelta(minutes=3))
    assert booking.Reservation.objects.in_force().count() == 1


def test_visit_of_another_person__is_not_joined(slot):
    visit = booking.book([slot.pk], booking.Request(), by=actor_of(a_resident_account(), NOON), at=NOON)
    an_application(slot, a_resident_account(), chosen=visit.pk)
    run()
    assert cases.application_asking(booking.Reservation.objects.get()) is None


def test_visit_of_an_application__and_the_application_of_a_visit__lead_to_each_other(slot):
    application = an_application(slot)
    assert cases.visits_of(application) == []
    run()
    (visit,) = cases.visits_of(application)
    assert cases.application_asking(visit) == application
    booking.cancel(visit, by=SYSTEM, at=NOON)
    (cancelled,) = cases.visits_of(application)
    assert cancelled.cancelled_at, "who looks at the application sees that nobody comes"


def test_visit__over_or_of_another_thing__is_no_answer(slot):
    question = questions(a_procedure(PROCEDURE, pages=[*PROCEDURE["pages"], {"title": "来庁", "ask": [VISIT]}]).definition)["visit"]
    visit = booking.book([slot.pk], booking.Request(), by=somebody(), at=NOON)
    booking.Reservation.objects.filter(pk=visit.pk).update(ends_at=timezone.now() + timedelta(days=1))
    kind = FIELD_TYPES.get("slot")
    assert kind.check(str(visit.pk), question, Limits()) == []
    assert kind.besides(str(visit.pk), question)[0][0] == str(visit.pk)
    elsewhere = question.model_copy(update={"settings": {"bookable": "another"}})
    assert [problem.code for problem in kind.check(str(visit.pk), elsewhere, Limits())] == ["no-such-slot"]
    booking.Reservation.objects.filter(pk=visit.pk).update(ends_at=visit.ends_at)
    assert [problem.code for problem in kind.check(str(visit.pk), question, Limits())] == ["visit-over"]


@pytest.mark.parametrize(("answers", "wrong"), [({"visit": "x"}, []), ({"vist": "x"}, ["unknown-path"])])
def test_purpose__answers_what_its_procedure_asks(answers, wrong):
    raw = {**PROCEDURE, "pages": [*PROCEDURE["pages"], {"title": "来庁", "ask": [VISIT]}]}
    world = World()
    world.add(Document("procedure", PROCEDURE["code"], "x", raw, definition=validate(cases.Procedure, raw)))
    purpose = booking.Purpose.model_validate(
        {"code": "interview", "title": "面談", "procedure": PROCEDURE["code"], "answers": answers}
    )
    assert [finding.code for finding in check_purpose(purpose, world)] == wrong
