"""延期 and 移送: the promised day, the lists and the person's page follow; another city's case ends here."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from madoguchi.city.testing import a_city
from madoguchi.core.refused import NotFound, NotPermitted
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.models import Case, Extension, Notification, Standing, Transfer
from madoguchi.engines.cases.standing import differing
from madoguchi.engines.cases.testing import CERTIFICATION, DAY, NOON, a_case, a_procedure, run
from madoguchi.engines.messages import public as messages
from madoguchi.engines.people.testing import a_resident, account_of, an_approver, an_officer

pytestmark = pytest.mark.django_db
LEGAL, LATER = date(2026, 8, 14), date(2026, 9, 30)


def a_certification_case(until="reviewing", **others):
    a_city(kodomo="こども課", shimin="市民課")
    return a_case(until, version=a_procedure(CERTIFICATION), **others)


def extended(case, until=LATER, reason="主治医意見書が届いていないため。", by=None, at=NOON + DAY):
    return cases.extend(case, until=until, reason=reason, by=by or an_officer(), at=at)


def test_extend__legal_period__the_day_in_every_list_follows_and_the_person_gets_a_notice():
    case = a_certification_case()
    assert Standing.objects.get(case=case).legal_on == LEGAL
    extended(case)
    run(NOON + DAY)
    standing = Standing.objects.get(case=case)
    assert (standing.legal_on, standing.breaks_on, standing.state) == (LATER, LATER, "reviewing")
    [notice] = messages.notices_about("case", case.id)
    assert notice.kind == "answer-extended"
    assert Notification.objects.get(case=case).given_at
    assert "cases.extended" in [entry.kind for entry in cases.timeline(case, "resident")]
    assert list(differing()) == []


def test_extend__correction_open__the_legal_clock_runs_on_and_the_standard_one_pauses():
    case = a_case("correcting", version=a_procedure({**CERTIFICATION, "standard_days": 20}))
    standing = Standing.objects.get(case=case)
    assert (standing.promised_on, standing.legal_on) == (None, LEGAL)
    extended(case)
    standing.refresh_from_db()
    assert (standing.promised_on, standing.legal_on) == (None, LATER)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"until": LEGAL}, cases.ExtensionTooShort),
        ({"reason": " "}, cases.ExtensionNeedsReason),
    ],
)
def test_extend__no_later_day_or_no_reason__is_turned_back(change, refusal):
    case = a_certification_case()
    with pytest.raises(refusal):
        extended(case, **change)
    assert not Extension.objects.exists()


def test_extend__the_law_gives_thirty_days__no_further_however_often_but_for_the_special_case():
    raw = {**CERTIFICATION, "extend_days": 30, "extend_beyond": "見本法第84条"}
    case = a_case("reviewing", version=a_procedure(raw))
    with pytest.raises(cases.ExtensionTooLong, match="2026年9月14日"):  # the thirtieth day, 13 September, is a Sunday
        extended(case, until=date(2026, 9, 15))
    extended(case, until=date(2026, 9, 1))
    with pytest.raises(cases.ExtensionTooLong):
        extended(case, until=date(2026, 9, 30))
    extended(case, until=date(2026, 9, 14))
    cases.extend(case, until=date(2026, 12, 1), reason="著しく大量のため。", special=True, by=an_officer(), at=NOON + DAY)
    assert Extension.objects.get(until_on=date(2026, 12, 1)).reason == "見本法第84条：著しく大量のため。"


def test_extend__no_law_for_special_cases__special_changes_nothing():
    case = a_case("reviewing", version=a_procedure({**CERTIFICATION, "extend_days": 30}))
    with pytest.raises(cases.ExtensionTooLong):
        cases.extend(case, until=date(2026, 12, 1), reason="大量", special=True, by=an_officer(), at=NOON + DAY)


def test_extend__no_period_other_section_or_after_the_decision__is_turned_back():
    without = a_case("accepted", version=a_procedure({**CERTIFICATION, "code": "sample-without", "legal_days": None}))
    with pytest.raises(cases.NothingToExtend):
        extended(without)
    case = a_certification_case("decided", entered={"level": "k1"})
    with pytest.raises(cases.AlreadyDecided):
        extended(case)
    with pytest.raises(NotPermitted):
        extended(a_certification_case(), by=an_officer(section="shimin"))


def test_extend__then_decided_and_sent__the_case_completes_with_both_notices():
    case = a_certification_case()
    extended(case)
    cases.decide(case, outcome="granted", entered={"level": "k1"}, by=an_approver(), at=NOON + 2 * DAY)
    run(NOON + 2 * DAY)
    assert Standing.objects.get(case=case).state == "notified"
    cases.complete(case, by=an_officer(), at=NOON + 3 * DAY)
    assert not Standing.objects.filter(case=case).exists()
    assert sorted(notice.kind for notice in messages.notices_about("case", case.id)) == ["answer-extended", "sample-granted"]


def test_transfer__to_a_section__scope_list_and_assignment_follow():
    case = a_certification_case("accepted")
    cases.assign(case, to=account_of(an_officer()), by=an_officer(), at=NOON)
    cases.transfer(case, to="shimin", reason="所管が違うため。", by=an_officer(), at=NOON + DAY)
    standing = Standing.objects.get(case=case)
    assert (standing.section, standing.assignee_id) == ("shimin", None)
    assert cases.look(case.number, by=an_officer(section="shimin"), at=NOON + DAY, purpose="casework") == case
    with pytest.raises(NotFound):
        cases.look(case.number, by=an_officer(), at=NOON + DAY, purpose="casework")
    assert Case.objects.get(pk=case.pk).application.section == "shimin"
    assert list(differing()) == []


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"to": "kodomo"}, cases.NoSuchSection),
        ({"to": "nowhere"}, cases.NoSuchSection),
        ({"reason": ""}, cases.TransferNeedsReason),
    ],
)
def test_transfer__to_itself_nowhere_or_without_reason__is_turned_back(change, refusal):
    with pytest.raises(refusal):
        cases.transfer(a_certification_case(), **{"to": "shimin", "reason": "所管違い", **change}, by=an_officer(), at=NOON)


def test_send_to_city__the_case_ends_here_and_the_person_is_told():
    account = account_of(a_resident())
    case = a_certification_case("correcting", account=account)
    cases.send_to_city(case, city="例示県例示市", reason="例示市が保険者のため。", by=an_officer(), at=NOON + DAY)
    assert Standing.objects.get(case=case).waits_for == "notice"
    for act in (cases.accept, cases.start_review):
        with pytest.raises(cases.CaseOver):
            act(case, by=an_officer(), at=NOON + DAY)
    run(NOON + DAY)
    [notice] = messages.notices_about("case", case.id)
    assert notice.kind == "case-transferred"
    cases.complete(case, by=an_officer(), at=NOON + 2 * DAY)
    assert not Standing.objects.filter(case=case).exists()
    held = Case.objects.get(pk=case.pk)
    assert None not in (held.closed_on, held.kept_until)
    view = cases.application_for_person(held.application, by=a_resident(account=account))
    assert view.state == "transferred"
    assert list(differing()) == []


def test_database__a_transfer_to_two_places_or_an_earlier_extension__is_impossible():
    case = a_certification_case()
    common = {"case": case, "by_code": "x", "at": NOON}
    for row in (
        Transfer(from_section="kodomo", to_section="shimin", to_city="例示市", sealed_reason=b"x", **common),
        Transfer(from_section="kodomo", to_section="kodomo", sealed_reason=b"x", **common),
        Transfer(from_section="kodomo", to_section="shimin", **common),
        Extension(due_on=LATER, until_on=LEGAL, sealed_reason=b"x", **common),
        Extension(due_on=LEGAL, until_on=LATER, **common),
        Notification(case=case, notice_code="x", requested_at=NOON),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)
