"""Plan and figures as rows, for CSV and API alike."""

from collections.abc import Iterator
from typing import Any

from madoguchi.engines.insight.public import Indicator
from madoguchi.services.plan.book import Book, Standing

MEASURE_HEAD = ("edition", "code", "number", "mark", "policy", "title", "departments", "line", "fiscal_year", "step")
FIGURE_HEAD = ("code", "title", "unit", "period", "value", "break", "note")


def measure_rows(book: Book) -> Iterator[tuple[Any, ...]]:
    """A row for each cell of each roadmap, of every adopted edition."""
    for edition in book.adopted:
        for one in book.standings(edition.code):
            names = "・".join(name.ja for name in book.names_of(one))
            policy = book.plan.policy(one.measure.policy)
            head = (edition.code, one.code, one.number, one.mark, policy.title.ja if policy else "", one.title.ja, names)
            for line in one.lines:
                label = line.label.ja if line.label else ""
                for year, step in zip(edition.years, line.steps, strict=True):
                    yield (*head, label, year, step)


def figure_rows(book: Book) -> Iterator[tuple[Any, ...]]:
    """A row for each value of each indicator."""
    for one in book.in_order(book.indicators.values()):
        yield from rows_of(one)


def rows_of(one: Indicator) -> Iterator[tuple[Any, ...]]:
    """A row for each value of an indicator."""
    breaks = {found.at: found.note.ja for found in one.breaks}
    for point in one.series:
        value = "" if point.value is None else f"{point.value:.{one.decimals}f}"
        note = point.note.ja if point.note else " ".join(n.ja for n in one.notes)
        yield (one.code, one.title.ja, one.unit.ja, point.at, value, breaks.get(point.at, ""), note)


def measure_data(book: Book, one: Standing) -> dict[str, Any]:
    """A measure as the API gives it."""
    edition = book.edition(one.edition)
    return {
        "code": one.code,
        "edition": one.edition,
        "number": one.number,
        "policy": one.measure.policy,
        "title": dict(one.title.items()),
        "summary": dict(one.measure.summary.items()),
        "mark": one.mark,
        "departments": list(one.departments),
        "aim": dict(one.aim.items()),
        "content": dict(one.content.items()),
        "roadmap": [
            {
                "line": line.code,
                "label": dict(line.label.items()) if line.label else None,
                "steps": [{"fiscal_year": y, "step": s} for y, s in zip(edition.years, line.steps, strict=True)],
            }
            for line in one.lines
        ],
        "editions": [entry.edition for entry in one.measure.entries if not entry.dropped],
        "indicators": [found.code for found in book.indicators_of(one.code)],
    }


def indicator_data(one: Indicator) -> dict[str, Any]:
    """An indicator with its series."""
    return {
        "code": one.code,
        "title": dict(one.title.items()),
        "meaning": dict(one.meaning.items()),
        "source": dict(one.source.items()),
        "unit": dict(one.unit.items()),
        "direction": one.direction.value,
        "every": one.every.value,
        "series": [{"at": p.at, "value": p.value} for p in one.series],
        "breaks": [{"at": b.at, "note": dict(b.note.items())} for b in one.breaks],
        "notes": [dict(note.items()) for note in one.notes],
        "measures": list(one.measures),
    }
