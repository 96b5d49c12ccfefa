"""限度額: what is left after earlier grants, a year or a life long, anew in another house or three steps higher."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.calculations.limits import Used, counting
from madoguchi.engines.cases.models import LimitAccount, LimitUse
from madoguchi.engines.cases.testing import ANSWERS, NOON, PROCEDURE, a_case, a_procedure
from madoguchi.engines.people.testing import an_approver

pytestmark = pytest.mark.django_db
TOOLS = {
    **{key: PROCEDURE[key] for key in ("department", "law", "retention", "results", "applicant", "kind", "appeal_body")},
    "code": "sample-tools",
    "title": "見本福祉用具",
    "standard_days": 60,
    "pages": [
        {"title": "本人", "ask": [
            *PROCEDURE["pages"][1]["ask"],
            {"id": "insured.number", "type": "text", "label": "被保険者番号", "max_length": 10},
        ]},
        {"title": "品目", "repeat": {"id": "items", "min": 1, "max": 5}, "ask": [
            {"id": "kind", "type": "choice", "label": "種目", "options": {"seat": "腰掛便座", "bath": "入浴補助用具"}},
            {"id": "price", "type": "yen", "label": "額"},
        ]},
    ],
    "calculate": [
        {"id": "left", "label": "残りの限度額", "left": {
            "of": "100000", "used": "amount", "per": "fiscal-year", "who": "insured.number", "account": "tools",
            "same": "items.kind",
        }},
        {"id": "amount", "label": "支給の対象額", "unit": "yen", "value": "min(sum(items.map(i, i.price)), left)"},
    ],
}  # fmt: skip


def tools(price, number="0012345678", kind="seat", until="reviewing", **others):
    answers = {"claimant": ANSWERS["claimant"], "insured": {"number": number}, "items": [{"kind": kind, "price": price}]}
    return a_case(until, version=a_procedure(TOOLS), answers=answers, **others)


def granted(case, at=NOON, **how):
    return cases.decide(case, outcome="granted", by=an_approver(), at=at, **how)


def values(case):
    return {one.id: one for one in cases.calculated_of(case)}


def test_left__after_a_grant_in_the_year__is_less_for_this_person_only():
    granted(tools(70000))
    again = values(tools(50000, number=" ００１２３４５６７８"))
    assert (again["left"].value, again["amount"].value) == (30000, 30000)
    assert "70,000円" in again["left"].why.ja
    assert again["left"].repeated == ("seat",)
    assert values(tools(50000, number="0087654321"))["left"].value == 100000


def test_left__next_fiscal_year__is_whole_again():
    granted(tools(100000))
    assert values(tools(50000, at=NOON.replace(year=2027, month=4, day=1)))["left"].value == 100000


def test_left__decision_cancelled__is_given_back():
    decision = granted(tools(100000))
    cases.revise_decision(decision, outcome="cancelled", reason="重複のため。", by=an_approver(), at=NOON)
    assert values(tools(50000))["left"].value == 100000


def test_grant__two_drafts_for_the_same_rest__the_second_is_turned_back():
    first, second = tools(80000), tools(80000)
    content = {"values": {"amount": 80000}}
    granted(first, **content)
    with pytest.raises(cases.OverLimit) as refused:
        granted(second, **content)
    assert "20,000円" in str(refused.value)
    assert LimitUse.objects.get().yen == 80000


def test_database__keeps_digests_only_and_one_use_a_decision():
    decision = granted(tools(70000))
    account = LimitAccount.objects.get()
    assert "0012345678" not in account.who
    assert len(account.who) == 64
    for row in (
        LimitUse(account=account, decision=decision, on=NOON.date(), yen=1),
        LimitUse(account=account, decision=a_decision(), on=NOON.date(), yen=0),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


def a_decision():
    return granted(a_case("reviewing"))


def use(year, yen, step, place="ie"):
    return Used(date(year, 7, 1), yen, place, step)


@pytest.mark.parametrize(
    ("uses", "place", "step", "counted"),
    [
        ([], "ie", 2, []),
        ([use(2024, 150000, 2)], "ie", 3, [150000]),
        ([use(2024, 150000, 2)], "other", 2, []),
        ([use(2024, 150000, 2)], "ie", 4, [150000]),
        ([use(2024, 150000, 2)], "ie", 5, []),
        ([use(2023, 150000, 1), use(2024, 50000, 4)], "ie", 4, [50000]),
        ([use(2023, 150000, 1), use(2024, 50000, 4)], "ie", 7, [50000]),
    ],
)
def test_counting__for_life__another_house_or_three_steps_higher_begins_anew_once(uses, place, step, counted):
    assert [one.yen for one in counting(uses, "life", date(2026, 7, 1), place, step, 3)] == counted


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.integers(2020, 2026), st.integers(1, 200000), st.integers(1, 6)), max_size=6),
    st.integers(1, 6),
)
def test_counting__never_counts_more_than_all_and_keeps_the_newest(rows, step):
    uses = [use(*row) for row in rows]
    counted = counting(uses, "life", date(2026, 7, 1), "ie", step, 3)
    ordered = sorted(uses, key=lambda one: one.on)
    assert counted == ordered[len(ordered) - len(counted) :]
