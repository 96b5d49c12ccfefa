"""満了の案内: 60, 30 and 14 days before, once each, by the means chosen, and no more once it is renewed."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.actions.remind import remind_of_expiry
from madoguchi.engines.cases.models import ExpiryReminder, Standing
from madoguchi.engines.cases.testing import ANSWERS, CERTIFICATION, NOON, RENEWAL, a_case, a_procedure, run
from madoguchi.engines.documents.testing import a_notice_text
from madoguchi.engines.messages import public as messages
from madoguchi.engines.people.public import choose_contact
from madoguchi.engines.people.testing import a_resident, account_of, an_approver, an_officer

pytestmark = pytest.mark.django_db
END = datetime(2027, 1, 31, 9, 10, tzinfo=ZoneInfo("Asia/Tokyo"))


def before(days):
    return END - timedelta(days=days)


def a_grant(account=None):
    a_procedure(CERTIFICATION)
    a_procedure(RENEWAL)
    version = a_procedure(CERTIFICATION, validity={**CERTIFICATION["validity"], "renew": "sample-renewal"})
    case = a_case("reviewing", version=version, account=account)
    cases.decide(case, outcome="granted", entered={"level": "k1"}, by=an_approver(), at=NOON)
    run(NOON)
    cases.complete(case, by=an_officer(), at=NOON)
    return case


def reminders():
    return [(one.days, one.means) for one in ExpiryReminder.objects.order_by("-days")]


def test_remind__by_mail__once_a_term_and_the_same_day_twice_only_once():
    a_grant(account_of(a_resident()))
    counts = [remind_of_expiry(before(days)) for days in (61, 60, 60, 31, 30, 14, 13, 1, 0)]
    assert counts == [0, 1, 0, 0, 1, 1, 0, 0, 0]
    assert reminders() == [(60, "mail"), (30, "mail"), (14, "mail")]
    assert messages.Delivery.objects.filter(message__template="validity-ends").count() == 3


def test_remind__after_a_gap__the_nearest_term_only():
    a_grant(account_of(a_resident()))
    remind_of_expiry(before(10))
    assert reminders() == [(14, "mail")]


def test_remind__letter_chosen_or_nothing_known__goes_by_post_and_reopens_nothing():
    a_notice_text("validity-ends", rows=[{"label": "末日", "value": "until"}], values=["until", "next"])
    resident = a_resident()
    choose_contact(account_of(resident), "letter", value="例示県例示市1丁目", by=resident, at=NOON)
    cases_ = [a_grant(account_of(resident)), a_grant()]
    assert remind_of_expiry(before(60)) == 2
    assert reminders() == [(60, "letter"), (60, "letter")]
    letters = [notice for case in cases_ for notice in messages.notices_about("case", case.id) if notice.kind == "validity-ends"]
    assert len(letters) == 2
    [delivery] = letters[0].deliveries.all()
    job = messages.PrintJob.objects.get(delivery=delivery)
    messages.mark_printed(job, by=an_officer(), at=NOON)
    messages.mark_posted(job, by=an_officer(), at=NOON)
    closed = cases_[0].__class__.objects.get(pk=cases_[0].pk).closed_on
    run(before(59))
    assert not Standing.objects.filter(case=cases_[0]).exists()
    assert cases_[0].__class__.objects.get(pk=cases_[0].pk).closed_on == closed


def test_remind__renewal_filed_or_decision_cancelled__stops():
    account = account_of(a_resident())
    first, second = a_grant(account), a_grant()
    remind_of_expiry(before(60))
    a_case(version=a_procedure(RENEWAL), answers={**ANSWERS, "before": second.number}, at=before(50))
    a_case(version=a_procedure(RENEWAL), account=account, at=before(50))
    assert remind_of_expiry(before(30)) == 0
    third = a_grant()
    cases.revise_decision(third.decisions.get(), outcome="cancelled", reason="誤りのため。", by=an_approver(), at=NOON)
    assert remind_of_expiry(before(14)) == 0
    assert first.decisions.get().expiry_reminders.count() == 1


def test_database__two_reminders_of_a_term__are_impossible():
    decision = a_grant(account_of(a_resident())).decisions.get()
    remind_of_expiry(before(60))
    with pytest.raises(IntegrityError), transaction.atomic():
        ExpiryReminder.objects.create(decision=decision, days=60, at=NOON)
