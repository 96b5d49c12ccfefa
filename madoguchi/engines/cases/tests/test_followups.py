"""後続の手続: offered on the page of the earlier one, begun with its number and answers, shown on both."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from madoguchi.core.sealing.public import destroy
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.cases.testing import ANSWERS, CERTIFICATION, NOON, RENEWAL, a_case, a_procedure, run
from madoguchi.engines.people.public import SYSTEM
from madoguchi.engines.people.testing import a_resident, account_of, an_approver, an_officer

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 12, 15, 12, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


def a_grant(who, outcome="granted"):
    version = a_procedure(CERTIFICATION)
    a_procedure(RENEWAL)
    case = a_case("reviewing", version=version, account=account_of(who))
    entered = {"level": "k1"} if outcome == "granted" else None
    cases.decide(case, outcome=outcome, reason="非該当のため。", entered=entered, by=an_approver(), at=NOON)
    run(NOON)
    return case


def seen(case, who, at=LATER):
    application = cases.look_application(case.number, by=who, at=at)
    return cases.application_for_person(application, by=who, at=at)


def renewal():
    found = a_procedure(RENEWAL).definition
    assert isinstance(found, Procedure)
    return found


def test_steps__from_sixty_days_before_the_end__until_it():
    who = a_resident()
    case = a_grant(who)
    [step] = seen(case, who).steps
    assert (step.code, step.from_on, step.until_on) == ("sample-renewal", date(2026, 12, 2), date(2027, 1, 31))
    assert not step.is_open(NOON.date())
    assert step.is_open(LATER.date())
    assert seen(case, who, LATER.replace(year=2027, month=2)).steps == []


def test_steps__refused_or_under_way__are_not_offered():
    who = a_resident()
    assert seen(a_grant(who, "refused"), who).steps == []
    case = a_grant(who)
    later = a_case(version=a_procedure(RENEWAL), answers={**ANSWERS, "before": case.number}, account=account_of(who), at=LATER)
    view = seen(case, who)
    assert view.steps == []
    assert [one.number for one in view.later] == [later.number]
    assert seen(later, who).earlier.number == case.number


def test_proposed__own_earlier_case__its_number_answers_and_what_was_decided():
    who = a_resident()
    case = a_grant(who)
    answers = cases.proposed_answers(renewal(), case.number, by=who, at=LATER)
    assert answers == {"before": case.number, "last_level": "k1", "claimant": {"name": ANSWERS["claimant"]["name"]}}


def test_proposed__somebody_elses_or_another_procedures__is_nothing():
    case = a_grant(a_resident())
    assert cases.proposed_answers(renewal(), case.number, by=a_resident(), at=LATER) == {}
    who = a_resident()
    other = a_case(account=account_of(who))
    for number in (other.number, "2222-2222-2", "x"):
        assert cases.proposed_answers(renewal(), number, by=who, at=LATER) == {}


def test_proposed__answers_that_cannot_be_opened_here__leave_the_number():
    who = a_resident()
    case = a_grant(who)
    destroy(case.key, by=SYSTEM, at=NOON)
    assert cases.proposed_answers(renewal(), case.number, by=who, at=LATER) == {"before": case.number}


def test_view__put_off__the_promised_day_and_its_reason():
    who = a_resident()
    case = a_case("reviewing", version=a_procedure(CERTIFICATION), account=account_of(who))
    assert (seen(case, who, NOON).promised_on, seen(case, who, NOON).promised_by) == (date(2026, 8, 14), "law")
    cases.extend(case, until=date(2026, 9, 30), reason="書類待ち", by=an_officer(), at=NOON)
    view = seen(case, who, NOON)
    assert (view.promised_on, view.promised_by, view.extension.reason) == (date(2026, 9, 30), "extension", "書類待ち")


def test_view__what_was_used_of_a_limit__is_shown_only_to_who_is_identified():
    from madoguchi.engines.cases.tests.test_limits import granted, tools

    who = a_resident()
    granted(tools(70000))
    mine = tools(50000, account=account_of(who))
    assert {one.id: one.value for one in seen(mine, who, NOON).calculated}["left"] == 100000
    cases.record_identity(mine, method="photo-id", by=an_officer(), at=NOON)
    assert {one.id: one.value for one in seen(mine, who, NOON).calculated}["left"] == 30000
