"""`city check` and `city test` on procedures."""

import pytest

from madoguchi.city.public import Example, World, validate
from madoguchi.engines.cases.checks import check_procedure
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.cases.examples import run_examples_of
from madoguchi.engines.cases.testing import ANSWERS, PROCEDURE, a_procedure

pytestmark = pytest.mark.django_db


def found(**changes):
    return {finding.code for finding in check_procedure(validate(Procedure, {**PROCEDURE, **changes}), World())}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"department": "kodmo"}, "unknown-reference"),
        ({"deadline": {"days": 15, "after": "reason.evnt"}}, "unknown-path"),
        ({"deadline": {"days": 15, "after": "reason.kind"}}, "wrong-type"),
        ({"applicant": {"name": "claimant.address"}}, "wrong-type"),
        ({"results": {"grant": "x"}}, "notice-missing"),
        ({"appeal_body": "none"}, "appeal-body-missing"),
        ({"standard_days": None}, "no-standard-period"),
        ({"calculate": [{"id": "filed", "label": "例", "value": "1"}]}, "name-taken"),
        ({"calculate": [{"id": "claimant", "label": "例", "value": "1"}]}, "name-taken"),
        ({"calculate": [{"id": "x", "label": "例", "value": "1 +"}]}, "bad-expression"),
        ({"calculate": [{"id": "x", "label": "例", "value": "nofunction(1)"}]}, "bad-expression"),
    ],
)
def test_check__mistake__is_found(changes, code):
    assert code in found(**changes)


def test_check__sound_procedure__has_no_errors_of_its_own():
    assert found() - {"unknown-reference"} == {"no-facts", "no-examples"}


def run_one(expect, answers=ANSWERS):
    a_procedure()
    example = {"name": "例", "today": "2026-07-11", "answers": answers, "expect": expect}
    definition = validate(Procedure, {**PROCEDURE, "examples": [example]})
    return next(one for one in run_examples_of(definition, World()) if isinstance(one, Example))


def test_example__all_as_expected__passes():
    expect = {"deadline": "2026-07-16", "attachments": ["proof"], "first_month": "2026-08", "amount": 15000}
    assert run_one(expect).passed


@pytest.mark.parametrize(
    "expect",
    [
        {"deadline": "2026-07-17"},
        {"attachments": []},
        {"amount": 10000},
        {"amuont": 15000},
        {"errors": {"reason.event_date": "not-after-today"}},
        {"pages": ["reason"]},
    ],
)
def test_example__otherwise_than_expected__fails_with_a_line(expect):
    assert len(run_one(expect).wrong) == 1


def test_example__expected_error__passes():
    answers = {**ANSWERS, "reason": {"kind": "birth", "event_date": "2027-01-01"}}
    assert run_one({"errors": {"reason.event_date": "not-after-today"}}, answers).passed
