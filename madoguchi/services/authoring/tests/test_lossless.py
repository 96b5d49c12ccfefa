"""What the editor writes is what stands in `cities/`: nothing is lost, by its forms, by the folder, by the database."""

import random
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madoguchi.city import public as city
from madoguchi.city.testing import CITIES, export_folder, load_city
from madoguchi.engines.forms.testing import NOON
from madoguchi.engines.people.testing import SYSTEM
from madoguchi.services.authoring.actions import begin, edit
from madoguchi.services.authoring.body import GONE, at, follow, joined, read_place, replaced, spelled
from madoguchi.services.authoring.checking import Looked
from madoguchi.services.authoring.desk.boxes import Typed, put_all, text_of, typed_of
from madoguchi.services.authoring.desk.choosing import Condition
from madoguchi.services.authoring.desk.paying import Fee
from madoguchi.services.authoring.desk.sheets import SHEETS, Context, sheet_of
from madoguchi.services.authoring.desk.text import plain
from madoguchi.services.authoring.saying import changes

WHOLE = ("basics", "facts", "outcome", "pittari")


def places(procedure: dict[str, Any]) -> list[tuple[str, city.Path]]:
    """Every part that a form of the editor shows, with its sheet."""
    found: list[tuple[str, city.Path]] = [(sheet, ("procedure",)) for sheet in WHOLE]
    for i, page in enumerate(procedure.get("pages", [])):
        found.append(("page", ("procedure", "pages", i)))
        for j, question in enumerate(page.get("ask", [])):
            where: city.Path = ("procedure", "pages", i, "ask", j)
            found.append((sheet_of(where, question), where))
            rules = question.get("explain", [])
            if isinstance(rules, dict):
                found.append(("explain", (*where, "explain")))
            else:
                found += [("explain", (*where, "explain", n)) for n in range(len(rules))]
    for name in ("attach", "calculate"):
        found += [(sheet_of(("procedure", name, k), one), ("procedure", name, k)) for k, one in enumerate(procedure.get(name, []))]
    deadlines = procedure.get("deadline", [])
    if isinstance(deadlines, dict):
        found.append(("deadline", ("procedure", "deadline")))
    else:
        found += [("deadline", ("procedure", "deadline", k)) for k in range(len(deadlines))]
    return found


def as_sent(typed: Typed) -> dict[str, list[str]]:
    """As a browser sends it: lines end in CRLF, empty boxes come too."""
    return {name: [value.replace("\n", "\r\n") for value in values] for name, values in typed.items()}


def boxes_at(body: dict[str, Any], looked: Looked, sheet: str, place: city.Path) -> tuple[Any, Any]:
    part = at(body, place)
    return part, SHEETS[sheet](Context(body, looked, [], place, part))


@cache
def urayasu() -> city.World:
    """The city's folder, read once."""
    return city.read_folder(CITIES / "urayasu")


def of_the_folder(document: city.Document) -> tuple[dict[str, Any], Looked]:
    """A procedure of the folder as a manuscript."""
    return {"procedure": plain(document.written)}, Looked(urayasu(), document)


def test_forms__opened_and_sent_untouched__give_back_every_block_of_the_city() -> None:
    opened, touched = 0, []
    for document in urayasu().documents("block"):
        raw = plain(document.written)
        body: dict[str, Any] = {"block": raw}
        found: list[city.Path] = [("block",)]
        found += [("block", name, n) for name in ("ask", "attach") for n in range(len(raw.get(name, [])))]
        for place in found:
            sheet = sheet_of(place, at(body, place))
            part, boxes = boxes_at(body, Looked(urayasu(), document), sheet, place)
            if put_all(part, boxes, as_sent(typed_of(part, boxes))) is not part:
                touched.append(f"{document.code} {sheet} {spelled(place)}")
            opened += 1
    assert touched == []
    assert opened > 100


def test_forms__opened_and_sent_untouched__give_back_every_procedure_and_notice_of_the_city() -> None:
    opened, touched = 0, []
    for document in urayasu().documents("procedure"):
        body, looked = of_the_folder(document)
        for sheet, place in places(body["procedure"]):
            part, boxes = boxes_at(body, looked, sheet, place)
            if put_all(part, boxes, as_sent(typed_of(part, boxes))) is not part:
                touched.append(f"{document.code} {sheet} {spelled(place)}")
            opened += 1
    for notice in urayasu().documents("notice"):
        whole = {**body, "notice": {notice.code: plain(notice.written)}}
        part, boxes = boxes_at(whole, looked, "notice", ("notice", notice.code))
        assert put_all(part, boxes, as_sent(typed_of(part, boxes))) is part
    assert touched == []
    assert opened > 900


@pytest.mark.django_db
def test_published_by_the_desk__exported_and_loaded__is_the_same_version(tmp_path: Path) -> None:
    load_city("urayasu")
    manuscript = begin.begin_change("dog-registration", by=SYSTEM, at=NOON)
    edit.change_part(
        manuscript, ("procedure", "pages", 0, "title"), {"ja": "何をしますか", "en": "What"}, base=1, by=SYSTEM, at_=NOON
    )
    manuscript.refresh_from_db()
    version = city.publish_all([("procedure", manuscript.body["procedure"])], by=SYSTEM, at=NOON)[0]
    folder = tmp_path / "urayasu"
    with pytest.raises(city.DeskChanged) as refusal:
        city.load_folder(CITIES / "urayasu", by=SYSTEM, at=NOON)
    assert [(d.kind, d.code) for d in refusal.value.differences] == [("procedure", "dog-registration")]
    assert export_folder(folder).differing == []
    read = city.read_folder(folder).document("procedure", "dog-registration")
    assert read is not None
    assert read.sha256 == version.sha256
    done = city.load_folder(folder, by=SYSTEM, at=NOON)
    assert (done.added, done.changed, done.retired) == ([], [], [])
    city.load_folder(CITIES / "urayasu", by=SYSTEM, at=NOON, take="folder")
    now = city.current("procedure", "dog-registration")
    assert now is not None
    assert now.sha256 != version.sha256
    manuscript = begin.begin_blank("another-one", "別の手続き", section="kodomo", by=SYSTEM, at=NOON)
    assert manuscript.based_on is None


WORDS = st.text(alphabet="あいうABC 。\n,'\"#:-{}[]", max_size=20)


@settings(max_examples=150, deadline=None)
@given(
    before=st.none() | WORDS | st.dictionaries(st.sampled_from(["ja", "en", "easy", "zh"]), WORDS, min_size=1),
    typed=st.fixed_dictionaries(dict.fromkeys(("ja", "en", "easy"), WORDS)),
)
def test_text_of__anything_typed__is_a_text_and_other_languages_stay(before: Any, typed: dict[str, str]) -> None:
    found = text_of(typed, before)
    if isinstance(before, dict) and "zh" in before:
        assert found["zh"] == before["zh"]
    if found is GONE:
        assert not any(text.strip() for text in typed.values())
    else:
        texts = {"ja": found} if isinstance(found, str) else found
        for lang, text in typed.items():
            assert texts.get(lang, "").strip() == text.strip()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from("abc"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcd"), inner, max_size=3),
    max_leaves=8,
)
MAPS = st.dictionaries(st.sampled_from("abcd"), JSON, max_size=4)


@settings(max_examples=200, deadline=None)
@given(MAPS, MAPS, MAPS)
def test_joined__two_people__keep_what_each_changed_alone_and_name_what_both_did(base: Any, mine: Any, theirs: Any) -> None:
    whole, clashes = joined(base, mine, theirs)
    for key in {*base, *mine, *theirs}:
        old, own, other = base.get(key, GONE), mine.get(key, GONE), theirs.get(key, GONE)
        if other == old:
            assert whole.get(key, GONE) == own
        elif own == old:
            assert whole.get(key, GONE) == other
        elif own != other and not all(isinstance(one, dict) for one in (old, own, other)):
            assert key in clashes
            assert whole.get(key, GONE) == own
    if not clashes:
        assert joined(base, theirs, mine)[0] == whole


@settings(max_examples=60, deadline=None)
@given(st.permutations(["a", "b", "c", "d"]), st.integers(0, 3))
def test_follow__items_moved_about__finds_each_by_its_name(order: list[str], n: int) -> None:
    old = [{"id": name, "label": name} for name in "abcd"]
    new = [{"id": name, "label": f"{name}!"} for name in order]
    place = follow(old, new, (n,))
    assert place is not None
    assert new[int(place[0])]["id"] == "abcd"[n]
    assert follow(old, [one for one in new if one["id"] != "abcd"[n]], (n,)) is None


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(["a == 'x'", "!b", "has(c)", "a != 'y'", "n >= 3", "d < date('2026-04-01')"]),
        min_size=1,
        max_size=4,
        unique=True,
    ),
    st.sampled_from(["&&", "||"]),
)
def test_condition__chosen_or_written__comes_back_as_it_was(parts: list[str], by: str) -> None:
    from madoguchi.services.authoring.conditions import Measured, Said

    box = Condition(
        "when", "", said=[Said(cel, cel, "") for cel in ("a == 'x'", "!b", "has(c)", "a != 'y'")],
        measured=[Measured("n", "n", False), Measured("d", "d", True)],
    )  # fmt: skip
    cel = f" {by} ".join(parts)
    typed = box.typed(cel)
    assert box.read(typed, cel) is cel
    again = box.read(typed, GONE)
    assert sorted(again.split(f" {by} ")) == sorted(parts)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(["m1", "m3", "y"]), st.integers(0, 99_999), min_size=1), st.integers(0, 9_999))
def test_fee__by_option__is_read_as_it_was_written(amounts: dict[str, int], rest: int) -> None:
    from madoguchi.city.public import validate
    from madoguchi.engines.forms.public import Question

    options = {"m1": "1か月", "m3": "3か月", "y": "年度"}
    question = validate(Question, {"id": "period", "type": "choice", "label": "期間", "options": options})
    box = Fee("value", "", choices=[question])
    typed = {
        "value.how": ["by"], "value.question": ["period"], "value.amount": [str(rest)],
        **{f"value.of.{code}": [f"{yen:,}"] for code, yen in amounts.items()},
    }  # fmt: skip
    cel = box.read(typed, GONE)
    shown = box.typed(cel)
    assert shown["value.how"] == ["by"]
    assert {code: int(shown[f"value.of.{code}"][0]) for code in amounts} == amounts
    assert box.read(shown, cel) is cel


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_edits__by_chance_through_the_forms__read_back_from_yaml_and_say_what_changed(seed: int) -> None:
    dice = random.Random(seed)
    document = dice.choice(list(urayasu().documents("procedure")))
    body, looked = of_the_folder(document)
    before = body["procedure"]
    for sheet, place in dice.sample(places(before), 6):
        part, boxes = boxes_at(body, looked, sheet, place)
        typed = as_sent(typed_of(part, boxes))
        names = [name for name, values in typed.items() if name.endswith((".en", ".ja", ".easy"))]
        for name in dice.sample(names, min(2, len(names))):
            typed[name] = [dice.choice(["新しい文。", "new: words # here", "- 'x'", "true", "012"])]
        new = put_all(part, boxes, typed)
        body = replaced(body, place, new)
    text = city.write_yaml(body["procedure"])
    assert plain(city.read_yaml(text.encode(), "x.yaml")) == body["procedure"]
    assert bool(list(changes(before, body["procedure"]))) == (before != body["procedure"])
    assert read_place(spelled(("procedure", "pages", 0, "ask", 1))) == ("procedure", "pages", 0, "ask", 1)
