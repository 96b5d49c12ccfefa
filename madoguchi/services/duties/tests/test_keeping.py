"""保存と廃棄: two persons, a hold that is stronger, a ledger that stays."""

from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from madoguchi.city.public import publish
from madoguchi.city.testing import raw_department
from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.core.refused import NotFound, NotPermitted
from madoguchi.engines.approvals import public as approvals
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.testing import NOON, a_case, a_procedure
from madoguchi.engines.people.testing import (
    SYSTEM,
    a_resident_account,
    a_staff_account,
    an_approver,
    an_officer,
    signed_in,
)
from madoguchi.services.duties.keeping import carry_out
from madoguchi.services.duties.keeping.hold import GoneAlready, HoldNeedsReason, HoldOver, ReviewInPast, hold, let_go
from madoguchi.services.duties.keeping.propose import NotDueAnyMore, NothingChosen, due, propose, withdraw
from madoguchi.services.duties.models import Disposal, DisposalList, LeftOut, Preservation
from madoguchi.services.duties.testing import LATER, a_case_that_is_due, the_rules

pytestmark = pytest.mark.django_db
REVIEW = date(2033, 4, 1)


@pytest.fixture(autouse=True)
def _rules(db: None) -> None:
    the_rules()


def proposed(*found: cases.Case, by: Any = None, token: str = "one") -> DisposalList:
    return propose([one.number for one in found], token=token, by=by or an_officer(), at=LATER)


def approval_of(made: DisposalList) -> approvals.Approval:
    return approvals.Approval.objects.get(pk=made.approval)


def test_dispose__proposed_by_one_agreed_by_another__is_erased_and_stays_in_the_ledger() -> None:
    case, clerk, chief = a_case_that_is_due(), an_officer(), an_approver()
    made = proposed(case, by=clerk)
    assert proposed(case, by=clerk) == made  # pressed twice
    assert not due(clerk, LATER).exists()
    approvals.approve(approval_of(made), by=chief, at=LATER)
    run_all_ready(LATER)
    line = Disposal.objects.get()
    assert (line.number, line.years, line.kept_until) == (case.number, 5, date(2032, 3, 31))
    assert (line.proposed_by, line.approved_by, line.erased_at) == (clerk.code, chief.code, LATER)
    assert len(line.digest) == 64
    assert cases.is_erased(cases.Case.objects.get(pk=case.pk))
    made.refresh_from_db()
    assert made.finished_at == LATER
    for change in (
        lambda: line.delete(),
        lambda: Disposal.objects.update(title="別の名"),
        lambda: Disposal.objects.update(erased_at=NOON),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_dispose__the_same_person__is_refused_by_the_action_and_by_the_database() -> None:
    both = an_officer(role="clerk", more=[("kodomo", "chief")])
    made = proposed(a_case_that_is_due(), by=both)
    with pytest.raises(approvals.OwnDraft):
        approvals.approve(approval_of(made), by=both, at=LATER)
    for rows, change in (
        (Disposal.objects.all(), {"approved_by": both.code, "approved_at": LATER}),
        (DisposalList.objects.all(), {"verdict": "agreed", "answered_by": both.code, "answered_at": LATER}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Disposal.objects.update(erased_at=LATER)  # nobody has agreed


def test_hold__beats_a_disposal_that_was_agreed_to() -> None:
    held, free = a_case_that_is_due(), a_case_that_is_due()
    made = proposed(held, free)
    approvals.approve(approval_of(made), by=an_approver(), at=LATER)
    hold(held.number, why="litigation", reason="令和14年（行ウ）第1号", review_on=REVIEW, by=an_officer(), at=LATER)
    run_all_ready(LATER)
    assert dict(Disposal.objects.values_list("number", "left_out")) == {held.number: LeftOut.HELD, free.number: None}
    assert cases.Case.objects.get(pk=held.pk).application.answers
    with pytest.raises(GoneAlready):
        hold(free.number, why="audit", reason="監査", review_on=REVIEW, by=an_officer(), at=LATER)
    found = Preservation.objects.get()
    let_go(found, reason="判決が確定したため。", by=an_officer(), at=LATER + timedelta(days=1))
    with pytest.raises(HoldOver):
        let_go(found, reason="もう一度", by=an_officer(), at=LATER)
    assert list(due(an_officer(), LATER)) == [held]


def test_hold__wants_reason_a_day_and_the_right_person() -> None:
    case = a_case_that_is_due()
    told: dict[str, Any] = {"why": "audit", "reason": "定期監査", "review_on": REVIEW, "at": LATER}
    with pytest.raises(HoldNeedsReason):
        hold(case.number, **{**told, "reason": "　"}, by=an_officer())
    with pytest.raises(ReviewInPast):
        hold(case.number, **{**told, "review_on": LATER.date()}, by=an_officer())
    with pytest.raises(NotPermitted):
        hold(case.number, **told, by=an_officer("kaigo"))
    with pytest.raises(NotFound):
        hold("2222-2222-2", **told, by=an_officer())
    found = hold(case.number, **told, by=an_officer("bunsho"))  # the department of records holds back in every section
    assert found.reason == "定期監査"
    assert "監査".encode() not in bytes(found.sealed_reason)
    assert [list(Preservation.objects.visible_to(an_officer(one))) for one in ("kodomo", "bunsho", "kaigo")] == [
        [found],
        [found],
        [],
    ]


def test_hold__of_a_case_that_goes_to_another_section__goes_along() -> None:
    case = a_case("accepted")
    found = hold(case.number, why="audit", reason="定期監査", review_on=REVIEW, by=an_officer(), at=NOON)
    publish("department", raw_department("kaigo"), by=SYSTEM, at=NOON)
    cases.transfer(case, to="kaigo", reason="所管が違うため。", by=an_officer(), at=NOON)
    assert list(Preservation.objects.visible_to(an_officer("kaigo"))) == [found]
    assert not Preservation.objects.visible_to(an_officer("kodomo"))


def test_due__while_a_request_of_the_person_runs__is_not_due() -> None:
    account = a_resident_account()
    case = a_case_that_is_due(account=account)
    request = a_procedure(code="sample-disclosure", title={"ja": "開示請求", "en": "Disclosure"})
    made = proposed(case)
    approvals.approve(approval_of(made), by=an_approver(), at=LATER)
    the_rules(requests=["sample-disclosure"])
    a_case(account=account, version=request, at=LATER)
    run_all_ready(LATER)
    assert Disposal.objects.get().left_out == LeftOut.REQUEST
    assert not due(an_officer(), LATER).exists()


def test_propose__what_is_not_due_or_not_the_own__is_refused() -> None:
    case = a_case_that_is_due()
    with pytest.raises(NothingChosen):
        propose([], token="t", by=an_officer(), at=LATER)
    with pytest.raises(NotDueAnyMore):
        propose([case.number], token="t", by=an_officer(), at=NOON)
    with pytest.raises(NotDueAnyMore):
        propose([case.number], token="t", by=an_officer("kaigo"), at=LATER)
    with pytest.raises(NotPermitted):
        propose([case.number], token="t", by=an_officer("bunsho"), at=LATER)  # sees it, but the section says what it needs
    made = proposed(case)
    with pytest.raises(NotDueAnyMore):
        proposed(case, token="two")
    with pytest.raises(NotPermitted):
        withdraw(made, by=an_officer(), at=LATER)


@pytest.mark.parametrize("how", ["sent-back", "withdrawn"])
def test_dispose__sent_back_or_withdrawn__nothing_is_gone_and_it_is_due_again(how: str) -> None:
    case, clerk = a_case_that_is_due(), an_officer()
    made = proposed(case, by=clerk)
    if how == "sent-back":
        approvals.send_back(approval_of(made), reason="残すものがあるため。", by=an_approver(), at=LATER)
    else:
        withdraw(made, by=clerk, at=LATER)
    run_all_ready(LATER)
    assert Disposal.objects.get().left_out == how
    assert list(due(clerk, LATER)) == [case]
    assert proposed(case, by=clerk, token="two") != made


def test_carry_out__killed_after_a_case__goes_on_with_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [a_case_that_is_due() for _one in range(3)]
    made = proposed(*found)
    Disposal.objects.update(approved_by=an_approver().code, approved_at=LATER)
    real, left = carry_out.cases.erase, iter([True, False])

    def erase(case: cases.Case, **how: Any) -> bool:
        if not next(left):
            raise SystemExit  # the process is killed
        return real(case, **how)

    monkeypatch.setattr(carry_out.cases, "erase", erase)
    monkeypatch.setattr(carry_out, "moment", lambda: LATER)
    with pytest.raises(SystemExit):
        carry_out.carry_out.call(str(made.pk))
    assert Disposal.objects.filter(erased_at__isnull=False).count() == 1
    assert sum(cases.is_erased(one) for one in cases.Case.objects.select_related("key")) == 1
    monkeypatch.setattr(carry_out.cases, "erase", real)
    carry_out.carry_out.call(str(made.pk))
    carry_out.carry_out.call(str(made.pk))
    assert Disposal.objects.filter(erased_at__isnull=False).count() == 3


def test_desk__from_what_is_due_to_the_ledger(tmp_path: Path) -> None:
    case = a_case_that_is_due(account=a_resident_account(name="見本 さくら"))
    cases.Case.objects.update(kept_until=date(2026, 3, 31))
    clerk, chief = (signed_in(Client(), a_staff_account("kodomo", role)) for role in ("clerk", "chief"))
    other, records = signed_in(Client(), a_staff_account("kaigo")), signed_in(Client(), a_staff_account("bunsho"))
    page = clerk.get("/desk/duties/").content.decode()
    assert case.number in page
    assert "さくら" not in page
    assert case.number not in other.get("/desk/duties/").content.decode()
    assert f'value="{case.number}"' not in records.get("/desk/duties/").content.decode()
    empty = clerk.post("/desk/duties/", {"token": "t1"}, follow=True).content.decode()
    assert "選んでください" in empty
    said = clerk.post("/desk/duties/", {"token": "t2", "number": case.number, "reason": "残すものはありません。"}, follow=True)
    made = DisposalList.objects.get()
    assert "決裁待ち" in said.content.decode()
    assert other.get(f"/desk/duties/lists/{made.pk}/").status_code == 404
    assert "記録の廃棄" in chief.get("/desk/approvals/").content.decode()
    page = chief.get(f"/desk/approvals/{made.approval}/").content.decode()
    for words in ("残すものはありません。", "見本手当 認定請求", "1件", "2026年3月31日", "元に戻せません"):
        assert words in page
    assert "残すものはありません。" in clerk.get(f"/desk/duties/lists/{made.pk}/").content.decode()
    chief.post(f"/desk/approvals/{made.approval}/answer/", {"verdict": "approve"})
    run_all_ready()
    assert "消去した" in clerk.get(f"/desk/duties/lists/{made.pk}/").content.decode()
    assert case.number in records.get("/desk/duties/ledger/").content.decode()
    lines = b"".join(records.get("/desk/duties/ledger.csv").streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 2
    ledger = tmp_path / "ledger.csv"
    ledger.write_text("\ufeff" + "\r\n".join([*lines, "2222-2222-2,無い案件"]), encoding="utf-8")
    call_command("dispose_again", ledger, stdout=(said := StringIO()))
    assert said.getvalue().startswith("0 ")
    assert lines[1].startswith(f"{case.number},見本手当 認定請求,kodomo,5,")
    assert (
        "error"
        in records.post(
            "/desk/duties/holds/", {"number": case.number, "why": "audit", "reason": "監査", "review_on": "2050-04-01"}
        ).content.decode()
    )


def test_dispose_again__what_a_restore_brought_back__is_erased_but_not_what_is_held(tmp_path: Path) -> None:
    back, held, early = a_case_that_is_due(), a_case_that_is_due(), a_case_that_is_due()
    cases.Case.objects.exclude(pk=early.pk).update(kept_until=date(2026, 3, 31))
    hold(held.number, why="audit", reason="監査", review_on=REVIEW, by=an_officer(), at=LATER)
    ledger = tmp_path / "ledger.csv"
    ledger.write_text("\n".join(["受付番号", back.number, held.number, early.number]), encoding="utf-8")
    call_command("dispose_again", ledger, stdout=(said := StringIO()), stderr=(left := StringIO()))
    assert said.getvalue().startswith("1 ")
    assert {line.split(":")[0] for line in left.getvalue().splitlines()} == {held.number, early.number}
    assert cases.is_erased(cases.Case.objects.get(pk=back.pk))


def test_desk__holds__entered_and_ended() -> None:
    case = a_case_that_is_due()
    clerk = signed_in(Client(), a_staff_account("kodomo"))
    assert "error-summary" in clerk.post("/desk/duties/holds/", {"number": "", "why": "audit"}).content.decode()
    told = {"number": case.number.lower(), "why": "audit", "reason": "定期監査", "review_on": "2050-04-01"}
    assert "定期監査" in clerk.post("/desk/duties/holds/", told, follow=True).content.decode()
    found = Preservation.objects.get()
    assert "理由を書いて" in clerk.post(f"/desk/duties/holds/{found.pk}/", {"reason": ""}, follow=True).content.decode()
    clerk.post(f"/desk/duties/holds/{found.pk}/", {"reason": "監査が終わったため。"})
    assert not Preservation.objects.open().exists()
    assert signed_in(Client(), a_staff_account("kaigo")).post(f"/desk/duties/holds/{found.pk}/", {"reason": "x"}).status_code == 404
