"""Every class of mistake in a definition, with the exact sentence."""

from datetime import date, time
from enum import StrEnum
from typing import Annotated, Literal

import pytest
from pydantic import Field, model_validator

from madoguchi.city.findings import Mistake
from madoguchi.city.folder import read_folder
from madoguchi.city.roots import Code, Definition, Part
from madoguchi.city.text import Text


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


class Round(Part):
    type: Literal["round"]
    radius: int


class Square(Part):
    type: Literal["square"]
    side: int


class Inner(Part):
    label: Text
    length: int = Field(default=1, ge=1, le=9)


class Thing(Definition):
    count: int = 0
    ratio: float = 0.5
    ready: bool = False
    name: str = ""
    short: Annotated[str, Field(min_length=2, max_length=3)] = "ab"
    digits: Annotated[str, Field(pattern=r"^[0-9]+$")] = "1"
    day: date | None = None
    word: Code = "a"
    clock: time | None = None
    kind: Literal["claim", "notification"] = "claim"
    colour: Colour = Colour.RED
    parts: list[Inner] = Field(default=[], max_length=2)
    by_name: dict[str, Inner] = {}
    shapes: list[Annotated[Round | Square, Field(discriminator="type")]] = []
    either: int | list[int] = 0
    over: Annotated[int, Field(gt=0, lt=100, multiple_of=5)] = 5

    @model_validator(mode="after")
    def _rule(self) -> "Thing":
        if self.name == "wrong":
            raise Mistake("この名前は使えません。", "this name can't be used.")
        return self


HEAD = "code: a\ntitle: 見本\n"


@pytest.fixture
def said(kind, write, folder):
    kind(Thing)

    def run(body: str, head: str = HEAD) -> list[str]:
        write("things/a.yaml", head + body)
        return [str(finding) for finding in read_folder(folder).errors]

    return run


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            "coutn: 3\n",
            "things/a.yaml:3: 誤り: coutn: 「coutn」という項目はありません。 近い名前: count\n"
            '    error: coutn: there is no key "coutn" here. Near: count',
        ),
        (
            "zzzz: 3\n",
            "things/a.yaml:3: 誤り: zzzz: 「zzzz」という項目はありません。 書ける項目: by_name, clock, code, colour, "
            "count, day, digits, either, kind, name, over, parts, ratio, ready, shapes, short, title, word\n"
            '    error: zzzz: there is no key "zzzz" here. Keys: by_name, clock, code, colour, count, '
            "day, digits, either, kind, name, over, parts, ratio, ready, shapes, short, title, word",
        ),
        (
            "parts:\n  - label: x\n  - label: y\n    lenght: 2\n",
            "things/a.yaml:6: 誤り: parts[1].lenght: 「lenght」という項目はありません。 近い名前: length\n"
            '    error: parts[1].lenght: there is no key "lenght" here. Near: length',
        ),
        (
            "by_name:\n  one:\n    lable: x\n    label: x\n",
            "things/a.yaml:5: 誤り: by_name.one.lable: 「lable」という項目はありません。 近い名前: label\n"
            '    error: by_name.one.lable: there is no key "lable" here. Near: label',
        ),
        (
            "shapes:\n  - {type: round, radius: 1, raduis: 2}\n",
            "things/a.yaml:4: 誤り: shapes[0].raduis: 「raduis」という項目はありません。 近い名前: radius\n"
            '    error: shapes[0].raduis: there is no key "raduis" here. Near: radius',
        ),
        (
            "parts:\n  - length: 2\n",
            "things/a.yaml:4: 誤り: parts[0].label: 項目「label」がありません。必ず書く項目です。\n"
            '    error: parts[0].label: the key "label" is missing.',
        ),
        (
            "count: three\n",
            'things/a.yaml:3: 誤り: count: 整数が必要です。書かれているのは "three" です。\n'
            '    error: count: expected a whole number, found "three".',
        ),
        (
            "count: 012\n",
            'things/a.yaml:3: 誤り: count: 整数が必要です。書かれているのは "012" です。\n'
            '    error: count: expected a whole number, found "012".',
        ),
        (
            "count: 1.50\n",
            "things/a.yaml:3: 誤り: count: 整数が必要です。書かれているのは 1.50 です。\n"
            "    error: count: expected a whole number, found 1.50.",
        ),
        (
            "count: true\n",
            "things/a.yaml:3: 誤り: count: 整数が必要です。書かれているのは true です。\n"
            "    error: count: expected a whole number, found true.",
        ),
        (
            "ratio: half\n",
            'things/a.yaml:3: 誤り: ratio: 数が必要です。書かれているのは "half" です。\n'
            '    error: ratio: expected a number, found "half".',
        ),
        (
            "ready: no\n",
            'things/a.yaml:3: 誤り: ready: true か false が必要です。書かれているのは "no" です。\n'
            '    error: ready: expected true or false, found "no".',
        ),
        (
            "name: [a, b]\n",
            "things/a.yaml:3: 誤り: name: 文字が必要です。書かれているのは 一覧（2） です。\n"
            "    error: name: expected a text, found a list of 2.",
        ),
        (
            "name:\n",
            "things/a.yaml:3: 誤り: name: 文字が必要です。書かれているのは 空（null） です。\n"
            "    error: name: expected a text, found nothing (null).",
        ),
        (
            "short: a\n",
            'things/a.yaml:3: 誤り: short: 2文字以上が必要です。書かれているのは "a" です。\n'
            '    error: short: at least 2 characters are needed; found "a".',
        ),
        (
            "short: abcd\n",
            'things/a.yaml:3: 誤り: short: 3文字までです。書かれているのは "abcd" です。\n'
            '    error: short: at most 3 characters; found "abcd".',
        ),
        (
            "digits: 1a\n",
            'things/a.yaml:3: 誤り: digits: 書き方が決まりに合いません。書かれているのは "1a" です。決まり: ^[0-9]+$\n'
            '    error: digits: does not have the form ^[0-9]+$; found "1a".',
        ),
        (
            "day: 2026-02-30\n",
            'things/a.yaml:3: 誤り: day: 日付（YYYY-MM-DD）が必要です。'
            '書かれているのは "2026-02-30" です。その日は暦にありません。\n'
            '    error: day: expected a date (YYYY-MM-DD), found "2026-02-30". There is no such day.',
        ),
        (
            "day: 令和8年2月3日\n",
            'things/a.yaml:3: 誤り: day: 日付（YYYY-MM-DD）が必要です。'
            '書かれているのは "令和8年2月3日" です。「2026-02-03」と書きます。\n'
            '    error: day: expected a date (YYYY-MM-DD), found "令和8年2月3日". Write 2026-02-03.',
        ),
        (
            "day: 2026/2/3\n",
            'things/a.yaml:3: 誤り: day: 日付（YYYY-MM-DD）が必要です。'
            '書かれているのは "2026/2/3" です。「2026-02-03」と書きます。\n'
            '    error: day: expected a date (YYYY-MM-DD), found "2026/2/3". Write 2026-02-03.',
        ),
        (
            "word: 図書館\n",
            'things/a.yaml:3: 誤り: word: 英小文字で始め、英小文字・数字・「-」だけで書きます（例: library-card）。'
            '書かれているのは "図書館" です。\n'
            '    error: word: begin with a small letter and use small letters, digits and - (library-card); found "図書館".',
        ),
        (
            "parts:\n  - label: {ja: 無料, en: Free, of charge}\n",
            "things/a.yaml:4: 誤り: parts[0].label.of charge: 「of charge」という言語はありません。"
            "使えるもの: ja, easy, en, zh, ko, es, pt, de, fr, tl。文の中に「,」があるときは、文の全体を引用符（' '）で囲みます\n"
            '    error: parts[0].label.of charge: there is no language "of charge"; '
            'there are: ja, easy, en, zh, ko, es, pt, de, fr, tl. '
            "A text that holds a comma is put in quotes (' ').",
        ),
        (
            "day: 2026\n",
            "things/a.yaml:3: 誤り: day: 日付（YYYY-MM-DD）が必要です。書かれているのは 2026 です。\n"
            "    error: day: expected a date (YYYY-MM-DD), found 2026.",
        ),
        (
            "clock: 8:30\n",
            'things/a.yaml:3: 誤り: clock: 時刻（HH:MM）が必要です。書かれているのは "8:30" です。\n'
            '    error: clock: expected a time (HH:MM), found "8:30".',
        ),
        (
            "kind: notificaton\n",
            'things/a.yaml:3: 誤り: kind: "notificaton" は選べません。選べるもの: claim, notification。'
            "近い名前: notification\n"
            '    error: kind: "notificaton" is not allowed; allowed: claim, notification. Near: notification',
        ),
        (
            "colour: blue\n",
            'things/a.yaml:3: 誤り: colour: "blue" は選べません。選べるもの: red, green\n'
            '    error: colour: "blue" is not allowed; allowed: red, green.',
        ),
        (
            "parts: one\n",
            'things/a.yaml:3: 誤り: parts: 一覧（- で始まる行）が必要です。書かれているのは "one" です。\n'
            '    error: parts: expected a list (lines that begin with -), found "one".',
        ),
        (
            "parts: [{label: a}, {label: b}, {label: c}]\n",
            "things/a.yaml:3: 誤り: parts: 2個までです（今は3個）。\n    error: parts: at most 2 allowed, found 3.",
        ),
        (
            "parts: [one]\n",
            'things/a.yaml:3: 誤り: parts[0]: 「項目: 値」の形が必要です。書かれているのは "one" です。\n'
            '    error: parts[0]: expected "key: value" lines, found "one".',
        ),
        (
            "by_name: []\n",
            "things/a.yaml:3: 誤り: by_name: 「項目: 値」の形が必要です。書かれているのは 一覧（0） です。\n"
            '    error: by_name: expected "key: value" lines, found a list of 0.',
        ),
        (
            "parts: [{label: a, length: 10}]\n",
            "things/a.yaml:3: 誤り: parts[0].length: 9 以下の数が必要です。書かれているのは 10 です。\n"
            "    error: parts[0].length: must be 9 or less; found 10.",
        ),
        (
            "parts: [{label: a, length: 0}]\n",
            "things/a.yaml:3: 誤り: parts[0].length: 1 以上の数が必要です。書かれているのは 0 です。\n"
            "    error: parts[0].length: must be 1 or more; found 0.",
        ),
        (
            "over: 0\n",
            "things/a.yaml:3: 誤り: over: 0 より大きい数が必要です。書かれているのは 0 です。\n"
            "    error: over: must be over 0; found 0.",
        ),
        (
            "over: 100\n",
            "things/a.yaml:3: 誤り: over: 100 より小さい数が必要です。書かれているのは 100 です。\n"
            "    error: over: must be under 100; found 100.",
        ),
        (
            "over: 7\n",
            "things/a.yaml:3: 誤り: over: 5 の倍数が必要です。書かれているのは 7 です。\n"
            "    error: over: must be a multiple of 5; found 7.",
        ),
        (
            "either: x\n",
            'things/a.yaml:3: 誤り: either: 整数 または 一覧（- で始まる行）が必要です。書かれているのは "x" です。\n'
            '    error: either: expected a whole number or a list (lines that begin with -), found "x".',
        ),
        (
            "shapes:\n  - {type: squar, side: 1}\n",
            'things/a.yaml:4: 誤り: shapes[0].type: "squar" は選べません。選べるもの: round, square。近い名前: square\n'
            '    error: shapes[0].type: "squar" is not allowed; allowed: round, square. Near: square',
        ),
        (
            "shapes:\n  - side: 1\n",
            "things/a.yaml:4: 誤り: shapes[0].type: 項目「type」がありません。必ず書く項目です。\n"
            '    error: shapes[0].type: the key "type" is missing.',
        ),
        (
            "name: wrong\n",
            "things/a.yaml:1: 誤り: この名前は使えません。\n    error: this name can't be used.",
        ),
        (
            "parts: [{label: {en: a}}]\n",
            "things/a.yaml:3: 誤り: parts[0].label: 日本語（ja）がありません。\n"
            "    error: parts[0].label: Japanese (ja) is missing.",
        ),
        (
            "parts: [{label: {ja: ' '}}]\n",
            "things/a.yaml:3: 誤り: parts[0].label: 文が空です。\n    error: parts[0].label: the text is empty.",
        ),
        (
            "parts: [{label: {ja: あ, esay: い}}]\n",
            "things/a.yaml:3: 誤り: parts[0].label.esay: 「esay」という言語はありません。"
            "使えるもの: ja, easy, en, zh, ko, es, pt, de, fr, tl。近い名前: easy, es\n"
            '    error: parts[0].label.esay: there is no language "esay"; '
            "there are: ja, easy, en, zh, ko, es, pt, de, fr, tl. Near: easy, es",
        ),
        (
            "parts: [{label: [a]}]\n",
            "things/a.yaml:3: 誤り: parts[0].label: 文字、または {ja: …, en: …} の形が必要です。"
            "書かれているのは 一覧（1） です。\n"
            "    error: parts[0].label: expected a text, or {ja: …, en: …}, found a list of 1.",
        ),
    ],
)
def test_check__a_mistake__is_explained(said, body: str, message: str) -> None:
    assert said(body) == [message]


def test_check__several_mistakes__are_reported_together_by_line(said) -> None:
    lines = [line.split(": ")[0] for line in said("count: x\nzz: 1\nready: 1\n", head="title: 見本\n")]
    assert lines == ["things/a.yaml:1", "things/a.yaml:2", "things/a.yaml:3", "things/a.yaml:4"]


def test_check__texts_that_look_like_numbers__need_no_quotes(said) -> None:
    assert said("name: 1.10\ndigits: 12\nshort: 12\nparts: [{label: 3}]\n") == []


def test_check__missing_code__is_said_once(said) -> None:
    assert said("", head="title: 見本\n") == [
        'things/a.yaml:1: 誤り: code: 項目「code」がありません。必ず書く項目です。\n    error: code: the key "code" is missing.'
    ]
