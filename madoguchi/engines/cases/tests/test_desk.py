"""A case on one screen: what it shows, what may be done, and that the queries do not grow."""

import pytest

from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.testing import ADDRESS, DAY, NOON, a_case
from madoguchi.engines.people.testing import a_resident, a_resident_account, an_approver, an_officer

pytestmark = pytest.mark.django_db


def test_case_for_desk__everything__in_few_queries(django_assert_max_num_queries):
    case = a_case("correcting")
    cases.correct(case, {"claimant.address": {**ADDRESS, "building": "例示荘"}}, by=an_officer(), at=NOON + DAY)
    for _ in range(3):
        cases.note(case, "例示のメモ", by=an_officer(), at=NOON + DAY)
    cases.request_correction(case, items=[("reason.kind", "選び直してください。")], by=an_officer(), at=NOON + DAY)
    case = cases.look(case.number, by=an_officer(), at=NOON)
    with django_assert_max_num_queries(19):
        view = cases.case_for_desk(case, by=an_officer(), at=NOON + 2 * DAY)
    rows = {row.path: row for section in view.sections for row in section.rows}
    assert rows["claimant.address"].changed
    assert rows["reason.kind"].asked == "選び直してください。"
    assert rows["reason.kind"].words == "出生"
    assert [section.number for section in view.sections] == [None, None, 1]
    assert {one.id: one.words() for one in view.calculated}["amount"] == "15,000円"
    assert view.clock.paused_since is not None
    assert view.applicant.name == "見本 さくら"


@pytest.mark.parametrize(
    ("until", "who", "may"),
    [
        ("opened", an_officer, {"accept", "withdraw"}),
        ("accepted", an_officer, {"start_review", "request_correction"}),
        ("reviewing", an_officer, {"propose", "request_correction"}),
        ("correcting", an_officer, {"correct", "end_correction"}),
        ("decided", an_officer, {"notify", "propose_revision"}),
        ("reviewing", an_approver, {"decide"}),
    ],
)
def test_case_for_desk__at_each_point__offers_what_fits(until, who, may):
    view = cases.case_for_desk(a_case(until), by=who(), at=NOON)
    assert may <= view.may


def test_case_for_desk__clerk__is_never_offered_to_decide():
    assert "decide" not in cases.case_for_desk(a_case("reviewing"), by=an_officer(), at=NOON).may


def test_application_for_person__open_correction__says_what_to_do(django_assert_max_num_queries):
    account = a_resident_account()
    case = a_case("correcting", account=account)
    me = a_resident(account)
    application = cases.look_application(case.number, by=me, at=NOON)
    view = cases.application_for_person(application, by=me)
    assert view.state == "please-answer"
    [asked] = view.asked
    assert (asked.path, asked.comment) == ("claimant.address", "番地まで書いてください。")
    assert "架空町" in asked.words


def test_application_for_person__not_opened_yet__is_received():
    from madoguchi.engines.cases.testing import a_submitted_application

    account = a_resident_account()
    view = cases.application_for_person(a_submitted_application(account=account), by=a_resident(account))
    assert (view.state, view.case) == ("received", None)
