"""Boxes: how a value of a definition is shown in inputs and read from them.

Keeps true: what nobody touched comes back as it was, whatever it is; a box changes its own key and nothing beside it.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.faces.shell.fields import FieldView, OptionView
from madoguchi.services.authoring.body import GONE

Typed = Mapping[str, Sequence[str]]
Word = str | Promise
LANGUAGES = (("ja", _("日本語")), ("en", _("英語")), ("easy", _("やさしい日本語")))
BIDI = "\u202a-\u202e\u2066-\u2069"
CONTROL = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{BIDI}]")


def first(typed: Typed, name: str) -> str:
    values = typed.get(name) or [""]
    return CONTROL.sub("", values[0].replace("\r\n", "\n").replace("\r", "\n"))


@dataclass
class Box:
    """A text in one line. `key`: where in the part; `name`: of its inputs."""

    key: str
    label: Word
    hint: Word = ""
    size: str = ""
    when: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(self.key.split("."))

    @property
    def name(self) -> str:
        return self.key

    def typed(self, value: Any) -> dict[str, list[str]]:
        """What one would type to give the value."""
        return {self.name: ["" if value is GONE else words_of(value)]}

    def names(self) -> list[str]:
        return [self.name]

    def read(self, typed: Typed, before: Any) -> Any:
        """The value of what was typed; `before` itself where that is what it shows."""
        if self.is_same(typed, before):
            return before
        return self.parse(typed, before)

    def is_same(self, typed: Typed, before: Any) -> bool:
        shown = self.typed(before)
        return all(plain(typed.get(name)) == plain(values) for name, values in shown.items()) and not [
            name for name in typed if self.owns(name) and name not in shown and plain(typed[name])
        ]

    def owns(self, name: str) -> bool:
        return name == self.name or name.startswith(f"{self.name}.")

    def wrong(self, typed: Typed) -> Word:
        """What cannot be understood, and would be lost if it were saved."""
        return ""

    def parse(self, typed: Typed, before: Any) -> Any:
        return first(typed, self.name).strip() or GONE

    def view(self, typed: Typed, error: str = "") -> FieldView:
        return FieldView(self.name, self.label, "text", first(typed, self.name), self.hint, error, size=self.size, when=self.when)


def plain(values: Sequence[str] | None) -> list[str]:
    """As a browser may send it back."""
    return [
        one for one in (CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n")) for value in values or ()) if one != ""
    ]


def words_of(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


@dataclass
class Area(Box):
    """A text of several lines."""

    rows: int = 4

    def parse(self, typed: Typed, before: Any) -> Any:
        return first(typed, self.name) if first(typed, self.name).strip() else GONE

    def view(self, typed: Typed, error: str = "") -> FieldView:
        return FieldView(
            self.name, self.label, "textarea", first(typed, self.name), self.hint, error, rows=self.rows, when=self.when
        )


@dataclass
class Number(Box):
    """A whole number; another text stays as it is, for the check to complain."""

    def parse(self, typed: Typed, before: Any) -> Any:
        from madoguchi.core.text.public import to_halfwidth

        text = to_halfwidth(first(typed, self.name)).strip().replace(",", "")
        if re.fullmatch(r"-?(0|[1-9][0-9]{0,14})", text):
            return int(text)
        if re.fullmatch(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,6}", text):
            return float(text)
        return text or GONE

    def view(self, typed: Typed, error: str = "") -> FieldView:
        view = super().view(typed, error)
        view.inputmode, view.size = "numeric", self.size or "short"
        return view


@dataclass
class Pick(Box):
    """One of several. `blank`: what the empty choice is called, where leaving it out means something."""

    options: Sequence[tuple[str, Word]] = ()
    blank: Word = ""
    radio: bool = False

    def parse(self, typed: Typed, before: Any) -> Any:
        return first(typed, self.name) or GONE

    def view(self, typed: Typed, error: str = "") -> FieldView:
        value = first(typed, self.name)
        options = [*([("", self.blank)] if self.blank else []), *self.options]
        if value and value not in {code for code, _ in options}:
            options.append((value, value))
        elif not value and not self.blank and not self.radio:
            options.insert(0, ("", _("選んでください")))
        return FieldView(
            self.name, self.label, "radio" if self.radio else "select", value, self.hint, error, options=options, when=self.when
        )


@dataclass
class Flag(Box):
    """Yes or no; `otherwise` is what leaving it out means."""

    otherwise: bool = False
    says: Word = ""

    def typed(self, value: Any) -> dict[str, list[str]]:
        on = self.otherwise if value is GONE else value is True
        return {self.name: ["yes"] if on else []}

    def parse(self, typed: Typed, before: Any) -> Any:
        on = bool(plain(typed.get(self.name)))
        return GONE if on == self.otherwise else on

    def view(self, typed: Typed, error: str = "") -> FieldView:
        chosen = bool(plain(typed.get(self.name)))
        return FieldView(
            self.name, self.label, "checkboxes", hint=self.hint, error=error,
            options=[OptionView("yes", self.says or _("はい"), chosen=chosen)], when=self.when,
        )  # fmt: skip


@dataclass
class Words(Box):
    """A text in three languages; others that are there stay."""

    long: bool = False

    def typed(self, value: Any) -> dict[str, list[str]]:
        texts = {"ja": value} if isinstance(value, str) else value if isinstance(value, dict) else {}
        return {f"{self.name}.{lang}": [str(texts.get(lang, ""))] for lang, _ in LANGUAGES}

    def parse(self, typed: Typed, before: Any) -> Any:
        return text_of({lang: first(typed, f"{self.name}.{lang}") for lang, _ in LANGUAGES}, before)

    def view(self, typed: Typed, error: str = "") -> FieldView:
        parts = []
        for lang, label in LANGUAGES:
            name = f"{self.name}.{lang}"
            value = first(typed, name)
            area = self.long or "\n" in value
            parts.append(FieldView(name, label, "textarea" if area else "text", value, rows=3, data={"lang": lang}))
        return FieldView(self.name, self.label, "group", hint=self.hint, error=error, layout="stack", parts=parts, when=self.when)


def text_of(texts: Mapping[str, str], before: Any) -> Any:
    """A text as the YAML has it: a string for Japanese alone, a map where there is more (or was)."""
    kept = dict(before) if isinstance(before, dict) else {"ja": before} if isinstance(before, str) else {}
    for lang, text in texts.items():
        if text.strip():
            kept[lang] = text.strip(" \t\u3000") if text.strip() == text.strip(" \t\u3000") else text
        else:
            kept.pop(lang, None)
    if not kept:
        return GONE
    if set(kept) == {"ja"} and not isinstance(before, dict):
        return kept["ja"]
    return kept


@dataclass
class Lines(Box):
    """A list of texts without languages, one a line."""

    rows: int = 4

    def typed(self, value: Any) -> dict[str, list[str]]:
        items = value if isinstance(value, list) else []
        return {self.name: ["\n".join(map(words_of, items))]}

    def parse(self, typed: Typed, before: Any) -> Any:
        return [line.strip() for line in first(typed, self.name).split("\n") if line.strip()] or GONE

    def view(self, typed: Typed, error: str = "") -> FieldView:
        return FieldView(
            self.name, self.label, "textarea", first(typed, self.name), self.hint, error, rows=self.rows, when=self.when
        )


ROOM = 2
"""Empty rows for what comes next."""


@dataclass
class Rows(Box):
    """A list (or map) of things with the same few inputs, with empty rows beneath for more."""

    item: Word = ""
    columns: Sequence[tuple[str, Word]] = ()

    def entries(self, value: Any) -> list[dict[str, str]]:
        raise NotImplementedError

    def value(self, rows: list[tuple[int, dict[str, str]]], before: Any) -> Any:
        """Of the rows that say something; the number is the row's place before."""
        raise NotImplementedError

    def typed(self, value: Any) -> dict[str, list[str]]:
        return {
            f"{self.name}.{n}.{column}": [row.get(column, "")]
            for n, row in enumerate(self.entries(value))
            for column, _ in self.columns
        }

    def parse(self, typed: Typed, before: Any) -> Any:
        rows = [
            (n, {column: first(typed, f"{self.name}.{n}.{column}") for column, _ in self.columns}) for n in self._numbers(typed)
        ]
        return self.value([(n, row) for n, row in rows if any(text.strip() for text in row.values())], before)

    def _numbers(self, typed: Typed) -> list[int]:
        pattern = re.compile(re.escape(self.name) + r"\.([0-9]{1,3})\.")
        return sorted({int(found[1]) for name in typed if (found := pattern.match(name))})

    def view(self, typed: Typed, error: str = "") -> FieldView:
        there = self._numbers(typed)
        used = [n for n in there if any(first(typed, f"{self.name}.{n}.{column}") for column, _ in self.columns)]
        count = (max(used) + 1 if used else 0) + ROOM
        parts = []
        for n in range(count):
            cells = [
                FieldView(f"{self.name}.{n}.{column}", label, "textarea" if "\n" in text else "text", text)
                for column, label in self.columns
                for text in [first(typed, f"{self.name}.{n}.{column}")]
            ]
            parts.append(FieldView(f"{self.name}.{n}", f"{self.item} {n + 1}", "group", layout="row", parts=cells))
        return FieldView(self.name, self.label, "group", hint=self.hint, error=error, layout="rows", parts=parts, when=self.when)


TEXT_COLUMNS = LANGUAGES


@dataclass
class TextRows(Rows):
    """A list of texts in three languages."""

    columns: Sequence[tuple[str, Word]] = TEXT_COLUMNS

    def entries(self, value: Any) -> list[dict[str, str]]:
        items = value if isinstance(value, list) else []
        return [{"ja": one} if isinstance(one, str) else {k: str(v) for k, v in one.items()} for one in items]

    def value(self, rows: list[tuple[int, dict[str, str]]], before: Any) -> Any:
        old = before if isinstance(before, list) else []
        texts = [text_of(row, old[n] if n < len(old) else None) for n, row in rows]
        return [text for text in texts if text is not GONE] or GONE


@dataclass
class Options(Rows):
    """A map of codes and texts: the choices of a question."""

    columns: Sequence[tuple[str, Word]] = (("code", _("コード（半角英数字）")), *TEXT_COLUMNS)

    def entries(self, value: Any) -> list[dict[str, str]]:
        if isinstance(value, list):
            value = {str(one): str(one) for one in value}
        items = value.items() if isinstance(value, dict) else ()
        return [{"code": str(code), **({"ja": text} if isinstance(text, str) else text)} for code, text in items]

    def value(self, rows: list[tuple[int, dict[str, str]]], before: Any) -> Any:
        old = list(before.items()) if isinstance(before, dict) else []
        found: dict[str, Any] = {}
        for n, row in rows:
            code = row["code"].strip() or f"option-{n + 1}"
            words = text_of({lang: row[lang] for lang, _ in LANGUAGES}, old[n][1] if n < len(old) else None)
            while code in found:
                code += "-2"
            found[code] = code if words is GONE else words
        return found or GONE


@dataclass
class NoticeRows(Rows):
    """The table of a notice: the name of a value and what it is called."""

    columns: Sequence[tuple[str, Word]] = (("value", _("値の名前")), *TEXT_COLUMNS, ("optional", _("値がなければ省く（yes）")))

    def entries(self, value: Any) -> list[dict[str, str]]:
        found = []
        for one in value if isinstance(value, list) else []:
            label = one.get("label", "")
            words = {"ja": label} if isinstance(label, str) else {k: str(v) for k, v in label.items()}
            found.append({"value": str(one.get("value", "")), "optional": "yes" if one.get("optional") else "", **words})
        return found

    def value(self, rows: list[tuple[int, dict[str, str]]], before: Any) -> Any:
        old = before if isinstance(before, list) else []
        found = []
        for n, row in rows:
            kept = dict(old[n]) if n < len(old) else {}
            label = text_of({lang: row[lang] for lang, _ in LANGUAGES}, kept.get("label"))
            new = {**kept, "label": "" if label is GONE else label, "value": row["value"].strip()}
            if bool(row["optional"].strip()) != bool(kept.get("optional")):
                new["optional"] = bool(row["optional"].strip())
            found.append(new)
        return found or GONE


@dataclass
class Matched(Box):
    """A map from things that there are to words; what is there besides stays."""

    known: Sequence[tuple[str, Word]] = ()

    def typed(self, value: Any) -> dict[str, list[str]]:
        there = value if isinstance(value, dict) else {}
        return {f"{self.name}.{n}": [str(there.get(code, ""))] for n, (code, _label) in enumerate(self.known)}

    def parse(self, typed: Typed, before: Any) -> Any:
        found = dict(before) if isinstance(before, dict) else {}
        for n, (code, _label) in enumerate(self.known):
            text = first(typed, f"{self.name}.{n}").strip()
            if text:
                found[code] = text
            else:
                found.pop(code, None)
        return found or GONE

    def view(self, typed: Typed, error: str = "") -> FieldView:
        parts = [
            FieldView(f"{self.name}.{n}", label, "text", first(typed, f"{self.name}.{n}"), size="medium")
            for n, (_code, label) in enumerate(self.known)
        ]
        return FieldView(self.name, self.label, "group", hint=self.hint, error=error, layout="stack", parts=parts)


def put(part: Any, box: Box, typed: Typed) -> Any:
    """The part with what was typed in the box."""
    from madoguchi.services.authoring.body import at, replaced

    before = at(part, box.path)
    after = box.read(typed, before)
    if after is before:
        return part
    if after is GONE:
        if before is GONE:
            return part
        part = replaced(part, box.path, GONE)
        for end in range(len(box.path) - 1, 0, -1):
            if at(part, box.path[:end]) == {}:
                part = replaced(part, box.path[:end], GONE)
        return part
    return replaced(part, box.path, after)


def put_all(part: Any, boxes: Iterable[Box], typed: Typed) -> Any:
    for box in boxes:
        part = put(part, box, typed)
    return part


def typed_of(part: Any, boxes: Iterable[Box]) -> dict[str, list[str]]:
    """The inputs of a part as they stand."""
    from madoguchi.services.authoring.body import at

    found: dict[str, list[str]] = {}
    for box in boxes:
        found |= box.typed(at(part, box.path))
    return found


def wrong_in(part: Any, boxes: Iterable[Box], typed: Typed) -> dict[str, Word]:
    """Box → what is wrong with what was typed there; what nobody touched is left alone."""
    from madoguchi.services.authoring.body import at

    return {box.name: said for box in boxes if not box.is_same(typed, at(part, box.path)) and (said := box.wrong(typed))}


Offer = Callable[[], Sequence[tuple[str, Word]]]
__all__ = [
    "Area", "Box", "Flag", "Lines", "Matched", "NoticeRows", "Number", "Options", "Pick", "Rows", "TextRows", "Typed", "Words",
    "field", "first", "put", "put_all", "typed_of", "wrong_in",
]  # fmt: skip
