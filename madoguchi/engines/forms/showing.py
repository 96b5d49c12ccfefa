"""Answers in words, page by page: for the review page, the sheet, the clerk's screen."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from madoguchi.engines.forms.definitions import FormSpec, Page
from madoguchi.engines.forms.fields import lang
from madoguchi.engines.forms.paths import Item, walk


@dataclass(frozen=True)
class Row:
    """One answer: its place, its label, its words ("" where nothing was answered), its type."""

    path: str
    label: str
    words: str
    type: str
    value: Any = None


@dataclass(frozen=True)
class Section:
    """One page, or one item of a repeated page."""

    page: Page
    title: str
    index: int | None = None
    rows: list[Row] = field(default_factory=list)


def shown(
    spec: FormSpec, answers: Mapping[str, Any], today: date, *, language: str = "", only: Collection[str] = ()
) -> list[Section]:
    """The way through the form with what was answered. `only` keeps these paths."""
    language = language or lang()
    sections: list[Section] = []
    for stop in walk(spec, answers, today).stops:
        sections += [_section(stop.page, item, language, only) for item in stop.items]
        if not stop.items:
            sections.append(Section(stop.page, stop.page.title.in_(language)))
    return [section for section in sections if section.rows or not only]


def _section(page: Page, item: Item, language: str, only: Collection[str]) -> Section:
    rows = [
        Row(
            a.path,
            (a.question.short or a.question.label).in_(language),
            a.type.show(a.value, a.question, language),
            a.question.type,
            a.value,
        )
        for a in item.asked
        if not only or a.path in only
    ]
    return Section(page, item_title(page, item.index, language), item.index, rows)


def item_title(page: Page, index: int | None, language: str) -> str:
    """児童1: what an item is called, counted from 1."""
    title = page.title.in_(language)
    if index is None or page.repeat is None:
        return title
    name = page.repeat.item.in_(language) if page.repeat.item else title
    return f"{name}{'' if language in {'ja', 'easy'} else ' '}{index + 1}"
