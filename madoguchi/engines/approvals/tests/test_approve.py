"""決裁: one answer, by another, who holds the office."""

from datetime import timedelta

import pytest

from madoguchi.core.refused import NotPermitted
from madoguchi.engines.approvals import public as approvals
from madoguchi.engines.approvals.models import Agreement, SendingBack, Withdrawal
from madoguchi.engines.approvals.testing import NOON, a_draft
from madoguchi.engines.people.public import SYSTEM
from madoguchi.engines.people.testing import a_resident, an_approver, an_officer

pytestmark = pytest.mark.django_db


def test_approve__by_the_chief__leaves_who_and_when():
    draft, chief = a_draft(), an_approver(section="kodomo")
    approvals.approve(draft, by=chief, at=NOON + timedelta(hours=1))
    agreement = Agreement.objects.get(approval=draft)
    assert (agreement.by_code, agreement.at) == (chief.code, NOON + timedelta(hours=1))
    assert approvals.open_approval(draft.subject_kind, draft.subject_id) is None


def test_approve__twice__is_turned_back():
    draft = a_draft()
    approvals.approve(draft, by=an_approver(section="kodomo"), at=NOON)
    with pytest.raises(approvals.AlreadyAnswered):
        approvals.send_back(draft, reason="例示", by=an_approver(section="kodomo"), at=NOON)
    assert SendingBack.objects.count() == 0


def test_approve__own_draft__is_turned_back():
    chief = an_approver(section="kodomo")
    with pytest.raises(approvals.OwnDraft):
        approvals.approve(a_draft(by=chief), by=chief, at=NOON)


@pytest.mark.parametrize("who", [lambda: an_officer(section="kodomo"), lambda: an_approver(section="kaigo"), a_resident])
def test_approve__without_the_office__is_not_permitted(who):
    draft = a_draft()
    with pytest.raises(NotPermitted):
        approvals.approve(draft, by=who(), at=NOON)
    draft.refresh_from_db()
    assert draft.is_open()


def test_send_back__without_reason__is_turned_back():
    with pytest.raises(approvals.SendingBackNeedsReason):
        approvals.send_back(a_draft(), reason="  ", by=an_approver(section="kodomo"), at=NOON)


def test_send_back__with_reason__keeps_it_sealed():
    draft = a_draft()
    approvals.send_back(draft, reason="架空の理由です。", by=an_approver(section="kodomo"), at=NOON)
    row = SendingBack.objects.get(approval=draft)
    assert row.reason == "架空の理由です。"
    assert "架空".encode() not in bytes(row.sealed_reason)


def test_withdraw__another_persons_draft__is_not_permitted():
    with pytest.raises(NotPermitted):
        approvals.withdraw(a_draft(), by=an_officer(section="kodomo"), at=NOON)


def test_withdraw__own_draft__frees_the_subject():
    clerk = an_officer(section="kodomo")
    draft = a_draft(by=clerk, subject_id="1")
    approvals.withdraw(draft, by=clerk, at=NOON)
    assert Withdrawal.objects.get().approval == draft
    assert a_draft(by=clerk, subject_id="1").is_open()


def test_withdraw__by_the_system__is_done():
    draft = a_draft()
    approvals.withdraw(draft, by=SYSTEM, at=NOON)
    assert Withdrawal.objects.filter(approval=draft).exists()
