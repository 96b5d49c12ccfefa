"""`city check` and `city test` on procedures."""

import pytest

from madoguchi.city.public import Coverage, Document, Example, World, validate
from madoguchi.engines.cases.checks import check_procedure, check_words
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.cases.examples import run_examples_of
from madoguchi.engines.cases.testing import ANSWERS, PROCEDURE, a_procedure
from madoguchi.engines.documents.public import NoticeText

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
    assert found() - {"unknown-reference", "no-en", "no-easy"} == {"no-facts", "no-examples"}


def test_check__what_stands_on_the_page__wants_english_and_easy_words():
    facts = {"who": {"ja": "どなたでも", "en": "Anybody", "easy": "だれでも"}, "by_when": "いつでも", "takes_minutes": 5}
    fee = {"ja": "無料", "en": "Free", "easy": "お金（かね）は いりません"}
    title = {"ja": "手当", "en": "Allowance", "easy": "お金（かね）"}
    definition = validate(Procedure, {**PROCEDURE, "title": title, "facts": {**facts, "fee": fee}})
    said = [(finding.path, finding.code) for finding in check_words(definition)]
    assert said == [(("facts", "by_when"), "no-en"), (("facts", "by_when"), "no-easy")]


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


def ran(*examples):
    world = World()
    notice = validate(NoticeText, {"code": "no", "title": "通知", "paragraphs": ["{received_on_words}の請求"], "reason": True})
    world.add(Document("notice", "no", "", {}, definition=notice))
    a_procedure()
    definition = validate(Procedure, {**PROCEDURE, "results": {"grant": "yes", "refuse": "no"}, "examples": examples})
    said = list(run_examples_of(definition, world))
    return [one for one in said if isinstance(one, Example)], {one.what: one for one in said if isinstance(one, Coverage)}


def test_example__typed_as_a_person_types__is_read_or_named():
    read = {
        "name": "a",
        "today": "2026-07-11",
        "answers": ANSWERS,
        "typed": {"reason.event_date": {"era": "R", "year": "８", "month": "７", "day": "２"}},
    }
    expect = {"answers": {"reason.event_date": "2026-07-02"}}
    unread = {**read, "name": "b", "typed": {"reason.event_date": {"year": "2026", "month": "13", "day": "1"}}}
    nowhere = {**read, "name": "c", "typed": {"reason.day": "1"}, "expect": {}}
    examples, _ = ran({**read, "expect": expect}, {**unread, "expect": {"errors": {"reason.event_date": "no-such-day"}}}, nowhere)
    assert [one.wrong for one in examples] == [[], [], ["reason.day"]]


def test_example__decided__proves_the_notice_and_its_words():
    one = {"name": "a", "today": "2026-07-11", "answers": ANSWERS}
    refused = {"result": "refuse", "reason": "対象の児童がいないため。"}
    examples, _ = ran(
        {**one, "decided": refused, "expect": {"says": ["令和8年7月11日の請求", "対象の児童がいない"]}},
        {**one, "decided": {"result": "refuse"}, "expect": {}},
        {**one, "decided": refused, "expect": {"says": ["所得"]}},
        {**one, "decided": {"result": "cancel", "reason": "x"}, "expect": {}},
        {**one, "expect": {"says": ["所得"]}},
    )
    assert [len(example.wrong) for example in examples] == [0, 1, 1, 1, 1]


def test_coverage__names_what_no_example_reaches():
    _, coverage = ran({"name": "a", "today": "2026-07-11", "answers": ANSWERS, "expect": {}})
    assert coverage["results"].missing == ["grant", "refuse"]
    assert coverage["pages"].missing == []
    assert all(side.endswith((" true", " false")) for side in coverage["branches"].missing)
