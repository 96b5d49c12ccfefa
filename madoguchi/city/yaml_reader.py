"""Reads YAML as YAML 1.2 core: only true, false, null and plain numbers are no texts; quotes are never needed.

`no`, `ON`, `012`, `12:30`, `2026-07-01` stay texts. Duplicate keys, tags, merges and second documents are errors.
Depth, size and the growth by aliases are bounded, and nothing recurses.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from math import isfinite
from typing import Any

import yaml

from madoguchi.city.findings import Finding, Found
from madoguchi.city.marks import Map, Seq, Spelled
from madoguchi.city.yaml_syntax import FULL_WIDTH_SPACE, SYNTAX, explain_syntax

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 40
MAX_NODES = 100_000
GREATEST = 2**53 - 1  # what JSON keeps exactly
INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,15})")
DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,20})?([eE][-+]?[0-9]{1,3})?")
WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
PLAIN_TAGS = {None, "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"}
BIDI = "\u202a-\u202e\u2066-\u2069"
FORBIDDEN = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{BIDI}]")


@dataclass
class _Frame:
    """A map or list being filled."""

    node: Map | Seq
    anchor: str | None
    begun_at: int
    key: str | None = None
    key_line: int = 0


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.stack: list[_Frame] = []
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.nodes = 0
        self.root: Any = None
        self.findings: list[Finding] = []

    def stop(self, line: int, code: str, ja: str, en: str) -> Found:
        return Found([*self.findings, _finding(self.file, line, code, ja, en)])

    def read(self, text: str) -> Any:
        try:
            for event in yaml.parse(text, Loader=yaml.CSafeLoader):
                self.take(event)
        except yaml.MarkedYAMLError as problem:
            raise self.stop(*explain_syntax(problem, text)) from None
        if self.findings:
            raise Found(self.findings)
        return self.root

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self.scalar(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self.begin(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            frame = self.stack.pop()
            if frame.anchor:
                self.anchors[frame.anchor] = (frame.node, self.nodes - frame.begun_at)
        elif isinstance(event, yaml.AliasEvent):
            self.alias(event)
        elif isinstance(event, yaml.DocumentStartEvent) and self.nodes:
            raise self.stop(
                _line(event),
                "documents",
                "1つのファイルに定義は1つです（--- は使いません）。",
                "a file holds one definition (no ---).",
            )

    def begin(self, event: Any) -> None:
        self.tag(event)
        line = _line(event)
        frame = self.stack[-1] if self.stack else None
        if frame is not None and isinstance(frame.node, Map) and frame.key is None:
            raise self.stop(line, "key", "項目名は文字でなければなりません。", "a key must be a text.")
        if frame is not None and frame.key is not None:
            line = frame.key_line
        node = Map(self.file, line) if isinstance(event, yaml.MappingStartEvent) else Seq(self.file, line)
        self.count(_line(event))
        self.put(node, _line(event))
        self.stack.append(_Frame(node, event.anchor, self.nodes))
        if len(self.stack) > MAX_DEPTH:
            raise self.stop(
                _line(event),
                "depth",
                f"入れ子が深すぎます（{MAX_DEPTH}段まで）。",
                f"nested too deeply (at most {MAX_DEPTH} levels).",
            )

    def scalar(self, event: Any) -> None:
        self.tag(event)
        line = _line(event)
        if forbidden := FORBIDDEN.search(event.value):
            raise Found([*self.findings, _forbidden(self.file, line, forbidden[0])])
        frame = self.stack[-1] if self.stack else None
        if frame is not None and isinstance(frame.node, Map) and frame.key is None:
            self.name(frame, event.value, line)
            return
        plain = event.style in (None, "") and event.tag is None
        value = _value(event.value) if plain else event.value
        self.count(line)
        if event.anchor:
            self.anchors[event.anchor] = (value, 1)
        self.put(value, line)

    def name(self, frame: _Frame, key: str, line: int) -> None:
        node = frame.node
        assert isinstance(node, Map)
        if key == "<<":
            raise self.stop(
                line,
                "merge",
                "<<（取り込み）は使えません。blocks/ に置いて use で呼び出してください。",
                "<< (merge) is not read; put it into blocks/ and call it by use.",
            )
        if key.startswith("\u3000"):
            raise self.stop(line, "syntax", *FULL_WIDTH_SPACE)
        if key.startswith("$"):
            raise self.stop(line, "key", f"項目名「{key}」は $ で始められません。", f'a key can\'t begin with $: "{key}".')
        if key in node:
            first = node.lines[key]
            self.findings.append(
                _finding(
                    self.file,
                    line,
                    "duplicate-key",
                    f"項目「{key}」が2回書かれています（1回目は{first}行目）。",
                    f'the key "{key}" stands here twice (first on line {first}).',
                )
            )
        frame.key, frame.key_line = key, line

    def alias(self, event: Any) -> None:
        line = _line(event)
        if event.anchor not in self.anchors:
            if any(frame.anchor == event.anchor for frame in self.stack):
                raise self.stop(line, "alias", f"*{event.anchor} が自分自身を指しています。", f"*{event.anchor} refers to itself.")
            raise self.stop(line, "syntax", *SYNTAX["found undefined alias"])
        frame = self.stack[-1] if self.stack else None
        if frame is not None and isinstance(frame.node, Map) and frame.key is None:
            raise self.stop(line, "key", "項目名は文字でなければなりません。", "a key must be a text.")
        value, weight = self.anchors[event.anchor]
        self.count(line, weight)
        self.put(value, line)

    def put(self, value: Any, line: int) -> None:
        if not self.stack:
            self.root = value
            return
        frame = self.stack[-1]
        if isinstance(frame.node, Seq):
            frame.node.append(value)
            frame.node.lines.append(line)
        elif frame.key is not None:
            frame.node[frame.key] = value
            frame.node.lines[frame.key] = frame.key_line
            frame.key = None

    def count(self, line: int, weight: int = 1) -> None:
        self.nodes += weight
        if self.nodes > MAX_NODES:
            raise self.stop(
                line,
                "size",
                f"値が多すぎます（{MAX_NODES:,}個まで。* の参照も数えます）。",
                f"too many values (at most {MAX_NODES:,}, references by * counted).",
            )

    def tag(self, event: Any) -> None:
        if event.tag not in PLAIN_TAGS:
            raise self.stop(_line(event), "tag", f"型の印「{event.tag}」は使えません。", f'the tag "{event.tag}" is not read.')


def read_yaml(data: bytes, file: str) -> Map:
    """The map that the file holds. Raises Found with everything that keeps it from being read."""
    if len(data) > MAX_BYTES:
        raise _found(
            file,
            1,
            "size",
            f"ファイルが大きすぎます（{len(data):,}バイト。{MAX_BYTES:,}バイトまで）。",
            f"the file is too large ({len(data):,} bytes; at most {MAX_BYTES:,}).",
        )
    root = _Reader(file).read(read_text(data, file))
    if root is None:
        raise _found(file, 1, "empty", "ファイルが空です。", "the file is empty.")
    if not isinstance(root, Map):
        raise _found(
            file,
            1,
            "shape",
            f"「項目: 値」の形が必要です。{_shape(root)[0]}が書かれています。",
            f'expected "key: value" lines, found {_shape(root)[1]}.',
        )
    return root


def read_text(data: bytes, file: str) -> str:
    """UTF-8, with or without a byte order mark; anything else is named. Hidden direction marks are refused."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        name = _encoding(data)
        seems_ja, seems_en = (f"{name} のようです。", f"it seems to be {name}; ") if name else ("", "")
        raise _found(
            file,
            line,
            "encoding",
            f"UTF-8 ではありません。{seems_ja}UTF-8 で保存し直してください。",
            f"not UTF-8; {seems_en}save it as UTF-8.",
        ) from None
    text = text.replace("\r\n", "\n")
    if forbidden := FORBIDDEN.search(text):
        raise Found([_forbidden(file, text.count("\n", 0, forbidden.start()) + 1, forbidden[0])])
    return text


def says_forbidden(char: str) -> tuple[str, str]:
    """What is wrong with a character that no definition may hold."""
    name = f"U+{ord(char):04X}"
    if re.match(f"[{BIDI}]", char):
        return (
            f"文字の並びを変える見えない文字（{name}）があります。取り除いてください。",
            f"there is an invisible character that changes the direction of text ({name}); remove it.",
        )
    return f"使えない文字（{name}）があります。", f"there is a character that can't be used ({name})."


def _forbidden(file: str, line: int, char: str) -> Finding:
    return _finding(file, line, "character", *says_forbidden(char))


def _value(text: str) -> Any:
    if text in WORDS:
        return WORDS[text]
    if INTEGER.fullmatch(text) and text != "-0" and abs(int(text)) <= GREATEST:
        return int(text)
    if DECIMAL.fullmatch(text) and not INTEGER.fullmatch(text) and isfinite(float(text)):
        number = Spelled(text)
        number.text = text
        return number if str(float(number)) != text else float(text)
    return text


def _encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    readable: dict[str, int] = {}
    for codec, name in (("cp932", "Shift_JIS (CP932)"), ("euc_jp", "EUC-JP")):
        with suppress(UnicodeDecodeError):
            text = data.decode(codec)
            readable[name] = sum("\uff61" <= char <= "\uff9f" for char in text)  # half-width kana: a sign of mistaking
    return min(readable, key=lambda name: readable[name], default="")


def _shape(value: Any) -> tuple[str, str]:
    return ("一覧", "a list") if isinstance(value, list) else (f"「{value}」", f'"{value}"')


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _finding(file: str, line: int, code: str, ja: str, en: str) -> Finding:
    return Finding(ja=ja, en=en, code=code, file=file, line=line)


def _found(file: str, line: int, code: str, ja: str, en: str) -> Found:
    return Found([_finding(file, line, code, ja, en)])
