"""決定: once, with a reason where it is against the person; a wrong one is revised by a further one."""

import pytest
from django.db import IntegrityError, transaction

from madoguchi.core.refused import NotPermitted
from madoguchi.engines.approvals import public as approvals
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.actions.decide import decide_as_approved
from madoguchi.engines.cases.models import Case, Decision, Proposal, Standing
from madoguchi.engines.cases.testing import DAY, NOON, NOTIFICATION, a_case, a_procedure, agree, run
from madoguchi.engines.documents.public import Revocation
from madoguchi.engines.messages import public as messages
from madoguchi.engines.people.testing import a_resident, an_administrator, an_approver, an_officer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("outcome", ["refused", "rejected"])
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_decide__against_without_reason__is_turned_back(outcome, reason):
    case = a_case("reviewing")
    with pytest.raises(cases.ReasonMissing):
        cases.decide(case, outcome=outcome, reason=reason, by=an_approver(), at=NOON)
    assert case in Case.objects.undecided()


def test_propose__refusal_without_reason__is_turned_back():
    with pytest.raises(cases.ReasonMissing):
        cases.propose(a_case("reviewing"), outcome="refused", by=an_officer(), at=NOON)


def test_database__refusal_without_reason__is_impossible():
    case = a_case("reviewing")
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(case=case, outcome="refused", decided_by="x", decided_at=NOON, decided_on=NOON.date())


def test_decide__twice__is_turned_back():
    case = a_case("decided")
    with pytest.raises(cases.AlreadyDecided):
        cases.decide(case, outcome="granted", by=an_approver(), at=NOON + DAY)
    with pytest.raises(cases.AlreadyDecided):
        cases.propose(case, outcome="granted", by=an_officer(), at=NOON + DAY)


def test_database__second_first_decision__is_impossible():
    case = a_case("decided")
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(case=case, outcome="granted", decided_by="x", decided_at=NOON, decided_on=NOON.date())


@pytest.mark.parametrize("who", [an_officer, a_resident, an_administrator, lambda: an_approver(section="kaigo")])
def test_decide__without_the_office__is_not_permitted(who):
    with pytest.raises(NotPermitted):
        cases.decide(a_case("reviewing"), outcome="granted", by=who(), at=NOON)


def test_decide__while_a_draft_waits__is_turned_back():
    with pytest.raises(cases.ProposalOpen):
        cases.decide(a_case("proposed"), outcome="granted", by=an_approver(), at=NOON)


@pytest.mark.parametrize(
    ("until", "refusal"),
    [
        ("opened", cases.NotAcceptedYet),
        ("accepted", cases.NotReviewedYet),
        ("correcting", cases.CorrectionOpen),
        ("proposed", cases.ProposalOpen),
        ("withdrawn", cases.CaseOver),
    ],
)
def test_propose__at_the_wrong_point__is_turned_back(until, refusal):
    with pytest.raises(refusal):
        cases.propose(a_case(until), outcome="granted", by=an_officer(), at=NOON)


def test_propose__rejection_of_form__needs_no_review():
    case = a_case("accepted")
    cases.propose(case, outcome="rejected", reason="補正の期限までに、住所の記入がありませんでした。", by=an_officer(), at=NOON)
    agree(case, at=NOON)
    assert case.decisions.get().outcome == "rejected"


@pytest.mark.parametrize("outcome", ["accepted", "cancelled"])
def test_propose__outcome_of_another_kind__is_turned_back(outcome):
    with pytest.raises(cases.OutcomeDoesNotFit):
        cases.propose(a_case("reviewing"), outcome=outcome, reason="例示", by=an_officer(), at=NOON)


def test_approved__event_twice__decides_once():
    case, chief = a_case("proposed"), an_approver()
    approvals.approve(approvals.queue(by=chief).items[0], by=chief, at=NOON)
    proposal = case.proposals.get()
    assert decide_as_approved(proposal, at=NOON)
    assert decide_as_approved(proposal, at=NOON) is None
    run(NOON)
    assert case.decisions.count() == 1


def test_sent_back__draft__goes_back_to_the_review():
    case, chief, clerk = a_case("proposed"), an_approver(), an_officer()
    approvals.send_back(approvals.queue(by=chief).items[0], reason="区分を確かめてください。", by=chief, at=NOON)
    run(NOON)
    assert Standing.objects.get(case=case).state == "reviewing"
    assert case.proposals.get().ending == "sent-back"
    cases.propose(case, outcome="granted", by=clerk, at=NOON + DAY)
    agree(case, at=NOON + DAY)
    assert case.decisions.count() == 1


def test_withdraw_proposal__own__goes_back_to_the_review():
    case, clerk = a_case("reviewing"), an_officer()
    cases.propose(case, outcome="granted", by=clerk, at=NOON)
    cases.withdraw_proposal(case, by=clerk, at=NOON)
    assert Standing.objects.get(case=case).state == "reviewing"
    assert approvals.queue(by=an_approver()).items == []


def test_withdraw_proposal__of_another__is_not_permitted():
    with pytest.raises(NotPermitted):
        cases.withdraw_proposal(a_case("proposed"), by=an_officer(), at=NOON)


def test_propose__reason_and_values__are_sealed():
    case = a_case("reviewing")
    cases.propose(case, outcome="refused", reason="架空の事実があるため。", by=an_officer(), at=NOON)
    proposal = Proposal.objects.get(case=case)
    assert "架空".encode() not in bytes(proposal.sealed_reason)
    agree(case, at=NOON)
    decision = case.decisions.get()
    assert decision.reason == "架空の事実があるため。"


def test_revise_decision__cancelled__leaves_the_first_as_it_was_and_tells_again():
    case = a_case("decided")
    run(NOON)
    first = case.decisions.get()
    [letter] = messages.print_queue(by=an_officer())
    messages.mark_printed(letter, by=an_officer(), at=NOON)
    messages.mark_posted(letter, by=an_officer(), at=NOON)
    run(NOON)
    assert not Standing.objects.exists()

    second = cases.revise_decision(
        first, outcome="cancelled", reason="認定の前提に誤りがあったため。", by=an_approver(), at=NOON + DAY
    )
    first.refresh_from_db()
    assert (first.outcome, second.revises) == ("granted", first)
    assert not Revocation.objects.exists()
    assert Standing.objects.get(case=case).state == "decided"
    run(NOON + DAY)
    assert Standing.objects.get(case=case).state == "notified"
    assert Revocation.objects.get(document_id=first.notification.document).reason == "cancelled"
    [letter] = messages.print_queue(by=an_officer())
    messages.mark_printed(letter, by=an_officer(), at=NOON + DAY)
    messages.mark_posted(letter, by=an_officer(), at=NOON + DAY)
    run(NOON + DAY)
    assert not Standing.objects.exists()


def test_revise_decision__by_a_draft__is_decided_by_the_agreement():
    case = a_case("decided")
    first = case.decisions.get()
    cases.propose(case, outcome="granted", values={"amount": 10000}, revises=first, by=an_officer(), at=NOON + DAY)
    agree(case, at=NOON + DAY)
    second = case.decisions.get(revises=first)
    assert second.values == {"amount": 10000}


def test_revise_decision__twice__is_turned_back():
    first = a_case("decided").decisions.get()
    cases.revise_decision(first, outcome="cancelled", reason="例示", by=an_approver(), at=NOON + DAY)
    with pytest.raises(cases.AlreadyRevised):
        cases.revise_decision(first, outcome="granted", reason="例示", by=an_approver(), at=NOON + DAY)


def test_revise_decision__without_reason__is_turned_back():
    with pytest.raises(cases.ReasonMissing):
        cases.revise_decision(a_case("decided").decisions.get(), outcome="cancelled", reason="", by=an_approver(), at=NOON)


def test_decide__notification_without_notice__is_over_at_once():
    case = a_case("reviewing", version=a_procedure(NOTIFICATION))
    cases.propose(case, outcome="accepted", by=an_officer(), at=NOON)
    agree(case, at=NOON)
    case.refresh_from_db()
    assert case.closed_on == NOON.date()
    assert not Standing.objects.exists()
