"""Paths of answers: put, refuse what cannot be, leave the argument alone."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.city.public import validate
from madoguchi.engines.cases.answers import covers, differing_paths, is_askable, label_of, put, words_of
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.cases.testing import ANSWERS, PROCEDURE
from madoguchi.engines.forms.public import BadPath, get


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("a", 1),
        ("claimant.name.family", "架空"),
        ("children[0].living", "apart"),
        ("children[1]", {"x": 1}),
        ("b[0].c", 2),
    ],
)
def test_put__path__stands_there_and_the_argument_is_left_alone(path, value):
    before = deepcopy(ANSWERS)
    after = put(ANSWERS, path, value)
    assert get(after, path) == value
    assert before == ANSWERS


@pytest.mark.parametrize("path", ["", "children[3]", "claimant[0]", "children.name", "a..b", "a b", "[0]"])
def test_put__impossible_path__is_refused(path):
    with pytest.raises(BadPath):
        put(ANSWERS, path, 1)


def test_put__none__takes_the_answer_away():
    assert "claimant" not in put(ANSWERS, "claimant", None)
    assert put(ANSWERS, "children[0]", None)["children"] == []


@pytest.mark.parametrize(
    ("asked", "path", "yes"),
    [("a", "a", True), ("a", "a.b", True), ("a", "a[0].b", True), ("a.b", "a", False), ("a", "ab", False)],
)
def test_covers__itself_and_all_beneath(asked, path, yes):
    assert covers(asked, path) is yes


def test_labels__question_item_and_paper__in_the_words_of_the_form():
    procedure = validate(Procedure, PROCEDURE)
    assert str(label_of(procedure, "children[0].living")) == "同居・別居"
    assert str(label_of(procedure, "children[0]")) == "児童"
    assert str(label_of(procedure, "attach.proof")) == "口座の確認書類"
    assert not is_askable(procedure, "children[0].nothing")


@given(st.sampled_from(["reason.kind", "reason.event_date", "children[0].living"]), st.text(max_size=5))
def test_differing_paths__one_answer_changed__names_its_question(path, value):
    procedure = validate(Procedure, PROCEDURE)
    after = put(ANSWERS, path, value)
    assert differing_paths(ANSWERS, after, procedure) == ([] if get(ANSWERS, path) == value else [path])


def test_words__consent__are_said():
    asked = {"id": "consent.inquiry", "type": "consent", "label": "照会への同意", "text": "公簿を照会します。"}
    procedure = validate(Procedure, {**PROCEDURE, "pages": [*PROCEDURE["pages"], {"title": "同意", "ask": [asked]}]})
    assert words_of(procedure, "consent.inquiry", {"agreed": True, "wording": "x"}) == "同意します"
