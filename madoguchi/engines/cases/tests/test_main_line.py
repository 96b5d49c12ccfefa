"""The main line: submitted, opened, accepted, examined, drafted, agreed to, decided, told, posted, over."""

from datetime import date, timedelta

import pytest

from madoguchi.engines.approvals import public as approvals
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.models import Case, Standing
from madoguchi.engines.cases.testing import NOON, a_submitted_application, run
from madoguchi.engines.messages import public as messages
from madoguchi.engines.people.testing import a_resident, a_resident_account, an_approver, an_officer

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_main_line__from_arrival_to_completion():
    account, clerk, chief = a_resident_account(), an_officer(), an_approver()
    application = a_submitted_application(account=account)
    assert not Case.objects.exists()
    run(NOON)

    case = cases.look(application.number.lower(), by=clerk, at=NOON, purpose="casework")
    assert (case.number, case.applicant, case.received_on) == (application.number, "見本 さくら", date(2026, 7, 15))
    cases.accept(case, by=clerk, at=NOON + HOUR)
    cases.start_review(case, by=clerk, at=NOON + 2 * HOUR)
    cases.propose(case, outcome=cases.Outcome.GRANTED, by=clerk, at=NOON + 3 * HOUR)
    [draft] = approvals.queue(by=chief).items
    approvals.approve(draft, by=chief, at=NOON + 4 * HOUR)
    run(NOON + 4 * HOUR)

    decision = case.decisions.get()
    assert (decision.outcome, decision.decided_by, decision.proposed_by) == ("granted", chief.code, clerk.code)
    assert decision.values == {"in_time": True, "first_month": "2026-08", "amount": 15000, "paid_in": "2026-10"}
    assert Standing.objects.get().state == "notified"

    [letter] = messages.print_queue(by=clerk)
    assert letter.delivery.notice.recipient.lines == ("千葉県浦安市架空町1丁目2番3号",)
    messages.mark_printed(letter, by=clerk, at=NOON + 5 * HOUR)
    messages.mark_posted(letter, by=clerk, at=NOON + 6 * HOUR)
    run(NOON + 6 * HOUR)

    case.refresh_from_db()
    assert not Standing.objects.exists()
    assert (case.closed_on, case.kept_until) == (date(2026, 7, 15), date(2032, 3, 31))
    said = [entry.kind for entry in cases.timeline(case, "resident")]
    assert said == [
        "cases.submitted", "cases.accepted", "cases.review-started", "cases.decided", "cases.notified",
        "cases.completed",
    ]  # fmt: skip
    view = cases.application_for_person(application, by=a_resident(account))
    assert (view.state, view.decision) == ("decided", decision)
    assert len([mail for mail in messages.outbox() if mail.to == account.email]) == 2


def test_main_line__electronic_notice__is_over_with_the_record():
    account = a_resident_account()
    application = a_submitted_application(account=account, electronic_notice=True)
    run(NOON)
    case, clerk, chief = cases.look(application.number, by=an_officer(), at=NOON), an_officer(), an_approver()
    cases.accept(case, by=clerk, at=NOON)
    cases.start_review(case, by=clerk, at=NOON)
    cases.propose(case, outcome="granted", by=clerk, at=NOON)
    approvals.approve(approvals.queue(by=chief).items[0], by=chief, at=NOON)
    run(NOON)
    assert not Standing.objects.exists()
    assert messages.print_queue(by=clerk) == []
    [notice] = messages.notices_of(by=a_resident(account))
    assert notice.subject_id == str(case.id)
