"""One instruction for many cases: each has its own outcome, nothing twice, nothing lost."""

from typing import Any

import pytest

from madoguchi.core.jobs.public import Job
from madoguchi.core.refused import NotPermitted
from madoguchi.engines.approvals import public as approvals
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.batches import running
from madoguchi.engines.cases.models import BatchItem, Decision, Notification, Proposal, Standing
from madoguchi.engines.cases.testing import DAY, NOON, a_case, a_procedure, differing, run
from madoguchi.engines.people.testing import a_staff_account, actor_of, an_approver, an_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Any:
    a_procedure()
    return actor_of(a_staff_account("kodomo"), NOON)


def begin(what: str, numbers: list[str], by: Any, token: str = "one", **more: Any) -> Any:
    return cases.begin_batch(what, numbers, token=token, by=by, at=NOON + DAY, **more)


def outcomes(batch: Any) -> list[tuple[str, str]]:
    return list(BatchItem.objects.filter(batch=batch).order_by("order").values_list("state", "reason"))


def numbers(*found: Any) -> list[str]:
    return [one.number for one in found]


def test_accept__many__each_for_itself_with_the_reason_where_it_was_refused(clerk: Any) -> None:
    fresh, known, over = a_case(), a_case("accepted"), a_case("withdrawn")
    batch = begin("accept", numbers(fresh, known, over), clerk)
    run(NOON + DAY)
    assert outcomes(batch) == [("done", ""), ("refused", "already-accepted"), ("refused", "case-over")]
    batch.refresh_from_db()
    assert batch.finished_at == NOON + DAY
    assert Standing.objects.get(pk=fresh.pk).state == "accepted"
    assert fresh.intake.by_code == clerk.code


def test_begin__pressed_twice__is_one_batch(clerk: Any) -> None:
    case = a_case()
    first, second = (begin("accept", [case.number], clerk) for _n in range(2))
    assert first.pk == second.pk
    assert Job.objects.filter(key=f"batch:{first.pk}").count() == 1


def test_begin__what_does_not_go__is_said_before_anything_is_written(clerk: Any) -> None:
    here = a_case()
    with pytest.raises(cases.NoCasesChosen):
        begin("accept", ["ABCD-EFGH-J"], clerk)
    with pytest.raises(cases.NoCasesChosen):
        begin("accept", [here.number], an_officer("kaigo"))
    with pytest.raises(cases.TooManyCases):
        begin("accept", [str(n) for n in range(501)], clerk)
    with pytest.raises(cases.NobodyChosen):
        begin("hand-over", [here.number], clerk)
    with pytest.raises(cases.ReasonMissing):
        begin("propose", [here.number], clerk, outcome="refused", text=" ")
    assert not cases.Batch.objects.exists()


def test_hand_over__many__with_a_note(clerk: Any) -> None:
    other, found = a_staff_account("kodomo"), [a_case("reviewing"), a_case("accepted")]
    batch = begin("hand-over", numbers(*found), clerk, to=other, text="異動のため")
    run(NOON + DAY)
    assert outcomes(batch) == [("done", "")] * 2
    assert set(Standing.objects.values_list("assignee", flat=True)) == {other.pk}
    assert "異動のため" in found[0].notes.get().text


def test_propose__many__become_decisions_and_notices_under_one_agreement(clerk: Any) -> None:
    found = [a_case("reviewing") for _n in range(3)]
    late = a_case("accepted")
    batch = begin("propose", numbers(*found, late), clerk, outcome="granted", text="要件を満たす。")
    run(NOON + DAY)
    batch.refresh_from_db()
    assert outcomes(batch) == [("drafted", "")] * 3 + [("refused", "not-reviewed-yet")]
    assert approvals.Approval.objects.count() == 1
    assert Standing.objects.filter(state="proposed").count() == 3
    approval = approvals.Approval.objects.get(pk=str(batch.approval))
    with pytest.raises(NotPermitted):
        approvals.approve(approval, by=clerk, at=NOON + DAY)
    chief = an_approver()
    approvals.approve(approval, by=chief, at=NOON + 2 * DAY)
    run(NOON + 2 * DAY)
    assert outcomes(batch) == [("done", "")] * 3 + [("refused", "not-reviewed-yet")]
    assert set(Decision.objects.values_list("decided_by", "proposed_by")) == {(chief.code, clerk.code)}
    assert Notification.objects.exclude(given_at=None).count() == 3
    assert [group.cases for group in cases.groups_of(cases.batch_items(batch))] == [3]
    assert list(differing()) == []


def test_propose__one_taken_out_and_one_withdrawn__the_rest_is_decided(clerk: Any) -> None:
    stays, out, gone = (a_case("reviewing") for _n in range(3))
    batch = begin("propose", numbers(stays, out, gone), clerk, outcome="granted")
    run(NOON + DAY)
    cases.withdraw_proposal(out, by=clerk, at=NOON + DAY)
    cases.withdraw(gone, by=clerk, at=NOON + DAY)
    batch.refresh_from_db()
    approvals.approve(approvals.Approval.objects.get(pk=str(batch.approval)), by=an_approver(), at=NOON + 2 * DAY)
    run(NOON + 2 * DAY)
    assert outcomes(batch) == [("done", ""), ("refused", "taken-out"), ("refused", "taken-out")]
    assert Decision.objects.get().case_id == stays.pk
    assert list(differing()) == []


@pytest.mark.parametrize(("answer", "reason"), [("send-back", "sent-back"), ("withdraw", "batch-withdrawn")])
def test_propose__not_agreed_to__cases_are_where_they_were(clerk: Any, answer: str, reason: str) -> None:
    found = [a_case("reviewing") for _n in range(2)]
    batch = begin("propose", numbers(*found), clerk, outcome="granted")
    run(NOON + DAY)
    batch.refresh_from_db()
    if answer == "withdraw":
        cases.withdraw_batch(batch, by=clerk, at=NOON + DAY)
    else:
        approval = approvals.Approval.objects.get(pk=str(batch.approval))
        approvals.send_back(approval, reason="住所を確かめてください。", by=an_approver(), at=NOON + DAY)
    run(NOON + DAY)
    assert outcomes(batch) == [("refused", reason)] * 2
    assert set(Standing.objects.values_list("state", flat=True)) == {"reviewing"}
    assert not Proposal.objects.filter(ended_at=None).exists()
    assert list(differing()) == []


def test_run__killed_in_the_middle__goes_on_where_it_stopped(clerk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [a_case() for _n in range(4)]
    batch, real, calls = begin("accept", numbers(*found), clerk), running.accept, []

    def dies(case: Any, **who: Any) -> None:
        real(case, **who)
        calls.append(case.pk)
        if len(calls) == 3:
            raise SystemExit("killed between the act and its item")

    monkeypatch.setattr(running, "accept", dies)
    with pytest.raises(SystemExit):
        running.run_batch.call(str(batch.pk))
    assert [state for state, _reason in outcomes(batch)] == ["done", "done", "waiting", "waiting"]
    assert not hasattr(cases.Case.objects.get(pk=found[2].pk), "intake"), "the act of the third was undone with its item"
    run(NOON + DAY)
    assert outcomes(batch) == [("done", "")] * 4


def test_run__an_error_in_one_case__stops_no_other_and_is_said(clerk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [a_case() for _n in range(3)]
    batch, real = begin("accept", numbers(*found), clerk), running.accept

    def stumbles(case: Any, **who: Any) -> None:
        if case.pk == found[1].pk:
            raise ZeroDivisionError
        real(case, **who)

    monkeypatch.setattr(running, "accept", stumbles)
    run(NOON + DAY)
    assert outcomes(batch) == [("done", ""), ("refused", "fault"), ("done", "")]


def test_run__rights_lost_meanwhile__nothing_is_done(clerk: Any) -> None:
    from madoguchi.engines.people.public import Post

    case = a_case()
    batch = begin("accept", [case.number], clerk)
    Post.objects.filter(account_id=clerk.account_id).update(until_on=(NOON - DAY).date())
    run(NOON + DAY)
    assert outcomes(batch) == [("refused", "not-permitted")]
