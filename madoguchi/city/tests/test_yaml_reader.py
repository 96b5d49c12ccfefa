"""YAML as YAML 1.2 core: what stays a text, and every way in which a file can't be read."""

import time

import pytest

from madoguchi.city.findings import Found
from madoguchi.city.yaml_reader import MAX_BYTES, read_yaml


def read(text: str) -> dict:
    return read_yaml(text.encode(), "x.yaml")


def refusal(data: str | bytes) -> str:
    with pytest.raises(Found) as caught:
        read_yaml(data if isinstance(data, bytes) else data.encode(), "x.yaml")
    return str(caught.value)


@pytest.mark.parametrize(
    "spelled",
    [
        "no", "No", "NO", "yes", "on", "ON", "off", "y", "n", "True", "FALSE", "Null", "NULL",
        "012", "00", "0o17", "0x1F", "0b1", "1_000", "+5", "-0", ".5", "5.", "1e", "12:30", "12:30:45", "8:30-17:15",
        "2026-07-01", "2026-07-01 12:00:00", "047-000-0000", "279-8501", ".inf", ".nan", "=",
        "9007199254740993", "1.2.3",
    ],
)  # fmt: skip
def test_read_yaml__what_yaml_1_1_would_twist__stays_a_text(spelled: str) -> None:
    assert read(f"a: {spelled}")["a"] == spelled


@pytest.mark.parametrize(
    ("spelled", "value"),
    [
        ("true", True), ("false", False), ("null", None), ("~", None), ("", None), ("0", 0), ("12", 12), ("-3", -3),
        ("9007199254740991", 9007199254740991), ("1.5", 1.5), ("-0.25", -0.25), ("1e3", 1000.0), ("1.10", 1.1),
    ],
)  # fmt: skip
def test_read_yaml__core_words_and_plain_numbers__are_values(spelled: str, value: object) -> None:
    found = read(f"a: {spelled}")["a"]
    assert found == value
    assert isinstance(found, bool) == isinstance(value, bool)


def test_read_yaml__quoted_words__are_texts() -> None:
    assert read("a: 'true'\nb: \"12\"\nc: |\n  12\n") == {"a": "true", "b": "12", "c": "12\n"}


def test_read_yaml__country_list__keeps_norway() -> None:
    assert read("countries: [se, no, dk]")["countries"] == ["se", "no", "dk"]


def test_read_yaml__keys__are_always_texts() -> None:
    assert list(read("1: a\ntrue: b\nnull: c\n2026-01-01: d\n")) == ["1", "true", "null", "2026-01-01"]


def test_read_yaml__byte_order_mark__is_skipped() -> None:
    assert read_yaml(b"\xef\xbb\xbfa: 1\n", "x.yaml") == {"a": 1}


def test_read_yaml__line_ends_of_windows__are_line_ends() -> None:
    assert read("a: 1\r\nb: |\r\n  x\r\n  y\r\n") == {"a": 1, "b": "x\ny\n"}


def test_read_yaml__alias__repeats_the_value() -> None:
    assert read("a: &x [1, 2]\nb: *x\n") == {"a": [1, 2], "b": [1, 2]}


def test_read_yaml__lines__are_remembered() -> None:
    found = read("a: 1\nb:\n  - c: 1\n    d: 2\n  - e\n")
    assert found.lines == {"a": 1, "b": 2}
    assert found["b"].lines == [3, 5]
    assert found["b"][0].lines == {"c": 3, "d": 4}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "a: 1\nb: 2\na: 3\n",
            "x.yaml:3: 誤り: 項目「a」が2回書かれています（1回目は1行目）。\n"
            '    error: the key "a" stands here twice (first on line 1).',
        ),
        (
            "a: x\n\tb: y\n",
            "x.yaml:2: 誤り: タブで字下げしています。空白に置き換えてください。\n"
            "    error: a tab is used for indentation; use spaces.",
        ),
        (
            "a: b: c\n",
            "x.yaml:1: 誤り: 文の中に「: 」があります。文の全体を引用符（' '）で囲んでください。\n"
            "    error: there is a \": \" inside the text; put the whole text in quotes (' ').",
        ),
        (
            "a:\n  b\n  c: d\n",
            "x.yaml:3: 誤り: ここに「: 」は書けません。字下げと、前の行の終わりを確かめてください。\n"
            '    error: ": " can\'t stand here; look at the indentation and at the end of the line before.',
        ),
        (
            "a: 1\nb：2\nc: 3\n",
            "x.yaml:2: 誤り: 項目名のあとの「：」が全角です。半角の「: 」（コロンと空白）にしてください。\n"
            '    error: the colon after the key is full-width; write ": ".',
        ),
        (
            "a: 1\nb:2\nc: 3\n",
            "x.yaml:2: 誤り: 項目名のあとの「:」に続けて、半角の空白を1つ入れてください。\n"
            '    error: put a space after the ":" that follows the key.',
        ),
        (
            "a:\n  b: 1\n\u3000c: 2\n",
            "x.yaml:3: 誤り: 全角の空白で字下げしています。半角の空白に置き換えてください。\n"
            "    error: a full-width space is used for indentation; use plain spaces.",
        ),
        (
            "a:\n  b: 1\n\tc: 2\n",
            "x.yaml:3: 誤り: タブで字下げしています。空白に置き換えてください。\n"
            "    error: a tab is used for indentation; use spaces.",
        ),
        (
            "a: {when: 'x' != 'y'}\n",
            "x.yaml:1: 誤り: 値の途中で引用符が閉じています。値の全体を引用符で囲んでください。\n"
            "    error: a quotation mark closes inside the value; put the whole value in quotes.",
        ),
        (
            "a: {b: 1 ]\n",
            "x.yaml:1: 誤り: { } の中で , か } が足りません。\n    error: a , or } is missing inside { }.",
        ),
        (
            "a:\n  b: 1\n c: 2\n",
            "x.yaml:3: 誤り: 字下げが揃っていません。同じ段の項目は同じ桁から書いてください。\n"
            "    error: the indentation is uneven; keys of one level begin in the same column.",
        ),
        (
            "a: [1, 2\n",
            "x.yaml:1: 誤り: この行で始まる [ ] の中で , か ] が足りません。"
            "引用符の閉じ忘れも確かめてください（2行目まで読みました）。\n"
            "    error: a , or ] is missing inside [ ], which begins here, or a quotation mark is not closed (read up to line 2).",
        ),
        (
            "a: {b: 1\n",
            "x.yaml:1: 誤り: この行で始まる { } の中で , か } が足りません。"
            "引用符の閉じ忘れも確かめてください（2行目まで読みました）。\n"
            "    error: a , or } is missing inside { }, which begins here, or a quotation mark is not closed (read up to line 2).",
        ),
        (
            "b: 1\na: 'x\n",
            "x.yaml:2: 誤り: 引用符が閉じられていません。\n    error: a quotation mark is not closed.",
        ),
        (
            "a: @x\n",
            "x.yaml:1: 誤り: この文字から始まる値は引用符で囲んでください（@ ` % タブ）。\n"
            "    error: a value that begins with this character (@ ` % tab) needs quotes.",
        ),
        (
            'a: "\\q"\n',
            "x.yaml:1: 誤り: \" \" の中の \\ の使い方が正しくありません。' ' で囲めばそのまま書けます。\n"
            "    error: a \\ inside \" \" is not understood; inside ' ' it stands for itself.",
        ),
        (
            "a: *x\n",
            "x.yaml:1: 誤り: * で始まる値は別の値への参照です。文字として書くには引用符で囲んでください。\n"
            "    error: a value that begins with * is a reference; to write the character itself, use quotes.",
        ),
        (
            "- a\nb: c\n",
            "x.yaml:2: 誤り: 一覧（-）の途中に、一覧でない行があります。\n"
            "    error: a line inside a list (-) does not begin with -.",
        ),
        (
            "a: 1\nb\n",
            'x.yaml:3: 誤り: 項目名のあとの「: 」が足りません。\n    error: the ": " after a key is missing.',
        ),
        (
            "a: 1\n---\nb: 2\n",
            "x.yaml:2: 誤り: 1つのファイルに定義は1つです（--- は使いません）。\n    error: a file holds one definition (no ---).",
        ),
        (
            "a: !!python/object/apply:os.system [ls]\n",
            "x.yaml:1: 誤り: 型の印「tag:yaml.org,2002:python/object/apply:os.system」は使えません。\n"
            '    error: the tag "tag:yaml.org,2002:python/object/apply:os.system" is not read.',
        ),
        (
            "a: &x {b: 1}\nc:\n  <<: *x\n",
            "x.yaml:3: 誤り: <<（取り込み）は使えません。blocks/ に置いて use で呼び出してください。\n"
            "    error: << (merge) is not read; put it into blocks/ and call it by use.",
        ),
        (
            "? [a, b]\n: c\n",
            "x.yaml:1: 誤り: 項目名は文字でなければなりません。\n    error: a key must be a text.",
        ),
        (
            "a: &x [1, *x]\n",
            "x.yaml:1: 誤り: *x が自分自身を指しています。\n    error: *x refers to itself.",
        ),
        (
            "$order: 1\n",
            'x.yaml:1: 誤り: 項目名「$order」は $ で始められません。\n    error: a key can\'t begin with $: "$order".',
        ),
        ("", "x.yaml:1: 誤り: ファイルが空です。\n    error: the file is empty."),
        ("# only a comment\n", "x.yaml:1: 誤り: ファイルが空です。\n    error: the file is empty."),
        (
            "- a\n- b\n",
            "x.yaml:1: 誤り: 「項目: 値」の形が必要です。一覧が書かれています。\n"
            '    error: expected "key: value" lines, found a list.',
        ),
        (
            "hello\n",
            "x.yaml:1: 誤り: 「項目: 値」の形が必要です。「hello」が書かれています。\n"
            '    error: expected "key: value" lines, found "hello".',
        ),
        (
            "a: 1\nb: \x01\n",
            "x.yaml:2: 誤り: 使えない文字（U+0001）があります。\n    error: there is a character that can't be used (U+0001).",
        ),
        (
            'a: 1\nb: "\\0"\n',
            "x.yaml:2: 誤り: 使えない文字（U+0000）があります。\n    error: there is a character that can't be used (U+0000).",
        ),
        (
            'a: 1\nb: "\\u202e"\n',
            "x.yaml:2: 誤り: 文字の並びを変える見えない文字（U+202E）があります。取り除いてください。\n"
            "    error: there is an invisible character that changes the direction of text (U+202E); remove it.",
        ),
        (
            "a: 1\nb: x\u202ey\n",
            "x.yaml:2: 誤り: 文字の並びを変える見えない文字（U+202E）があります。取り除いてください。\n"
            "    error: there is an invisible character that changes the direction of text (U+202E); remove it.",
        ),
    ],
)
def test_read_yaml__a_mistake__is_named_with_its_line(text: str, message: str) -> None:
    assert refusal(text) == message


@pytest.mark.parametrize(
    ("data", "seems"),
    [
        ("a: 市役所\n".encode("cp932"), "Shift_JIS (CP932) のようです。"),
        ("a: 市役所のまどぐち\n".encode("euc_jp"), "EUC-JP のようです。"),
        ("a: 市役所\n".encode("utf-16"), "UTF-16 のようです。"),
        (b"a: \xff\xfe\x81\n", ""),
    ],
)
def test_read_yaml__other_encodings__are_guessed_in_the_refusal(data: bytes, seems: str) -> None:
    assert refusal(data).startswith(f"x.yaml:1: 誤り: UTF-8 ではありません。{seems}UTF-8 で保存し直してください。\n")


def test_read_yaml__bad_byte_on_a_later_line__names_that_line() -> None:
    assert refusal(b"a: 1\nb: 2\nc: \xff\n").startswith("x.yaml:3: ")


def test_read_yaml__several_duplicate_keys__are_reported_together() -> None:
    assert refusal("a: 1\na: 2\nb: 1\nb: 2\n").count("誤り") == 2


BILLION = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "bomb",
    [BILLION, "[" * 100_000, "{a: " * 100_000, "- " * 100_000, "a: " + "[" * 500_000 + "]" * 500_000],
)  # fmt: skip
def test_read_yaml__bombs__are_refused_at_once(bomb: str) -> None:
    begun = time.process_time()
    said = refusal(bomb)
    assert "多すぎます" in said or "深すぎます" in said
    assert time.process_time() - begun < 2


def test_read_yaml__too_large_a_file__is_refused_unread() -> None:
    assert refusal(b"a: " + b"x" * MAX_BYTES) == (
        "x.yaml:1: 誤り: ファイルが大きすぎます（1,048,579バイト。1,048,576バイトまで）。\n"
        "    error: the file is too large (1,048,579 bytes; at most 1,048,576)."
    )
