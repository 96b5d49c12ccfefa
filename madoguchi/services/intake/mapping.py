"""対応づけ: from the items of another form to answers here, read as if they had been typed; and the names, for the way back."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from madoguchi.core.text.public import to_halfwidth
from madoguchi.engines.cases.public import FormMapping, Procedure
from madoguchi.engines.forms import public as forms
from madoguchi.services.intake.package import Fields

LISTED = {"choice", "multi", "yes-no", "consent"}
YES, NO = {"true", "1", "有", "あり", "○", "該当", "同意する"}, {"false", "0", "無", "なし", "×", "非該当", "同意しない"}


@dataclass(frozen=True)
class Unread:
    """`item`: as it is called there."""

    path: str
    item: str
    value: str
    why: str


@dataclass
class Read:
    """`unknown`: items that nobody here asks for."""

    answers: forms.Answers = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def read_answers(procedure: Procedure, mapping: FormMapping, fields: Fields, between: str = "、") -> Read:
    """Everything that can be read, and what could not."""
    with override("ja"):
        reader = Reader(procedure, mapping, fields, between)
        reader.read_pages()
    reader.read.unknown = [item for item in fields if item not in reader.used and item not in mapping.ignore]
    return reader.read


class Reader:
    def __init__(self, procedure: Procedure, mapping: FormMapping, fields: Fields, between: str) -> None:
        self.procedure, self.mapping, self.fields, self.between = procedure, mapping, fields, between
        self.read, self.used = Read(), set[str]()

    def read_pages(self) -> None:
        answers = self.read.answers
        for page in self.procedure.pages:
            if page.repeat is None:
                answers = merged(answers, self._page(page, "", 0))
                continue
            entries = []
            for number in range(1, page.repeat.max + 1):
                if not any(item in self.fields for item, *_rest in items_of(self.mapping, page, number)):
                    break
                entries.append(self._page(page, page.repeat.id, number))
            if entries:
                answers = forms.put(answers, page.repeat.id, entries)
        self.read.answers = answers

    def _page(self, page: forms.Page, group: str, number: int) -> forms.Answers:
        typed: dict[str, list[str]] = {}
        names: dict[str, str] = {}
        for item, question, part in items_of(self.mapping, page, number):
            if item not in self.fields or question.type == "file":
                continue
            self.used.add(item)
            key = f"{question.id}.{part}" if part else question.id
            path = ".".join(filter(None, (group, question.id)))
            prefix = f"{group}[{number - 1}]." if group else ""
            typed[key] = self._words(question, path, part, item, prefix)
            names.setdefault(question.id, item)
            names[key] = item
        parsed = forms.parse_typed(page, typed, secrets=True)
        prefix = f"{group}[{number - 1}]." if group else ""
        self.read.secrets |= {prefix + path: secret for path, secret in parsed.secrets.items()}
        for problem in parsed.problems:
            item = names.get(f"{problem.path}.{problem.part}" if problem.part else problem.path) or names.get(problem.path, "")
            value = self.between.join(self.fields.get(item, []))
            self.read.unread.append(Unread(prefix + problem.path, item, value, str(problem.sentence)))
        return parsed.values

    def _words(self, question: forms.Question, path: str, part: str, item: str, prefix: str) -> list[str]:
        """What one would type for these; what is among no options is said to be unread."""
        values = self.fields[item]
        found = next((one for one in parts_of(question) if one.name == part), None)
        options = {str(code): str(label) for code, label in (found.options if found else ())}
        if not options:
            return values
        if question.type == "multi":
            values = [one for value in values for one in value.split(self.between)]
        table = {word: code for code, word in self.mapping.values.get(f"{path}.{part}" if part else path, {}).items()}
        codes = []
        for value in values:
            code = code_of(value, options, table)
            if code in options or not code:
                codes.append(code)
            else:
                self.read.unread.append(Unread(prefix + question.id, item, value, _("選択肢にありません。")))
        return codes


def code_of(value: str, options: dict[str, str], table: dict[str, str]) -> str:
    """The code of an option by the table, by itself, or by its text; what fits nothing stays, to be said unreadable."""
    value = value.strip()
    if value in table or value in options:
        return table.get(value, value)
    plain = bare(value)
    for code, label in options.items():
        if bare(label) == plain or bare(code) == plain:
            return code
    if {"yes", "no"} == set(options):
        return "yes" if plain in YES else "no" if plain in NO else value
    if {"agreed"} == set(options):
        return "agreed" if plain in YES else "" if plain in NO or plain == bare("同意しません") else value
    return value


def bare(text: str) -> str:
    return unicodedata.normalize("NFKC", to_halfwidth(text)).strip().lower()


def items_of(mapping: FormMapping, page: forms.Page, number: int = 0) -> Iterator[tuple[str, forms.Question, str]]:
    """Name there, question, part: every input of a page, for that entry of its list."""
    for question in page.ask:
        path = f"{page.repeat.id}.{question.id}" if page.repeat else question.id
        own = f"{page.repeat.id}[{{n}}].{question.id}" if page.repeat else question.id
        whole = mapping.items.get(path, own)
        yield numbered(whole, number), question, ""
        for part in parts_of(question):
            if part.name:
                yield numbered(mapping.items.get(f"{path}.{part.name}", f"{whole}.{part.name}"), number), question, part.name


def parts_of(question: forms.Question) -> tuple[forms.Part, ...]:
    """Boxes of a group, or the one of a question with options."""
    field_type = forms.FIELD_TYPES.get(question.type)
    return field_type.parts(question) if field_type.group or question.type in LISTED else ()


def numbered(name: str, number: int) -> str:
    return name.replace("{n}", str(number))


def places_of(procedure: Procedure, mapping: FormMapping) -> dict[str, str]:
    """Paper here by the name of its place there: the papers of the procedure, and questions that are answered by a file."""
    found = {mapping.attach.get(slot.id, slot.id): slot.id for slot in procedure.attach}
    for page in procedure.pages:
        for question in page.ask:
            if question.type == "file" and page.repeat is None:
                found[mapping.items.get(question.id, question.id)] = question.id
    return found


def merged(a: dict[str, Any], b: dict[str, Any]) -> dict[str, Any]:
    out = dict(a)
    for name, value in b.items():
        mine = out.get(name)
        out[name] = merged(mine, value) if isinstance(mine, dict) and isinstance(value, dict) else value
    return out
