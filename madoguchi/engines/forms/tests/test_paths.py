"""The way through a form: hidden answers take no part, the path never holds a hidden page, the schema fits."""

from datetime import date

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.engines.forms import answers as tree
from madoguchi.engines.forms.checks import check
from madoguchi.engines.forms.conditions import holds
from madoguchi.engines.forms.fields.proofs import wording
from madoguchi.engines.forms.paths import due_slots, effective, path, walk
from madoguchi.engines.forms.schema import json_schema
from madoguchi.engines.forms.testing import a_form

FORM = a_form()
TODAY = date(2026, 11, 23)
NAME = {"family": "見本", "given": "花子", "family_kana": "ミホン", "given_kana": "ハナコ"}
ADDRESS = {"prefecture": "千葉県", "city": "見本市", "street": "架空1-1"}
DAY = st.dates(date(2000, 1, 1), date(2030, 1, 1)).map(date.isoformat)
CHILD_PARTS = {
    "name": st.just(NAME),
    "birth": DAY,
    "living": st.sampled_from(["together", "apart"]),
    "address": st.just(ADDRESS),
}
CLAIMANT = {
    "name": st.just(NAME),
    "job": st.sampled_from(["employee", "civil-servant", "none"]),
    "employer": st.just("見本商店"),
    "my_number": st.just("look-up"),
}
CONSENT = {"register": {"agreed": True, "wording": wording(FORM.pages[-1].ask[0])}}


def some(**parts):
    """Any of the parts, or none."""
    return st.fixed_dictionaries({}, optional=parts)


ANSWERS = some(
    reason=some(kind=st.sampled_from(["birth", "moved-in"]), event_date=DAY),
    claimant=some(**CLAIMANT),
    children=st.lists(some(**CHILD_PARTS), max_size=4),
    apart=st.just({"why": "学校の寮"}),
    consent=st.just(CONSENT),
    nobody=st.just("asked"),
)


@given(ANSWERS)
def test_effective__twice__is_the_same_as_once(answers):
    once = effective(FORM, answers, TODAY)
    assert effective(FORM, once, TODAY) == once


@given(ANSWERS)
def test_path__a_page_whose_condition_fails__is_never_on_it(answers):
    way = walk(FORM, answers, TODAY)
    for page in path(FORM, answers, TODAY):
        assert page.when is None or holds(page.when, way.names)
    shown = {a.path for stop in way.stops for a in stop.asked()}
    for place, _value in tree.leaves(effective(FORM, answers, TODAY)):
        assert place == "children" or any(place == a or place.startswith(a + ".") for a in shown)


@given(ANSWERS)
def test_schema__answers_without_problems__fit_it(answers):
    counted = effective(FORM, answers, TODAY)
    if not [p for p in check(FORM, counted, TODAY) if not p.confirm]:
        assert jsonschema_rs.validator_for(json_schema(FORM)).is_valid(counted)


def test_schema__a_full_set__fits_and_a_wrong_one_does_not():
    full = {
        "reason": {"kind": "birth", "event_date": "2026-11-13"},
        "claimant": {"name": NAME, "job": "none", "my_number": "look-up"},
        "children": [{"name": NAME, "birth": "2026-11-13", "living": "together"}],
        "consent": {"register": {"agreed": True, "wording": wording(FORM.pages[-1].ask[0])}},
    }
    assert check(FORM, full, TODAY) == []
    validator = jsonschema_rs.validator_for(json_schema(FORM))
    assert validator.is_valid(full)
    assert not validator.is_valid({**full, "reason": {"kind": "wedding", "event_date": "2026-11-13"}})
    assert not validator.is_valid({**full, "children": [{}] * 16})


def test_due_slots__paper_of_a_child_apart():
    assert [slot.id for slot in due_slots(FORM, {"children": [{"living": "apart"}]}, TODAY)] == [
        "separate-custody",
        "photo",
    ]
    assert [slot.id for slot in due_slots(FORM, {"children": [{"living": "together"}]}, TODAY)] == ["photo"]


def test_check__where_the_problem_is__is_the_path_of_the_answer():
    found = check(FORM, {"children": [{"name": NAME, "birth": "2027-01-01", "living": "apart"}]}, TODAY)
    places = {(p.path, p.code) for p in found}
    assert {
        ("children[0].birth", "not-after-today"),
        ("children[0].address", "required"),
        ("reason.kind", "required"),
    } <= places


@pytest.mark.parametrize("bad", [{"children": "x"}, {"children": [1, None]}, {"reason": 3}, {"claimant": {"name": []}}])
def test_check__answers_of_a_strange_shape__are_judged(bad):
    assert check(FORM, bad, TODAY)


@pytest.mark.parametrize(("path_", "steps"), [("a", ["a"]), ("a.b", ["a", "b"]), ("children[0].living", ["children", 0, "living"])])
def test_split__and_join__are_each_others_way_back(path_, steps):
    assert tree.split(path_) == steps
    assert tree.join(*steps) == path_


def test_split__no_path__is_refused():
    for bad in ("", "a..b", "a[x]", "[0]", "__class__.x"):
        with pytest.raises(tree.BadPath):
            tree.split(bad)


def test_check__first_question_of_an_item__may_explain_itself():
    rule = {"code": "long-ago", "when": "this.birth < date('2000-01-01')", "text": "お確かめください。"}
    ask = [{"id": "birth", "type": "date", "label": "生年月日", "explain": rule}]
    spec = a_form(pages=[{"title": "児童", "repeat": {"id": "children"}, "ask": ask}], attach=[])
    answers = {"children": [{"birth": "1999-05-05"}, {"birth": "2020-05-05"}]}
    assert [problem.path for problem in check(spec, answers, date(2026, 11, 23))] == ["children[0].birth"]


def test_check__first_question_of_a_group__may_explain_itself():
    rule = {"code": "long-ago", "when": "this.birth < date('2000-01-01')", "text": "お確かめください。"}
    ask = [{"id": "claimant.birth", "within": "claimant", "type": "date", "label": "生年月日", "explain": rule}]
    spec = a_form(pages=[{"title": "請求者", "ask": ask}], attach=[])
    found = check(spec, {"claimant": {"birth": "1999-05-05"}}, date(2026, 11, 23))
    assert [problem.path for problem in found] == ["claimant.birth"]
