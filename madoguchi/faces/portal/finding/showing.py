"""Rows of results: a title, what sort of thing it is, where it leads."""

from dataclasses import dataclass
from typing import Any

from django.urls import get_script_prefix

from madoguchi.core.links.public import path_to
from madoguchi.engines.knowledge import public as knowledge
from madoguchi.faces.portal.home.views import department_or_none

ICONS = {
    "procedure": "paper",
    "form": "document",
    "life-event": "hands",
    "department": "person",
    "purpose": "calendar",
    "bookable": "calendar",
}


@dataclass(frozen=True)
class Row:
    entry: knowledge.Entry
    label: Any
    url: str
    icon: str


def rows_of(entries: list[knowledge.Entry]) -> list[Row]:
    return [Row(one, knowledge.SOURCES.get(one.kind).label, url_of(one), ICONS.get(one.kind, "search")) for one in entries]


def url_of(entry: knowledge.Entry) -> str:
    """In the language of the page."""
    return get_script_prefix().rstrip("/") + path_to(entry.link, entry.at or entry.code)


@dataclass(frozen=True)
class Help:
    """A box of help with its department and what leads further."""

    crisis: knowledge.Crisis
    department: Any
    rows: list[Row]

    @property
    def unconfirmed(self) -> bool:
        return any(not line.confirmed for line in self.crisis.lines)


def shown_help(one: knowledge.Crisis) -> Help:
    known = {(entry.kind, entry.code): entry for entry in knowledge.entries(("topic", "life-event"))}
    wanted = [*(("topic", code) for code in one.topics), *(("life-event", code) for code in one.life_events)]
    rows = rows_of([known[key] for key in wanted if key in known])
    return Help(one, department_or_none(one.department) if one.department else None, rows)
