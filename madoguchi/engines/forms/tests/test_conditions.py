"""Conditions: how they read, what they refuse to be, that they always answer."""

import re
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


FAULTS = [
    ("claimant.job == none", "「none」は選択肢のコードなので、引用符で囲んで 'none' と書きます。", "write it in quotes, 'none'."),
    ("none != claimant.job", "「none」は選択肢のコードなので、", '"none" is an option;'),
    (
        "claimnt.job == 'none'",
        "「claimnt」という名前はありません。近い名前: claimant。",
        'nothing is called "claimnt". Near: claimant.',
    ),
    (
        "claimant.job.x == 1",
        "「claimant.job」は選択肢のコードなので、その中の「x」はありません。",
        '"claimant.job" is a choice and has no part "x".',
    ),
    (
        "claimant.job == 'emplyee'",
        "「emplyee」という選択肢はありません。近い選択肢: employee。",
        'there is no option "emplyee". Near: employee.',
    ),
    (
        "claimant.job == 'x'",
        "「x」という選択肢はありません。選択肢: employee, none。",
        'there is no option "x". Options: employee, none.',
    ),
    (
        "claimant == null && claimant['jb'] == 1",
        "「jb」という場合分けはありません。近い名前: job。",
        'there is no case "jb". Near: job.',
    ),
    (
        "atained(today, 18) > today",
        "「atained」という関数はありません。近い名前: attained。",
        'there is no function "atained". Near: attained.',
    ),
    (
        "attained(today) > today",
        "関数 attained に渡す値は2個です（今は1個）。書き方: attained(birth, n)",
        "attained takes 2 values, found 1; write attained(birth, n).",
    ),
    ("size(children, 1) > 0", "関数 size に渡す値は1個です（今は2個）。", "size takes 1 value, found 2."),
    ("date('x', 'y') > today", "書き方: date('2026-07-01')", "date takes 1 value, found 2; write date('2026-07-01')."),
    (
        "today > date('2026-02-30')",
        "「2026-02-30」という日はありません。YYYY-MM-DD の形で、",
        '"2026-02-30" is no day; write one as YYYY-MM-DD',
    ),
    (
        "claimant.income",
        "ここに要るのははい・いいえですが、「claimant.income」は数になります。",
        '"claimant.income" gives a number.',
    ),
    (
        "attained('x', 18) > today",
        "「attained」に使えるのは日付ですが、文字が書かれています。",
        '"attained" takes a date, found text.',
    ),
    (
        "claimant.job && true",
        "「&&」に使えるのははい・いいえですが、選択肢のコードが書かれています。",
        '"&&" takes yes or no, found a choice.',
    ),
    ("[1, 'a'] == [1]", "1つの一覧の中に、数と文字が混ざっています。", "a list mixes a number and text; write one kind."),
    ("(true ? 1 : 'a') == 1", "「? :」の結果が、数になったり文字になったりします。", '"? :" gives a number or text;'),
    (
        "claimant.exists(c, true)",
        "「exists」は一覧に使いますが、項目のまとまりが書かれています。",
        '"exists" is for a list, found a group.',
    ),
    ("1 in claimant.income", "「in」は一覧に使いますが、数が書かれています。", '"in" is for a list, found a number.'),
    ("1 in ['a']", "「in」の左は数ですが、右は文字の一覧なので、", "a list of text can't hold a number."),
    ("claimant.birth == 'x'", "日付と文字は種類がちがい、等しいことがありません。", "a date and text can never be equal."),
    ("claimant.birth > 'x'", "種類のちがう日付と文字を「>」で比べています。", '">" compares a date with text.'),
    (
        "true < false",
        "「<」で比べられるのは数・日付・文字だけですが、はい・いいえとはい・いいえが",
        '"<" puts numbers, dates or text in order,',
    ),
    (
        "children.exists(a, children.exists(b, children.exists(c, true)))",
        "くり返し（exists など）の中のくり返しは2つまでです。",
        "more than 2 loops (exists and so on) inside each other.",
    ),
    (
        "a ==",
        "3文字目の「==」のあたりを読めません。かっこ、引用符、記号",
        'it can\'t be read near "==" (character 3): check brackets',
    ),
    ("", "終わりのあたりを読めません。", "it can't be read near its end:"),
    ("claimant.income = 3", "等しいことは「==」と書きます。", 'to be equal is written "==".'),
    ("claimant.income > 3 and true", "「and」は「&&」と書きます。", 'write "&&" instead of "and".'),
    ("claimant.income ＞ 3", "「＞」は「>」と半角で書きます。", 'write ">" instead of "＞".'),
    ("claimant.job == ‘none’", "「‘」は「'」と半角で書きます。", 'write "\'" instead of "‘".'),
    ("人数 > 3", "「人数」は、文字なら引用符（' '）で囲み、項目なら", '"人数": put quotes around a text;'),
    ("claimant.job == 'none", "引用符（' '）が閉じていません。", "a quotation mark is not closed."),
    ("(claimant.income > 3", "かっこの数が合いません。", "brackets do not match."),
    ("true\n&& ) true", "9文字目の「)」のあたりを読めません。", '")" (character 9)'),
    ("{'a': 1} == null", "{名前: 値}という書き方は、ここでは使えません。", "{name: value} can't be used here."),
    ("claimant.income > 5u", "「5u」は値として使えません。", "5u can't be used as a value;"),
    ("claimant.job == '\\xZZ'", "は値として使えません。", "can't be used as a value;"),
    (
        "children.exists(1, true)",
        "exists には、1つ分を呼ぶ名前と条件が要ります",
        "exists takes a name for one of them and a condition",
    ),
    ("x" * 601, "式が長すぎます。600文字までです（今は601文字）。", "it is too long: up to 600 characters, found 601."),
    (" + ".join(["1"] * 150), "式の部分が多すぎます。200個までです（今は299個）。", "it has too many parts: up to 200, found 299."),
    ("!" * 100 + "true", "かっこなどの重なりが深すぎます。40段までです。", "it is nested too deep: up to 40 levels."),
]


@pytest.mark.parametrize(("source", "ja", "en"), FAULTS)
def test_check_condition__each_kind_of_mistake__is_said_in_whole_sentences_of_either_language(source, ja, en):
    fault = check_condition(source, KINDS)[0]
    assert ja in fault.ja
    assert en in fault.en
    assert fault.ja.endswith(("。", ")"))
    words = re.sub(r"「[^」]*」|'[^']*'|（[^）]*）|(近い名前|選択肢|書き方): .*", "", fault.ja)
    assert set(re.findall(r"[A-Za-z-]{3,}", words)) <= {"attained", "size", "date", "exists", "YYYY-MM-DD"}
    assert not re.search(r"[ぁ-ん]", fault.en)


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
