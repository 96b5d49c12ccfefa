"""受付, 審査, 担当, 取下げ, 後日提出, メモ, 本人確認, 完了."""

import pytest

from madoguchi.core.files.public import keep
from madoguchi.core.refused import NotPermitted
from madoguchi.engines.approvals import public as approvals
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.models import Standing
from madoguchi.engines.cases.testing import NOON, a_case, run
from madoguchi.engines.people.public import SYSTEM
from madoguchi.engines.people.testing import (
    a_resident,
    a_resident_account,
    a_staff_account,
    an_administrator,
    an_approver,
    an_officer,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("action", "until", "refusal"),
    [
        (cases.accept, "accepted", cases.AlreadyAccepted),
        (cases.accept, "decided", cases.AlreadyDecided),
        (cases.accept, "withdrawn", cases.CaseOver),
        (cases.start_review, "opened", cases.NotAcceptedYet),
        (cases.start_review, "reviewing", cases.ReviewAlreadyStarted),
        (cases.start_review, "decided", cases.AlreadyDecided),
        (cases.withdraw, "decided", cases.AlreadyDecided),
        (cases.withdraw, "withdrawn", cases.CaseOver),
        (cases.complete, "reviewing", cases.NotDecidedYet),
        (cases.complete, "decided", cases.NoticeNotGivenYet),
        (cases.complete, "withdrawn", cases.CaseOver),
        (cases.notify, "reviewing", cases.NotDecidedYet),
    ],
)
def test_action__at_the_wrong_point__is_turned_back(action, until, refusal):
    with pytest.raises(refusal):
        action(a_case(until), by=an_officer(), at=NOON)


@pytest.mark.parametrize("action", [cases.accept, cases.start_review, cases.complete, cases.notify])
@pytest.mark.parametrize("who", [a_resident, an_administrator, lambda: an_officer(section="kaigo")])
def test_action__by_an_outsider__is_not_permitted(action, who):
    with pytest.raises(NotPermitted):
        action(a_case("accepted"), by=who(), at=NOON)


def test_withdraw__own__ends_correction_and_is_over():
    account = a_resident_account()
    case = a_case("correcting", account=account)
    cases.withdraw(case, reason="例示の事情", by=a_resident(account), at=NOON)
    assert not Standing.objects.exists()
    assert case.corrections.get().ending == "closed"
    case.refresh_from_db()
    assert case.closed_on == NOON.date()


def test_withdraw__while_a_draft_waits__ends_the_draft():
    case = a_case("proposed")
    cases.withdraw(case, by=an_officer(), at=NOON)
    assert approvals.queue(by=an_approver()).items == []
    assert case.proposals.get().ending == "withdrawn"


def test_withdraw__of_another__is_not_permitted():
    with pytest.raises(NotPermitted):
        cases.withdraw(a_case(account=a_resident_account()), by=a_resident(a_resident_account()), at=NOON)


def test_assign__member_of_the_section__stands_in_the_queue():
    case, anna, ben = a_case(), a_staff_account(), a_staff_account()
    cases.assign(case, to=anna, by=an_officer(), at=NOON)
    cases.assign(case, to=ben, by=an_officer(), at=NOON)
    assert Standing.objects.get(case=case).assignee == ben
    assert [s.case_id for s in cases.queue(by=an_officer(), filters=cases.Filters(assignee=ben.pk)).items] == [case.pk]
    assert cases.queue(by=an_officer(), filters=cases.Filters(assignee=anna.pk)).items == []


def test_assign__member_of_another_section__is_turned_back():
    with pytest.raises(cases.NotOfSection):
        cases.assign(a_case(), to=a_staff_account(section="kaigo"), by=an_officer(), at=NOON)


def test_note__text__is_sealed_and_for_staff_only():
    account = a_resident_account()
    case = a_case(account=account)
    note = cases.note(case, "架空の聞き取り", by=an_officer(), at=NOON)
    assert note.text == "架空の聞き取り"
    assert "架空".encode() not in bytes(note.sealed_text)
    assert "cases.note-written" not in [entry.kind for entry in cases.timeline(case, "resident")]
    with pytest.raises(NotPermitted):
        cases.note(case, "例示", by=a_resident(account), at=NOON)
    with pytest.raises(cases.EmptyNote):
        cases.note(case, " ", by=an_officer(), at=NOON)


def test_record_identity__method_and_result__are_kept():
    check = cases.record_identity(a_case(), method="photo-id", by=an_officer(), at=NOON)
    assert (check.method, check.succeeded) == ("photo-id", True)


def test_attach_later__known_paper__is_kept():
    account = a_resident_account()
    case = a_case("accepted", account=account)
    file = keep(b"\x89PNG" + a_png()[4:], name="proof.png", key=case.key, by=SYSTEM, at=NOON)
    kept = cases.attach_later(case, "proof", file, by=a_resident(account), at=NOON)
    assert kept.application == case.application
    with pytest.raises(cases.UnknownPaper):
        cases.attach_later(case, "nothing", file, by=an_officer(), at=NOON)


def a_png():
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG")
    return out.getvalue()


def test_complete__by_hand_after_the_notice__ends_the_case():
    case = a_case("decided")
    run(NOON)
    cases.complete(case, by=an_officer(), at=NOON)
    cases.complete(case, by=an_officer(), at=NOON)
    assert not Standing.objects.exists()
