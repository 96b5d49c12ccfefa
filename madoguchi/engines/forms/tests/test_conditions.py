"""Conditions: how they read, what they refuse to be, that they always answer."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.engines.forms.conditions import (
    UNKNOWN,
    ConditionError,
    check_condition,
    evaluate,
    holds,
    parse,
    references,
)
from madoguchi.engines.forms.conditions.syntax import MAX_LENGTH
from madoguchi.engines.forms.conditions.types import Codes, Group, ListOf, Type

BIRTH = date(2008, 4, 2)
NAMES = {
    "today": date(2026, 11, 23),
    "claimant": {"birth": BIRTH, "job": "employee", "income": 3},
    "children": [{"living": "apart", "birth": date(2024, 5, 1)}, {"living": "together"}],
}
KINDS = {
    "today": Type.DATE,
    "claimant": Group({"birth": Type.DATE, "job": Codes(frozenset({"employee", "none"})), "income": Type.NUMBER}),
    "children": ListOf(Group({"living": Codes(frozenset({"apart", "together"})), "birth": Type.DATE})),
}


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("claimant.job == 'employee' && claimant.income > 2", True),
        ("children.exists(c, c.living == 'apart')", True),
        ("children.all(c, c.living == 'apart')", False),
        ("children.exists_one(c, c.living == 'apart')", True),
        ("size(children.filter(c, c.living == 'apart')) + 1", 2),
        ("children.map(c, c.living)", ["apart", "together"]),
        ("children[0].living", "apart"),
        ("children[7].living", None),
        ("claimant.job in ['none', 'employee']", True),
        ("has(claimant.birth) ? 'a' : 'b'", "a"),
        ("attained(claimant.birth, 18)", date(2026, 4, 1)),
        ("school_year_end(claimant.birth, 18)", date(2027, 3, 31)),
        ("age(claimant.birth, today)", 18),
        ("days_after(today, 15)", date(2026, 12, 8)),
        ("days_between(date('2026-11-01'), today)", 22),
        ("fiscal_year(date('2026-03-31'))", 2025),
        ("claimant.job.startsWith('emp')", True),
        ("7 / 2 + 7 % 2 - -1", 5),
        ("-7 / 2", -3),
        ("1 == true", False),
    ],
)
def test_evaluate__known_answers(source, value):
    assert evaluate(source, NAMES) == value


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("nothing.at.all == 'x'", False),
        ("nothing != 'x'", True),
        ("nothing == null", True),
        ("nothing < 3", False),
        ("nothing > 3", False),
        ("size(nothing)", 0),
        ("attained(nothing, 18)", None),
        ("!nothing", True),
        ("nothing + 1", None),
        ("nothing.exists(c, true)", False),
        ("nothing.all(c, false)", True),
        ("1 / 0", None),
        ("days_after(today, 9000000000000000)", None),
    ],
)
def test_evaluate__what_is_absent_or_impossible__reads_as_null(source, value):
    assert evaluate(source, {"today": date(2026, 1, 1)}) == value


def test_holds__null__counts_as_false():
    assert holds("nothing", {}) is False


@pytest.mark.parametrize(("source", "value"), [("x && false", False), ("x || true", True), ("!x", UNKNOWN), ("x == 1", UNKNOWN)])
def test_evaluate__unknown__decides_only_what_it_must(source, value):
    assert evaluate(source, {"x": UNKNOWN}) is value


@pytest.mark.parametrize(
    "source",
    [
        "a == = 2",
        "a &&",
        "a.b(",
        "",
        "{'a': 1}",
        "a.exists(1, true)",
        "x" * (MAX_LENGTH + 1),
        "(" * 60 + "a" + ")" * 60 + "= =",
    ],
)
def test_parse__no_condition__is_refused(source):
    with pytest.raises(ConditionError):
        parse(source)


def test_parse__nested_or_long__is_bounded():
    with pytest.raises(ConditionError):
        parse("!" * 100 + "a")
    with pytest.raises(ConditionError):
        parse(" + ".join(["1"] * 150))


@pytest.mark.parametrize(
    ("source", "code", "near"),
    [
        ("claimnt.job == 'none'", "unknown-name", "claimant"),
        ("claimant.jobb == 'none'", "unknown-name", "job"),
        ("claimant.job == 'emplyee'", "unknown-option", "employee"),
        ("claimant.job in ['employee', 'non']", "unknown-option", "none"),
        ("'employe' == claimant.job", "unknown-option", "employee"),
        ("claimant.birth > 'x'", "wrong-type", ""),
        ("claimant.birth == 'x'", "wrong-type", ""),
        ("claimant.income", "wrong-type", ""),
        ("children.exists(c, c.livng == 'apart')", "unknown-name", "living"),
        ("claimant.exists(c, true)", "wrong-type", ""),
        ("atained(claimant.birth, 18) > today", "unknown-function", "attained"),
        ("attained(claimant.birth) > today", "wrong-number", ""),
        ("attained('x', 18) > today", "wrong-type", ""),
        ("today > date('2026-13-01')", "no-such-day", ""),
        ("a ==", "unreadable", ""),
        ("children.exists(a, children.exists(b, children.exists(c, true)))", "too-deep", ""),
        ("claimant.job ? true : false", "wrong-type", ""),
    ],
)
def test_check_condition__a_mistake__is_named_with_what_is_near(source, code, near):
    faults = check_condition(source, KINDS)
    assert faults[0].code == code
    assert near in "".join(faults[0].near)


@pytest.mark.parametrize(
    "source",
    [
        "children.exists(c, c.living == 'apart')",
        "has(claimant.job)",
        "age(claimant.birth, today) < 3",
        "claimant.job != null",
    ],
)
def test_check_condition__a_good_one__has_no_fault(source):
    assert check_condition(source, KINDS) == []


def test_references__bound_variables__are_not_names():
    assert references(parse("children.exists(c, c.living == claimant.job)")) == {("children",), ("claimant", "job")}


LEAF = st.sampled_from(["a", "a.b", "1", "'x'", "null", "true", "today", "size(a)", "has(a.b)", "date('2026-01-01')"])
EXPRESSION = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["==", "<", "&&", "||", "+", "-", "*", "/", "%", "in"]), inner).map(
            lambda t: f"({t[0]}) {t[1]} ({t[2]})"
        ),
        inner.map(lambda e: f"!({e})"),
        st.tuples(inner, inner, inner).map(lambda t: f"({t[0]}) ? ({t[1]}) : ({t[2]})"),
        inner.map(lambda e: f"a.exists(v, {e})"),
    ),
    max_leaves=6,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b"]), inner, max_size=2),
    max_leaves=5,
)


@given(EXPRESSION, JSON)
def test_evaluate__whatever_the_answers__never_raises(source, value):
    evaluate(source, {"a": value, "today": date(2026, 1, 1)})
