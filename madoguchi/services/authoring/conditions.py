"""Conditions by choosing: sentences about earlier answers, and the CEL that each stands for.

A condition of a few such sentences, all or any of them, can be shown as choices again; every other one is shown as it is written.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from madoguchi.engines.forms.public import FormSpec, Page, Question

MOST = 3


@dataclass(frozen=True)
class Said:
    """One sentence."""

    cel: str
    words: str
    about: str


@dataclass(frozen=True)
class Measured:
    """A question whose answer can be compared with a number or a day."""

    name: str
    words: str
    is_day: bool


def sentences(form: FormSpec, before: tuple[int, int]) -> list[Said]:
    """All that can be said about what is asked before that page and question."""
    found: list[Said] = []
    for page, question, name, around in _asked_before(form, before):
        about = f"{page.title}：{question.short or question.label}"
        for cel, words in _about(question, name):
            found.append(Said(around.format(cel) if around else cel, words, about))
    return found


def measured(form: FormSpec, before: tuple[int, int]) -> list[Measured]:
    return [
        Measured(name, f"{page.title}：{question.short or question.label}", question.type == "date")
        for page, question, name, around in _asked_before(form, before)
        if question.type in {"number", "yen", "date"} and not around
    ]


def _asked_before(form: FormSpec, before: tuple[int, int]) -> list[tuple[Page, Question, str, str]]:
    """Page, question, how a condition there calls it; for an item's question of an earlier list, what goes round it."""
    found: list[tuple[Page, Question, str, str]] = []
    for i, page in enumerate(form.pages):
        for j, question in enumerate(page.ask):
            if (i, j) >= before:
                return found
            if page.repeat and i == before[0]:
                found.append((page, question, f"this.{question.id}", ""))
            elif page.repeat:
                found.append((page, question, f"one.{question.id}", f"{page.repeat.id}.exists(one, {{}})"))
            else:
                found.append((page, question, question.id, ""))
    return found


def _about(question: Question, name: str) -> list[tuple[str, str]]:
    if question.type == "choice":
        said = [(f"{name} == '{code}'", _("「{option}」を選んだ").format(option=text)) for code, text in question.options.items()]
        return said + [
            (f"{name} != '{code}'", _("「{option}」を選んでいない").format(option=text)) for code, text in question.options.items()
        ]
    if question.type == "multi":
        return [(f"'{code}' in {name}", _("「{option}」を選んだ").format(option=text)) for code, text in question.options.items()]
    if question.type == "yes-no":
        return [(name, _("「はい」と答えた")), (f"!{name}", _("「いいえ」と答えた"))]
    if question.type in {"consent", "file", "my-number"}:
        return []
    return [(f"has({name})", _("記入がある")), (f"!has({name})", _("記入がない"))]


def split(cel: str) -> tuple[str, list[str]]:
    """How a condition is joined (`&&` or `||`) and its parts; in one piece where it is joined in both ways."""
    parts, joins, depth, quote, begun, i = [], set(), 0, "", 0, 0
    while i < len(cel):
        char = cel[i]
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif not depth and cel[i : i + 2] in {"&&", "||"}:
            joins.add(cel[i : i + 2])
            parts.append(cel[begun:i])
            begun = i = i + 2
            continue
        i += 1
    parts = [tidy(part) for part in [*parts, cel[begun:]]]
    return (joins.pop(), parts) if len(joins) == 1 else ("&&", [tidy(cel)])


def tidy(cel: str) -> str:
    return re.sub(r"\s+", " ", cel).strip()


def join(parts: Sequence[str], by: str) -> str:
    """The condition again."""
    return f" {by} ".join(dict.fromkeys(parts))
