"""Kinds: 申請 and 請求 are decided, 届出 received, 申出 acknowledged, 照会 answered; none without knowing who asks."""

import pytest
from django.db import IntegrityError, transaction

from madoguchi.core.refused import NotPermitted
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.models import Decision, Standing
from madoguchi.engines.cases.testing import DAY, NOON, NOTIFICATION, PROCEDURE, a_case, a_procedure, agree, run
from madoguchi.engines.messages import public as messages
from madoguchi.engines.people.testing import a_resident, an_approver, an_officer

pytestmark = pytest.mark.django_db


def of_kind(kind, until="opened", **changes):
    return a_case(until, version=a_procedure({**NOTIFICATION, "kind": kind, "code": f"sample-{kind}", **changes}))


@pytest.mark.parametrize(("kind", "outcome"), [("notification", "accepted"), ("offer", "acknowledged"), ("inquiry", "answered")])
def test_settle__from_arrival__ends_in_one_step_by_its_own_name(kind, outcome):
    case = of_kind(kind)
    cases.settle(case, reply="こども課が窓口です。" if kind == "inquiry" else "", by=an_officer(), at=NOON)
    assert case.decisions.get().outcome == outcome
    said = {"accepted": "受理しました。", "acknowledged": "受領しました。", "answered": "回答しました。"}[outcome]
    assert said in [str(entry.sentence) for entry in cases.timeline(case, "resident")]
    assert not Standing.objects.filter(case=case).exists()
    with pytest.raises(cases.AlreadyDecided):
        cases.settle(case, reply="もう一度", by=an_officer(), at=NOON)


def test_settle__with_a_receipt__waits_for_its_posting():
    case = of_kind("notification", results={"accept": "sample-receipt"})
    cases.settle(case, by=an_officer(), at=NOON)
    run(NOON)
    assert [notice.kind for notice in messages.notices_about("case", case.id)] == ["sample-receipt"]
    assert Standing.objects.get(case=case).waits_for == "posting"


def test_settle__claim_inquiry_without_reply_other_section__is_turned_back():
    with pytest.raises(cases.OutcomeDoesNotFit):
        cases.settle(a_case("accepted"), by=an_officer(), at=NOON)
    with pytest.raises(cases.ReplyMissing):
        cases.settle(of_kind("inquiry"), reply=" ", by=an_officer(), at=NOON)
    for who in (a_resident(), an_officer(section="kaigo")):
        with pytest.raises(NotPermitted):
            cases.settle(of_kind("notification"), by=who, at=NOON)


def test_correction__of_a_notification__is_asked_before_it_is_received():
    case = of_kind("notification")
    cases.request_correction(case, items=[("claimant.address", "番地まで書いてください。")], by=an_officer(), at=NOON)
    with pytest.raises(cases.CorrectionOpen):
        cases.settle(case, by=an_officer(), at=NOON + DAY)
    assert "settle" not in cases.case_for_desk(case, by=an_officer(), at=NOON).may


@pytest.mark.parametrize("outcome", ["granted", "refused", "cancelled"])
def test_decide__notification_by_what_it_cannot_be__does_not_fit(outcome):
    with pytest.raises(cases.OutcomeDoesNotFit):
        cases.decide(of_kind("notification", "accepted"), outcome=outcome, reason="理由", by=an_approver(), at=NOON)


@pytest.mark.parametrize(
    ("kind", "offered", "hidden"),
    [("notification", {"settle"}, {"accept", "start_review", "decide"}), ("claim", {"accept"}, {"settle"})],
)
def test_possible__by_kind__offers_only_what_fits(kind, offered, hidden):
    case = of_kind(kind) if kind != "claim" else a_case()
    may = cases.case_for_desk(case, by=an_approver(), at=NOON).may
    assert offered <= may
    assert not hidden & may


def signed(until="reviewing", code="sample-signed", **others):
    return a_case(until, version=a_procedure({**PROCEDURE, "code": code, "assurance": "sign"}), **others)


def test_grant__signature_wanted_but_nobody_known__waits_for_the_clerks_record():
    case = signed()
    for act, who in ((cases.propose, an_officer()), (cases.decide, an_approver())):
        with pytest.raises(cases.IdentityNotEstablished):
            act(case, outcome="granted", by=who, at=NOON)
    cases.record_identity(case, method="photo-id", succeeded=False, by=an_officer(), at=NOON)
    with pytest.raises(cases.IdentityNotEstablished):
        cases.propose(case, outcome="granted", by=an_officer(), at=NOON)
    cases.record_identity(case, method="photo-id", by=an_officer(), at=NOON + DAY)
    cases.propose(case, outcome="granted", by=an_officer(), at=NOON + DAY)
    agree(case, at=NOON + DAY)
    assert case.decisions.get().outcome == "granted"


def test_grant__record_taken_back_before_the_agreement__goes_back_to_the_clerk_with_a_note():
    case = signed()
    cases.record_identity(case, method="known", by=an_officer(), at=NOON)
    cases.propose(case, outcome="granted", by=an_officer(), at=NOON)
    cases.record_identity(case, method="register", succeeded=False, by=an_officer(), at=NOON + DAY)
    agree(case, at=NOON + DAY)
    assert not case.decisions.exists()
    assert Standing.objects.get(case=case).state == "reviewing"
    assert "本人確認" in case.notes.get().text


def test_refusal__nobody_known__needs_no_record():
    cases.decide(signed(), outcome="refused", reason="要件を満たさないため。", by=an_approver(), at=NOON)
    assert cases.is_known(signed("accepted", assurance="sign"))


def test_database__reply_without_words__is_impossible():
    case = of_kind("inquiry")
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(case=case, outcome="answered", decided_by="x", decided_at=NOON, decided_on=NOON.date())
