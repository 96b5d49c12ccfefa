"""Figures that Madoguchi counts itself, as the plan's pages, files and interfaces give them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from madoguchi.city import public as city
from madoguchi.core.calendar.public import fiscal_year, today
from madoguchi.engines.insight.public import Indicator, Live, Parts, counts_shown, live_of, year_parts
from madoguchi.services.plan.book import Book


def counted(book: Book) -> list[Indicator]:
    """Indicators that are counted from events, in order."""
    return book.in_order(one for one in book.indicators.values() if one.counts)


def lives(indicators: Sequence[Indicator], at: datetime) -> dict[str, Live]:
    """What was counted of them, by code: two questions, however many they are."""
    wanted = [one for one in indicators if one.counts]
    rows = counts_shown(one.code for one in wanted) if wanted else {}
    return live_of(wanted, rows, at) if rows else {}


def marks(book: Book) -> tuple[tuple[str, int], ...]:
    """Up to what it was counted: pages that are drawn beforehand are drawn anew when this changes. One question."""
    rows = counts_shown(one.code for one in counted(book))
    return tuple(sorted((code, row.revision) for code, row in rows.items()))


def mark(one: Indicator) -> tuple[int, datetime | None] | None:
    """Up to what one indicator was counted, and when that was last looked after."""
    row = counts_shown([one.code]).get(one.code)
    return (row.revision, row.counted_at) if row else None


@dataclass(frozen=True)
class ByPart:
    """A fiscal year by its parts, with their names."""

    year: int
    parts: Parts
    names: dict[str, Any]


def whole(one: Indicator, at: datetime) -> tuple[Live | None, ByPart | None]:
    """One counted indicator with its parts of this fiscal year."""
    rows = counts_shown([one.code]) if one.counts else {}
    if one.counts is None or not rows:
        return None, None
    live = live_of([one], rows, at)[one.code]
    if not one.counts.by:
        return live, None
    year = fiscal_year(today(at))
    return live, ByPart(year, year_parts(one, rows[one.code], year), names_of(one.counts.names))


def names_of(kind: str | None) -> dict[str, Any]:
    """Titles of the definitions of a kind, by code."""
    found = {}
    for version in city.current_all(kind) if kind else ():
        definition = version.definition
        found[version.code] = getattr(definition, "title", None) or getattr(definition, "name", None) or version.code
    return found
