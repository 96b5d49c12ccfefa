"""Forms that can't be right are found before anybody fills them in; blocks are put in where they are used."""

import pytest
from pydantic import ValidationError

from madoguchi.city.public import validate
from madoguchi.engines.forms.analysis import analyse
from madoguchi.engines.forms.blocks import BadUse, inline
from madoguchi.engines.forms.definitions import FormSpec, Question
from madoguchi.engines.forms.easy import hard_to_read
from madoguchi.engines.forms.testing import a_form

KIND = {"id": "kind", "type": "choice", "label": "種類", "options": ["a", "b"]}
SURE = {"id": "sure", "type": "yes-no", "label": "確か"}


def text(id, **more):
    return {"id": id, "type": "text", "label": id, **more}


def form(*pages, **more):
    return validate(FormSpec, {"pages": [p if isinstance(p, dict) else {"title": "頁", "ask": p} for p in pages], **more})


def codes(*pages, **more):
    return [(f.where, f.code) for f in analyse(form(*pages, **more))]


def test_analyse__the_sample__has_no_fault():
    assert analyse(a_form()) == []


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ("knd == 'a'", "unknown-name"),
        ("kind == 'c'", "unknown-option"),
        ("kind > 3", "wrong-type"),
        ("kind ==", "unreadable"),
        ("later == 'x'", "asked-later"),
        ("own == 'x'", "asked-later"),
        ("kind == 'a' && kind == 'b'", "never-shown"),
        ("false", "never-shown"),
        ("size(children) > 0", "asked-later"),
    ],
)
def test_analyse__a_condition_that_can_not_be__is_found_where_it_stands(when, code):
    repeat = {"title": "児童", "repeat": {"id": "children"}, "ask": [text("name")]}
    found = codes([KIND, text("own", when=when)], [text("later")], repeat)
    assert found[0] == (("pages", 0, "ask", 1, "when"), code)


def test_analyse__two_that_wait_for_each_other__are_named_as_a_circle():
    found = codes([text("first", when="second == 'x'"), text("second", when="first == 'x'")])
    assert "circle" in {code for _where, code in found}


def test_analyse__contradiction_through_a_hidden_question__is_seen():
    pages = (
        [KIND],
        {"title": "頁", "when": "kind == 'a'", "ask": [SURE]},
        {"title": "奥", "when": "kind == 'b' && sure", "ask": [text("x")]},
    )
    assert codes(*pages) == [(("pages", 2, "when"), "never-shown")]


def test_analyse__a_rare_case__is_not_taken_for_impossible():
    pages = ([KIND, SURE], {"title": "奥", "when": "kind == 'b' && sure && size(kind) > 0", "ask": [text("x")]})
    assert codes(*pages) == []


def test_analyse__this__is_the_item_or_the_group():
    item = [{**KIND, "id": "living"}, text("why", when="this.living == 'a'")]
    repeat = {"title": "児童", "repeat": {"id": "children"}, "ask": item}
    assert codes(repeat) == []
    wrong = {"title": "児童", "repeat": {"id": "children"}, "ask": [*item, text("y", when="living == 'a'")]}
    assert codes(wrong)[0][1] == "unknown-name"


def test_analyse__ids_that_clash__are_found():
    assert codes([text("a"), text("a.b")])[0][1] == "same-id"
    assert codes([text("a")], [text("a")])[0][1] == "same-id"
    assert codes([text("children.x")], {"title": "児童", "repeat": {"id": "children"}, "ask": [text("n")]})[0][1] == "same-id"


def test_analyse__papers_and_days__are_checked_too():
    slots = [{"id": "paper", "label": "紙", "when": "knd == 'a'"}]
    assert codes([KIND], attach=slots)[0] == (("attach", 0, "when"), "unknown-name")
    day = {"id": "day", "type": "date", "label": "日", "not_after": "days_afer(today, 3)"}
    assert codes([day])[0] == (("pages", 0, "ask", 0, "not_after"), "unknown-function")
    assert codes([{**day, "not_after": "size('x')"}])[0][1] == "wrong-type"
    assert codes([{**day, "not_after": "2026-04-01"}]) == []


def test_analyse__a_faulty_condition__is_quoted_and_explained_in_the_language_of_its_reader():
    fault = analyse(form([KIND, text("more", when="knd == 'a'")]))[0]
    assert fault.ja == "条件「knd == 'a'」: 「knd」という名前はありません。近い名前: kind。"
    assert fault.en == "condition \"knd == 'a'\": nothing is called \"knd\". Near: kind."


@pytest.mark.parametrize(
    "data",
    [
        {"type": "text", "options": ["a"]},
        {"type": "choice"},
        {"type": "number", "min": 5, "max": 2},
        {"type": "txt"},
        {"type": "text", "pattern": "("},
        {"type": "text", "pattern": "(a+)+"},
        {"type": "bank-account", "kinds": ["gold"]},
        {"type": "file", "accept": ["pdff"]},
        {"type": "text", "id": "today"},
        {"type": "text", "id": "Grand.Total"},
    ],
)
def test_question__that_can_not_be__is_refused(data):
    with pytest.raises(ValidationError):
        validate(Question, {"id": "q", "label": "見出し", **data})


def test_pages__without_key__get_one_that_stays():
    pages = form([KIND], [text("kind2.a")], [text("kind2.b")]).pages
    assert [page.key for page in pages] == ["kind", "kind2", "kind2-b"]


BLOCKS = {
    "person": {"ask": [text("name"), text("nick", when="this.name != 'x'")]},
    "family": {"ask": [{"use": "person", "as": "head"}, text("size")]},
    "loop": {"ask": [{"use": "loop"}]},
    "papers": {"attach": [{"id": "proof", "label": "証明"}, {"id": "photo", "label": "写真", "when": "sure"}]},
}


def asked(*ask):
    return inline({"pages": [{"title": "頁", "ask": list(ask)}]}, BLOCKS)["pages"][0]["ask"]


def test_inline__as__puts_ids_and_this_under_the_group():
    found = asked({"use": "family", "as": "home"})
    assert [(q["id"], q.get("within")) for q in found] == [
        ("home.head.name", "home.head"),
        ("home.head.nick", "home.head"),
        ("home.size", "home"),
    ]


def test_inline__without_labels_change_when():
    found = asked(
        {
            "use": "person",
            "without": ["name"],
            "labels": {"nick": "愛称"},
            "change": {"nick": {"optional": True}},
            "when": "sure",
        }
    )
    assert found == [{**text("nick"), "label": "愛称", "optional": True, "when": "(sure) && (this.name != 'x')"}]


@pytest.mark.parametrize(
    ("use", "near"),
    [
        ({"use": "persn"}, "person"),
        ({"use": "person", "witout": []}, "without"),
        ({"use": "person", "without": ["nik"]}, "nick"),
        ({"use": "loop"}, ""),
    ],
)
def test_inline__what_can_not_be__says_what_is_near(use, near):
    with pytest.raises(BadUse) as caught:
        asked(use)
    assert near in caught.value.en


def test_inline__papers__are_shared_and_fitted():
    use = {"use": "papers", "labels": {"proof": "証明書"}, "when": "need"}
    found = inline({"attach": [{"id": "own", "label": "届"}, use, {**use, "only": ["photo"], "labels": {}}]}, BLOCKS)["attach"]
    assert [(paper["id"], paper.get("when")) for paper in found] == [
        ("own", None),
        ("proof", "need"),
        ("photo", "(need) && (sure)"),
        ("photo", "(need) && (sure)"),
    ]
    assert found[1]["label"] == "証明書"
    for wrong in ({"use": "person"}, {"use": "papers", "as": "x"}, {"use": "papers", "only": ["prof"]}):
        with pytest.raises(BadUse):
            inline({"attach": [wrong]}, BLOCKS)


def test_hard_to_read__long_sentences_only():
    assert hard_to_read("みじかい 文です。" + "ながい" * 30 + "文です。") == ["ながい" * 30 + "文です。"]
