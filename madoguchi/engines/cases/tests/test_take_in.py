"""Typed in for somebody: the day of arrival is the stamp's, with the reason kept; what is missing is no bar."""

from datetime import date

import pytest

from madoguchi.core.refused import NotFound, NotPermitted
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.models import Case
from madoguchi.engines.cases.testing import ANSWERS, NOON, a_procedure, run
from madoguchi.engines.people.testing import a_resident, an_officer

pytestmark = pytest.mark.django_db


def taken_in(answers=ANSWERS, **others):
    a_procedure()
    others = {"source": "post", "by": an_officer(), "at": NOON, **others}
    return cases.take_in("sample-allowance", answers, **others)


def test_take_in__stamped_earlier__counts_from_the_stamp():
    application = taken_in(stamped_on=date(2026, 7, 10), reason="郵便の受付印による。")
    case = Case.objects.get(application=application)
    assert (case.received_on, case.source) == (date(2026, 7, 10), "post")
    assert application.received_at == NOON
    assert "受付印".encode() not in bytes(application.sealed_stamp_reason)


def test_take_in__stamped_earlier_without_reason__is_turned_back():
    with pytest.raises(cases.StampNeedsReason):
        taken_in(stamped_on=date(2026, 7, 10))


def test_take_in__stamped_tomorrow__is_turned_back():
    with pytest.raises(cases.StampInFuture):
        taken_in(stamped_on=date(2026, 7, 16), reason="例示")


def test_take_in__half_filled_in__is_taken_all_the_same():
    application = taken_in({"claimant": {"name": {"family": "見本"}}}, source="telephone")
    assert Case.objects.get(application=application).applicant == "見本"


def test_take_in__then_the_job_comes__there_is_one_case():
    taken_in()
    run(NOON)
    assert Case.objects.count() == 1


@pytest.mark.parametrize("who", [a_resident, lambda: an_officer(section="kaigo")])
def test_take_in__by_an_outsider__is_not_permitted(who):
    with pytest.raises(NotPermitted):
        taken_in(by=who())


def test_take_in__as_if_from_the_portal__is_turned_back():
    with pytest.raises(cases.NotByHand):
        taken_in(source="portal")


def test_take_in__unknown_procedure__is_not_found():
    with pytest.raises(NotFound):
        cases.take_in("nothing", {}, source="paper", by=an_officer(), at=NOON)
