"""Opening: exactly once; the number is the application's."""

import pytest

from madoguchi.core.events.public import StoredEvent, replay
from madoguchi.core.refused import NotFound
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.actions.receive import Arrival, receive
from madoguchi.engines.cases.models import Application, Case
from madoguchi.engines.cases.testing import ANSWERS, NOON, a_procedure, a_submitted_application, run
from madoguchi.engines.people.public import SYSTEM
from madoguchi.engines.people.testing import a_resident, a_resident_account, an_administrator, an_officer

pytestmark = pytest.mark.django_db


def test_submitted__event_delivered_twice__opens_one_case():
    application = a_submitted_application()
    run(NOON)
    event = StoredEvent.objects.get(kind="cases.submitted", subject_id=str(application.id))
    replay(event.id, "cases.open", by=SYSTEM, at=NOON)
    run(NOON)
    assert Case.objects.count() == 1
    assert StoredEvent.objects.filter(kind="cases.opened").count() == 1


def test_receive__same_draft_twice__gives_the_first_application():
    from madoguchi.core.identifiers.public import uuid7

    draft, version = uuid7(), a_procedure()
    first = receive(Arrival(version, ANSWERS, draft=draft), by=SYSTEM, at=NOON)
    second = receive(Arrival(version, ANSWERS, draft=draft), by=SYSTEM, at=NOON)
    assert first == second


def test_receive__number_taken__finds_another(monkeypatch):
    taken = a_submitted_application().number
    numbers = iter([taken, "2222-2222-2"])
    monkeypatch.setattr("madoguchi.engines.cases.actions.receive.new_receipt_number", lambda: next(numbers))
    assert a_submitted_application().number == "2222-2222-2"


def test_submitted__answers__are_sealed_and_digested():
    application = Application.objects.get(pk=a_submitted_application().pk)
    assert "見本".encode() not in bytes(application.sealed_answers)
    assert application.answers == ANSWERS
    assert len(application.digest) == 64


def test_case__definition_changed_later__keeps_its_version():
    application = a_submitted_application()
    a_procedure(standard_days=60)
    run(NOON)
    assert Case.objects.get(application=application).definition.standard_days == 30


@pytest.mark.parametrize("who", [a_resident, an_administrator, lambda: an_officer(section="kaigo")])
def test_look__by_an_outsider__finds_nothing(who):
    number = a_submitted_application().number
    run(NOON)
    with pytest.raises(NotFound):
        cases.look(number, by=who(), at=NOON)


def test_look__by_staff__is_written_down_once_an_hour():
    from madoguchi.core.audit.public import Entry

    number, clerk = a_submitted_application().number, an_officer()
    run(NOON)
    cases.look(number, by=clerk, at=NOON, purpose="casework")
    cases.look(number, by=clerk, at=NOON, purpose="casework")
    assert Entry.objects.filter(action="looked", by=clerk.code).count() == 1


@pytest.mark.parametrize("number", ["", "1", "AAAA-AAAA-A", "'; --"])
def test_look__no_number__finds_nothing(number):
    with pytest.raises(NotFound):
        cases.look(number, by=an_officer(), at=NOON)


def test_applications_of__resident__only_own(django_assert_max_num_queries):
    account = a_resident_account()
    mine = [a_submitted_application(account=account) for _ in range(2)]
    a_submitted_application(account=a_resident_account())
    run(NOON)
    with django_assert_max_num_queries(2):
        found = cases.applications_of(by=a_resident(account))
        assert {one.pk for one in found} == {one.pk for one in mine}
        assert all(one.case.standing.state == "arrived" for one in found)
