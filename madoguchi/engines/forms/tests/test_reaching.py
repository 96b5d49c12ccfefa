"""Pages that nobody can reach because of numbers: found, and never claimed of a page that somebody can reach."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.city.public import validate
from madoguchi.engines.forms.analysis import analyse
from madoguchi.engines.forms.cells import cells
from madoguchi.engines.forms.conditions import UNKNOWN, Between, evaluate
from madoguchi.engines.forms.definitions import FormSpec, Question
from madoguchi.engines.forms.paths import path

TODAY = date(2026, 11, 29)
Q = {
    "few": {"id": "few", "type": "number", "label": "人数", "min": 1, "max": 4},
    "any": {"id": "any", "type": "number", "label": "数"},
    "part": {"id": "part", "type": "number", "label": "割合", "min": 0, "max": 0.5, "decimals": 1},
    "pay": {"id": "pay", "type": "yen", "label": "金額", "min": 1_000_000, "max": 5_000_000},
    "kind": {"id": "kind", "type": "choice", "label": "種類", "options": ["a", "b"]},
    "sure": {"id": "sure", "type": "yes-no", "label": "確か"},
}
TRIED: dict[str, list[Any]] = {
    "few": [1, 2, 3, 4, None],
    "any": [*range(-4, 8), None],
    "part": [0, 0.1, 0.2, 0.3, 0.4, 0.5, None],
    "kind": ["a", "b", None],
    "sure": [True, False, None],
}
"""All that can be answered; of the number without bounds as much as differs for constants from -3 to 6."""


def form(when, *ids, also=None):
    """Questions, a page that is shown by `also`, and a last one by `when`."""
    pages = [{"key": "first", "title": "頁", "ask": [Q[id] for id in ids]}]
    if also is not None:
        hidden = {"id": "hidden", "type": "number", "label": "奥の数", "min": 1, "max": 3}
        pages.append({"key": "middle", "title": "頁", "when": also, "ask": [hidden]})
    pages.append({"key": "last", "title": "頁", "when": when, "ask": [{"id": "x", "type": "text", "label": "文"}]})
    return validate(FormSpec, {"pages": pages})


def unreachable(spec):
    return {spec.pages[f.where[1]].key for f in analyse(spec) if f.code == "never-shown"}


def tried(spec):
    """The pages on any way, by trying every answer."""
    asked = [q.id for page in spec.pages for q in page.ask if q.id in TRIED or q.id == "hidden"]
    domains = [TRIED.get(id, [1, 2, 3, None]) for id in asked]
    ways = (path(spec, {k: v for k, v in zip(asked, case, strict=True) if v is not None}, TODAY) for case in product(*domains))
    return {page.key for way in ways for page in way}


@pytest.mark.parametrize(
    ("when", "ids"),
    [
        ("any > 5 && any < 3", ["any"]),
        ("any > 3 && any < 4", ["any"]),
        ("any >= 3 && any <= 3 && any != 3", ["any"]),
        ("5 < any && 3 > any", ["any"]),
        ("any == 2 && any == 3", ["any"]),
        ("any in [1, 2] && any > 2", ["any"]),
        ("any < -3 && any > -(3)", ["any"]),
        ("any == null && any >= 0", ["any"]),
        ("any > 2 * 3 && any < 12 / 2", ["any"]),
        ("any > 5 && (any < 3 || kind == 'a' && kind == 'b')", ["any", "kind"]),
        ("few > 4", ["few"]),
        ("few < 1 || few == 5", ["few"]),
        ("part > 0.3 && part < 0.4", ["part"]),
        ("pay < 1000000", ["pay"]),
        ("few > pay", ["few", "pay"]),
        ("sure && few > 4 || !sure && few < 1", ["few", "sure"]),
    ],
)
def test_unreachable__numbers_that_exclude_each_other__are_found(when, ids):
    assert unreachable(form(when, *ids)) == {"last"}


@pytest.mark.parametrize(
    ("when", "ids"),
    [
        ("any > 5 || any < 3", ["any"]),
        ("any > 3 && any < 5", ["any"]),
        ("any >= 3 && any <= 3", ["any"]),
        ("!(any > 3) && !(any <= 3)", ["any"]),
        ("part > 0.3 && part < 0.5", ["part"]),
        ("few == 4", ["few"]),
        ("few != 4", ["few"]),
        ("pay >= 5000000", ["pay"]),
        ("any > 5 && any + few < 3", ["any", "few"]),
        ("[few] == [2]", ["few"]),
        ("sum([few, few]) > 7", ["few"]),
        ("min(any, 2) < 2 && any > 2", ["any"]),
        ("[1, 2].exists(any, any > 1) && any < 0", ["any"]),
        ("days_between(today, today) < any && any > 6", ["any"]),
        ("has(few) && few > 3", ["few"]),
        ("!has(few)", ["few"]),
    ],
)
def test_unreachable__what_somebody_can_answer__is_not_claimed(when, ids):
    assert unreachable(form(when, *ids)) == set()


def test_unreachable__through_a_number_on_a_hidden_page__is_seen():
    assert unreachable(form("hidden > 1 && any < 5", "any", also="any > 5")) == {"last"}
    assert unreachable(form("hidden > 1 && any > 5", "any", also="any > 5")) == set()
    assert unreachable(form("hidden > 3", "any", also="any > 5")) == {"last"}


def test_unreachable__a_question_too__and_a_block_by_this():
    ask = [
        {"id": "who.count", "within": "who", "type": "number", "label": "人数", "min": 1, "max": 9},
        {"id": "who.more", "within": "who", "type": "text", "label": "ほか", "when": "this.count > 9"},
    ]
    found = analyse(validate(FormSpec, {"pages": [{"title": "頁", "ask": ask}]}))
    assert [(f.where, f.code) for f in found] == [(("pages", 0, "ask", 1, "when"), "never-shown")]


def test_unreachable__because_of_the_bounds_alone__says_which():
    (fault,) = analyse(form("few > 4", "few"))
    assert fault.ja == "このページに来ることはありません（入力できる数: fewは1から4）"
    assert fault.en == "nobody can ever reach this page (numbers that can be entered: few from 1 to 4)"
    (fault,) = analyse(form("pay < 1000000", "pay"))
    assert "payは1,000,000から5,000,000" in fault.ja
    (fault,) = analyse(form("few > 3 && few < 2", "few"))
    assert fault.en == "nobody can ever reach this page"


def test_unreachable__more_numbers_than_can_be_tried__leaves_out_numbers_not_choices():
    many = " && ".join(f"n{i} > {j}" for i in range(5) for j in range(7))
    numbers = [{"id": f"n{i}", "type": "number", "label": "数"} for i in range(5)]
    ask = [Q["kind"], *numbers]
    last = {"key": "last", "title": "頁", "ask": [{"id": "x", "type": "text", "label": "文"}]}
    for kinds, found in (("kind == 'a'", set()), ("kind == 'a' && kind == 'b'", {"last"})):
        pages = [{"title": "頁", "ask": ask}, {**last, "when": f"{kinds} && {many}"}]
        assert unreachable(validate(FormSpec, {"pages": pages})) == found


CONSTANT = st.integers(-3, 6)
SIGN = st.sampled_from(["<", "<=", "==", "!=", ">=", ">"])
NUMBER = st.sampled_from(["few", "any", "part"])
PLAIN = st.one_of(
    st.builds(lambda n, s, c: f"{n} {s} {c}", NUMBER, SIGN, CONSTANT),
    st.builds(lambda n, s, c: f"{c} {s} {n}", NUMBER, SIGN, CONSTANT),
    st.builds(lambda s, c: f"part {s} 0.{c}", SIGN, st.integers(1, 6)),
    st.builds(lambda n, c: f"{n} in {c}", NUMBER, st.lists(CONSTANT, max_size=3).map(str)),
    st.builds(lambda n: f"has({n})", NUMBER),
    st.builds(lambda n, s: f"{n} {s} null", NUMBER, st.sampled_from(["==", "!="])),
    st.sampled_from(["sure", "kind == 'a'", "kind != 'b'"]),
)
ODD = st.one_of(
    PLAIN,
    st.builds(lambda a, b, s: f"{a} {s} {b}", NUMBER, NUMBER, SIGN),
    st.builds(lambda n, s, c: f"{n} + few {s} {c}", NUMBER, SIGN, CONSTANT),
    st.builds(lambda n, s, c: f"max({n}, 2) {s} {c}", NUMBER, SIGN, CONSTANT),
    st.builds(lambda n, s, c: f"sum([{n}, 1]) {s} {c}", NUMBER, SIGN, CONSTANT),
    st.builds(lambda n, s, c: f"(sure ? {n} : few) {s} {c}", NUMBER, SIGN, CONSTANT),
    st.builds(lambda n, c: f"{c} in [few, {n}]", NUMBER, CONSTANT),
    st.builds(lambda n, s, c: f"[few, {n}].exists(any, any {s} {c})", NUMBER, SIGN, CONSTANT),
    st.builds(lambda n, c: f"[{n}] == [{c}]", NUMBER, CONSTANT),
)


def joined(parts):
    return st.recursive(
        parts,
        lambda inner: st.one_of(
            st.builds(lambda a, b: f"({a} && {b})", inner, inner),
            st.builds(lambda a, b: f"({a} || {b})", inner, inner),
            st.builds(lambda a: f"!({a})", inner),
        ),
        max_leaves=5,
    )


def used(*conditions):
    return [id for id in TRIED if any(id in condition for condition in conditions)] or ["few"]


@given(joined(ODD), joined(ODD))
def test_unreachable__whatever_the_condition__nothing_that_can_be_reached_is_claimed(when, also):
    spec = form(when, *used(when, also), also=also)
    assert not unreachable(spec) & tried(spec)


@given(joined(PLAIN))
def test_unreachable__comparisons_with_constants__are_decided_exactly(when):
    spec = form(when, *used(when))
    assert unreachable(spec) == {"last"} - tried(spec)


@given(st.lists(st.integers(-4, 9)), st.integers(0, 2), st.sampled_from([None, -1, 0.5, 2]), st.sampled_from([None, 2, 3.25, 8]))
def test_cells__every_number_that_may_be_answered__lies_in_one(at, decimals, low, high):
    question = validate(Question, {"id": "n", "type": "number", "label": "数", "decimals": decimals, "min": low, "max": high})
    found = cells(question, at)
    for n in range(-600, 1100):
        value = n / 100
        fits = (n * 10**decimals) % 100 == 0 and (low is None or value >= low) and (high is None or value <= high)
        within = [c for c in found if c is not None and (c.low < value < c.high if isinstance(c, Between) else c == value)]
        assert len(within) == fits if (n * 10**decimals) % 100 == 0 else len(within) <= 1


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("n < 3", UNKNOWN),
        ("n < 5", True),
        ("n >= 5", False),
        ("n == 2", False),
        ("n != 5", True),
        ("n == null", False),
        ("n > null", False),
        ("2 in [n, 2]", True),
        ("n in [2, 5]", False),
        ("n in [3]", UNKNOWN),
        ("has(n)", True),
        ("size([n])", 1),
        ("n + 1", UNKNOWN),
        ("[n] == [9]", UNKNOWN),
        ("n < m", UNKNOWN),
        ("n <= far", True),
    ],
)
def test_evaluate__a_number_of_which_only_the_bounds_are_known(source, value):
    assert evaluate(source, {"n": Between(2, 5), "m": Between(4, 9), "far": Between(5, 9)}) is value or value == 1
