"""補正: item by item; only what was asked; the earlier answers stay; the standard period pauses, the law's does not."""

from datetime import date, timedelta

import pytest

from madoguchi.core.refused import NotPermitted
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.models import Correction, Standing
from madoguchi.engines.cases.testing import ADDRESS, ANSWERS, DAY, NOON, a_case, a_name, a_procedure
from madoguchi.engines.people.testing import a_resident, a_resident_account, an_officer

pytestmark = pytest.mark.django_db
NEW_ADDRESS = {**ADDRESS, "street": "架空町1丁目2番4号"}


def asked(*paths, account=None, case=None, **others):
    case = case or a_case("reviewing", account=account)
    items = [(path, "書き直してください。") for path in paths]
    cases.request_correction(case, items=items, by=an_officer(), at=NOON, **others)
    return case


def test_request_correction__items__are_sealed_and_the_clock_pauses():
    case = asked("claimant.address", otherwise="このまま審査します。")
    correction = Correction.objects.get(case=case)
    item = correction.items.get()
    assert (item.comment, correction.otherwise) == ("書き直してください。", "このまま審査します。")
    assert "書き直".encode() not in bytes(item.sealed_comment)
    standing = Standing.objects.get(case=case)
    assert (standing.state, standing.waits_for, standing.promised_on) == ("correcting", "resident", None)
    assert standing.breaks_on == correction.due_on == date(2026, 7, 29)


@pytest.mark.parametrize(
    ("until", "refusal"),
    [
        ("opened", cases.NotAcceptedYet),
        ("correcting", cases.CorrectionOpen),
        ("proposed", cases.ProposalOpen),
        ("decided", cases.AlreadyDecided),
        ("withdrawn", cases.CaseOver),
    ],
)
def test_request_correction__at_the_wrong_point__is_turned_back(until, refusal):
    with pytest.raises(refusal):
        asked("claimant.address", case=a_case(until))


@pytest.mark.parametrize("items", [[], [("claimant.address", "  ")]])
def test_request_correction__nothing_said__is_turned_back(items):
    with pytest.raises(cases.NothingAsked):
        cases.request_correction(a_case("reviewing"), items=items, by=an_officer(), at=NOON)


@pytest.mark.parametrize("path", ["claimant.adress", "attach.nothing", "children[", "x y"])
def test_request_correction__unknown_item__is_named(path):
    with pytest.raises(cases.UnknownItem, match="という項目はありません"):
        asked(path)


@pytest.mark.parametrize("path", ["claimant.address", "claimant", "children[0]", "children[0].living", "attach.proof"])
def test_request_correction__item_group_and_paper__can_be_asked(path):
    assert Correction.objects.filter(case=asked(path)).exists()


def test_request_correction__due_today__is_turned_back():
    with pytest.raises(cases.TooShort):
        asked("claimant.address", due_on=date(2026, 7, 15))


def test_correct__by_the_person__is_a_further_revision_and_the_clock_goes_on():
    account = a_resident_account()
    case = asked("claimant.address", account=account)
    number = cases.correct(case, {"claimant.address": NEW_ADDRESS}, by=a_resident(account), at=NOON + 10 * DAY)
    assert number == 2
    assert cases.answers_of(case.application, 1) == ANSWERS
    assert cases.answers_of(case.application)["claimant"]["address"] == NEW_ADDRESS
    [difference] = cases.differences(case.application)
    assert (difference.path, str(difference.label)) == ("claimant.address", "住所")
    assert "3号" in difference.before_words
    assert "4号" in difference.after_words
    standing = Standing.objects.get(case=case)
    assert (standing.state, standing.promised_on) == ("reviewing", date(2026, 8, 24))


def test_correct__what_was_not_asked__is_turned_back():
    case = asked("claimant.address")
    with pytest.raises(cases.NotAsked):
        cases.correct(case, {"reason.event_date": "2026-07-02"}, by=an_officer(), at=NOON)


def test_correct__still_wrong__says_where():
    case = asked("reason.event_date")
    with pytest.raises(cases.StillWrong) as refused:
        cases.correct(case, {"reason.event_date": "2026-12-31"}, by=an_officer(), at=NOON + DAY)
    assert [(problem.path, problem.code) for problem in refused.value.problems] == [("reason.event_date", "not-after-today")]


def test_correct__answer_that_brings_up_a_question__wants_that_one_too():
    case = asked("children[0].living")
    with pytest.raises(cases.StillWrong) as refused:
        cases.correct(case, {"children[0].living": "apart"}, by=an_officer(), at=NOON + DAY)
    assert [problem.path for problem in refused.value.problems] == ["children[0].address"]
    cases.correct(case, {"children[0].living": "apart", "children[0].address": ADDRESS}, by=an_officer(), at=NOON + DAY)
    paths = {difference.path for difference in cases.differences(case.application)}
    assert paths == {"children[0].living", "children[0].address"}


def test_correct__another_child_within_the_asked_group__is_taken():
    case = asked("children")
    child = {"name": a_name("見本", "みなと"), "birth": "2026-07-01", "living": "together"}
    cases.correct(case, {"children[1]": child}, by=an_officer(), at=NOON + DAY)
    assert len(cases.answers_of(case.application)["children"]) == 2


def test_correct__nothing_changed__is_turned_back():
    with pytest.raises(cases.NothingCorrected):
        cases.correct(asked("claimant.address"), {"claimant.address": ADDRESS}, by=an_officer(), at=NOON)


def test_correct__nothing_asked__is_turned_back():
    with pytest.raises(cases.NoCorrectionAsked):
        cases.correct(a_case("reviewing"), {"claimant.address": NEW_ADDRESS}, by=an_officer(), at=NOON)


def test_correct__by_another_person__is_not_permitted():
    case = asked("claimant.address", account=a_resident_account())
    with pytest.raises(NotPermitted):
        cases.correct(case, {"claimant.address": NEW_ADDRESS}, by=a_resident(a_resident_account()), at=NOON)


def test_end_correction__after_its_day__has_lapsed():
    case = asked("claimant.address")
    ended = cases.end_correction(case, by=an_officer(), at=NOON + 15 * DAY)
    assert ended.ending == "lapsed"
    assert Standing.objects.get(case=case).state == "reviewing"


def test_end_correction__before_its_day__is_taken_back():
    case = asked("claimant.address")
    assert cases.end_correction(case, by=an_officer(), at=NOON + DAY).ending == "taken-back"
    with pytest.raises(cases.NoOpenCorrection):
        cases.end_correction(case, by=an_officer(), at=NOON + DAY)


def test_legal_clock__while_a_correction_is_awaited__does_not_stop():
    case = a_case("reviewing", version=a_procedure(legal_days=30))
    asked("claimant.address", case=case, due_on=date(2026, 9, 30))
    standing = Standing.objects.get(case=case)
    assert (standing.promised_on, standing.legal_on, standing.breaks_on) == (None, date(2026, 8, 14), date(2026, 8, 14))


def test_second_correction__differences_from_any_revision():
    case = asked("claimant.address")
    cases.correct(case, {"claimant.address": NEW_ADDRESS}, by=an_officer(), at=NOON + DAY)
    cases.request_correction(case, items=[("reason.kind", "例示")], by=an_officer(), at=NOON + 2 * DAY)
    cases.correct(case, {"reason.kind": "moved-in"}, by=an_officer(), at=NOON + 3 * DAY)
    assert [d.path for d in cases.differences(case.application, 2, 3)] == ["reason.kind"]
    assert len(cases.differences(case.application, 1, 3)) == 2


def test_pauses__two_corrections__move_the_promise_by_both():
    case = asked("claimant.address")
    cases.correct(case, {"claimant.address": NEW_ADDRESS}, by=an_officer(), at=NOON + 5 * DAY)
    cases.request_correction(case, items=[("reason.kind", "例示")], by=an_officer(), at=NOON + 6 * DAY)
    cases.correct(case, {"reason.kind": "moved-in"}, by=an_officer(), at=NOON + 9 * DAY)
    assert Standing.objects.get(case=case).promised_on == date(2026, 8, 14) + timedelta(days=5 + 3 + 2)
