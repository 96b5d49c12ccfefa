"""`city check` and `city test` on procedures."""

import re

import pytest
from pydantic import ValidationError

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


@pytest.mark.parametrize(
    ("expect", "ja", "en"),
    [
        (
            {"deadline": "2026-07-17"},
            "提出の期限（deadline）は 2026-07-17 のはずですが、2026-07-16 でした。",
            "The last day for filing should be 2026-07-17; it was 2026-07-16.",
        ),
        ({"amount": 10000}, "（amount）は 10000 のはずですが、15000 でした。", "(amount) should be 10000; it was 15000."),
        (
            {"amuont": 15000},
            "「amuont」という計算（calculate）はありません。 近い名前: amount",
            'Nothing called "amuont" is calculated. Near: amount',
        ),
        (
            {"attachments": ["prof"]},
            "要る書類（attachments）に「prof」があるはずですが、ありませんでした。",
            'The papers needed should have "prof", and did not. The papers needed should not have ',
        ),
        ({"pages": ["children", "reason"]}, "通るページ（pages）に", "The pages on the way should not have "),
        (
            {"errors": {"reason.event_date": "not-after-today"}},
            "（reason.event_date）は not-after-today として戻されるはずですが、そのまま通りました。",
            "(reason.event_date) should be turned back as not-after-today; it was taken.",
        ),
        (
            {"answers": {"reason.event_date": "2026-07-03"}},
            "（reason.event_date）の答えは 2026-07-03 のはずですが、2026-07-01 でした。",
            "(reason.event_date) should be 2026-07-03; it was 2026-07-01.",
        ),
    ],
)
def test_example__otherwise_than_expected__says_how_in_either_language(expect, ja, en):
    (wrong,) = run_one(expect).wrong
    assert ja in wrong.ja
    assert en in wrong.in_("en")
    assert not re.search(r"[ぁ-ん]", re.sub(r'"[^"]*"', "", wrong.in_("en")))


def test_example__turned_back_unexpectedly__says_what_people_read():
    answers = {**ANSWERS, "reason": {"kind": "birth", "event_date": "2027-01-01"}}
    (wrong,) = run_one({}, answers).wrong
    assert "（reason.event_date）はそのまま通るはずですが、not-after-today として戻されました（" in wrong.ja
    assert "should be taken; it was turned back as not-after-today" in wrong.in_("en")
    (wrong,) = run_one({"errors": {"reason.event_date": "required"}}, answers).wrong
    assert "required として戻されるはずですが、not-after-today として戻されました" in wrong.ja


def test_example__pages_in_another_order__says_so():
    definition = validate(Procedure, PROCEDURE)
    pages = [page.key for page in definition.pages]
    (wrong,) = run_one({"pages": pages[::-1]}).wrong
    assert "通るページ（pages）の順番は" in wrong.ja
    assert "should be in the order" in wrong.in_("en")


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
    assert [[wrong.ja for wrong in one.wrong] for one in examples[:2]] == [[], []]
    (wrong,) = examples[2].wrong
    assert wrong.ja.startswith("「reason.day」という問いはありません")
    assert wrong.in_("en").startswith('There is no question "reason.day"')


def test_example__that_cannot_be_run__says_why():
    one = {"name": "a", "today": "2026-07-11", "answers": ANSWERS, "expect": {}}
    examples, _ = ran(
        {**one, "name": "b", "like": "aa", "answers": {}},
        one,
        {**one, "name": "c", "like": "d", "answers": {}},
        {**one, "name": "d", "like": "c", "answers": {}},
        {**one, "name": "e", "change": {"children[9].name": "x"}},
    )
    said = [[wrong.ja for wrong in example.wrong] for example in examples]
    assert said[0][0].startswith("like に書いた例「aa」がありません。")
    assert said[1] == []
    assert "戻ってしまいます" in said[2][0]
    assert said[4] == ["「children[9].name」には書けません。一覧には、いまある最後の次の番号までで足します。"]


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
    assert [[wrong.ja for wrong in example.wrong] for example in examples] == [
        [],
        ["認めない決定には理由が要ります。decided に reason を書いてください（行政手続法8条）。"],
        ["通知「通知」に「所得」の文がありません。"],
        ["decided の cancel に出す通知が、results にありません。"],
        ["says に通知の文を書いていますが、decided がないので、通知が作られません。"],
    ]
    assert [example.wrong[0].in_("en") for example in examples[1:4]] == [
        'A refusal needs its reason; write "reason" under "decided".',
        'The notice "通知" does not say "所得".',
        '"results" names no notice for cancel, which is decided here.',
    ]


def test_example__names_what_is_not_asked__says_so_instead_of_leaving_it_out():
    claimant = {**ANSWERS["claimant"], "nmae": "見本"}
    one = {"name": "a", "today": "2026-07-11", "answers": ANSWERS, "expect": {}}
    examples, _ = ran(
        {**one, "answers": {**ANSWERS, "claimant": claimant}},
        {**one, "change": {"reason.knd": "birth", "claimant.name.family": "例", "children[0].living": "together"}},
        {**one, "expect": {"errors": {"claimant.adress": "required"}}},
    )
    said = [[wrong.ja.split("。")[0] for wrong in example.wrong] for example in examples]
    assert said[0] == ["「claimant.nmae」という問いはありません"]
    assert said[1] == ["「reason.knd」という問いはありません"]
    assert said[2][0].startswith("「claimant.adress」という問いはありません")


def test_check__a_notice_that_cannot_be_read__is_the_notices_mistake_alone():
    world = World()
    notice = validate(NoticeText, {"code": "yes", "title": "通知", "paragraphs": ["{received_on_words の請求", "{amount}円"]})
    world.add(Document("notice", "yes", "", {}, definition=notice))
    definition = validate(Procedure, {**PROCEDURE, "results": {"grant": "yes"}})
    assert "value-missing" not in {finding.code for finding in check_procedure(definition, world)}


def test_procedure__years_of_keeping_as_people_write_them__are_explained():
    with pytest.raises(ValidationError, match="write the years of keeping as 5y"):
        validate(Procedure, {**PROCEDURE, "retention": "5年"})
    assert validate(Procedure, {**PROCEDURE, "retention": "30y"}).retention == 30


def test_coverage__names_what_no_example_reaches():
    _, coverage = ran({"name": "a", "today": "2026-07-11", "answers": ANSWERS, "expect": {}})
    assert coverage["results"].missing == ["grant", "refuse"]
    assert coverage["pages"].missing == []
    assert all(side.endswith((" true", " false")) for side in coverage["branches"].missing)
