"""決定の内容: what the clerk enters, a line for each child, how long it holds."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.models import Decision, Grant
from madoguchi.engines.cases.testing import ANSWERS, CERTIFICATION, NOON, PROCEDURE, a_case, a_name, a_procedure, agree
from madoguchi.engines.people.testing import an_approver, an_officer

pytestmark = pytest.mark.django_db
TWO = [
    {"name": a_name("見本", "ひなた"), "birth": "2026-07-01", "living": "together"},
    {"name": a_name("見本", "そら"), "birth": "2020-03-03", "living": "together"},
]
EACH = {"each": {"of": "children", "amount": "amount"}}


def certified(entered=None, **how):
    case = a_case("reviewing", version=a_procedure(CERTIFICATION))
    return cases.decide(case, outcome="granted", entered=entered or {"level": "k1"}, by=an_approver(), at=NOON, **how)


def test_decide__what_the_clerk_enters__is_kept_with_what_was_suggested_and_how_long_it_holds():
    decision = certified()
    assert decision.values == {"level": "k1", "valid_from": "2026-07-15", "valid_until": "2027-01-31"}
    assert (decision.valid_from, decision.expires_on) == (date(2026, 7, 15), date(2027, 1, 31))


@pytest.mark.parametrize(
    ("entered", "where"),
    [
        ({"valid_from": "2026-07-15"}, {"level": "required"}),
        ({"level": "k9"}, {"level": "unknown-option"}),
        ({"level": "k1", "valid_until": "2026-07-01"}, {"valid_until": "not-before"}),
    ],
)
def test_decide__missing_or_wrong_entry__says_which(entered, where):
    with pytest.raises(cases.EnteredWrong) as refused:
        certified(entered)
    assert {one.path: one.code for one in refused.value.problems} == where


def test_refuse__needs_no_entries_and_holds_for_no_time():
    case = a_case("reviewing", version=a_procedure(CERTIFICATION))
    decision = cases.decide(case, outcome="refused", reason="非該当のため。", by=an_approver(), at=NOON)
    assert decision.expires_on is None


def each_child(**changes):
    version = a_procedure({**PROCEDURE, "code": "sample-each", "decide": EACH})
    return a_case("reviewing", version=version, answers={**ANSWERS, "children": TWO}, **changes)


def test_each__one_child_refused__its_amount_is_left_out_and_its_reason_kept():
    case = each_child()
    lines = [{"path": "children[1]", "outcome": "refused", "reason": "監護していないため。"}]
    cases.propose(case, outcome="granted", lines=lines, by=an_officer(), at=NOON)
    agree(case, at=NOON)
    decision = case.decisions.get()
    found = [(one.path, one.outcome, one.yen, one.name, one.reason) for one in decision.grants.order_by("path")]
    assert found == [
        ("children[0]", "granted", 15000, "見本 ひなた", ""),
        ("children[1]", "refused", None, "見本 そら", "監護していないため。"),
    ]
    assert decision.values["amount"] == 15000
    from madoguchi.engines.cases.actions.paper import paper_of

    data = paper_of(cases.Case.objects.get(pk=case.pk), decision.notification).data
    assert data["remedies"]
    assert [(line["place"], line["why"]) for line in data["lines"]][1] == ("見本 そら", "監護していないため。")


def test_each__refused_without_reason_or_all_refused__is_turned_back():
    case = each_child()
    with pytest.raises(cases.LineNeedsReason):
        cases.decide(case, outcome="granted", lines=[{"path": "children[1]", "outcome": "refused"}], by=an_approver(), at=NOON)
    none = [{"path": f"children[{n}]", "outcome": "refused", "reason": "対象外"} for n in (0, 1)]
    with pytest.raises(cases.NothingGranted):
        cases.decide(case, outcome="granted", lines=none, by=an_approver(), at=NOON)


def test_database__refused_line_without_reason_or_validity_turned_round__is_impossible():
    decision = certified()
    case = decision.case
    for row in (
        Grant(decision=decision, path="children[0]", outcome="refused"),
        Grant(decision=decision, path="children[0]", outcome="refused", sealed_reason=b"x", yen=1),
        Decision(case=case, revises=decision, outcome="granted", decided_by="x", decided_at=NOON, decided_on=NOON.date(),
                 valid_from=date(2026, 7, 2), expires_on=date(2026, 7, 1)),
        Decision(case=case, revises=decision, outcome="refused", sealed_reason=b"x", decided_by="x", decided_at=NOON,
                 decided_on=NOON.date(), valid_from=date(2026, 7, 1), expires_on=date(2026, 7, 1)),
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)
