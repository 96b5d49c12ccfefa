"""Plan and figures as rows, for CSV and API alike."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.timezone import localtime

from madoguchi.engines.insight.public import Indicator, Live
from madoguchi.services.plan.book import Book, Standing

MEASURE_HEAD = ("edition", "code", "number", "mark", "policy", "title", "departments", "line", "fiscal_year", "step")
FIGURE_HEAD = ("code", "title", "unit", "period", "value", "state", "break", "note")


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


def figure_rows(book: Book, live: Mapping[str, Live]) -> Iterator[tuple[Any, ...]]:
    """A row for each value of each indicator."""
    for one in book.in_order(book.indicators.values()):
        yield from rows_of(one, live.get(one.code))


def rows_of(one: Indicator, live: Live | None = None) -> Iterator[tuple[Any, ...]]:
    """A row for each value of an indicator. `state`: live, of a period that still runs, or hidden because it is small."""
    breaks = {found.at: found.note.ja for found in one.breaks}
    for point in live.series if live else one.series:
        value = "" if point.value is None else f"{point.value:.{one.decimals}f}"
        note = point.note.ja if point.note else " ".join(n.ja for n in one.notes)
        yield (one.code, one.title.ja, one.unit.ja, point.at, value, state_of(live, point.at), breaks.get(point.at, ""), note)


def state_of(live: Live | None, at: str) -> str:
    if live is None:
        return ""
    if at in live.hidden:
        return "hidden"
    return "running" if at == live.running else "live"


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


def indicator_data(one: Indicator, live: Live | None = None) -> dict[str, Any]:
    """An indicator with its series; of one that is counted from events, what was counted so far and may be told."""
    series, hidden = (live.series, live.hidden) if live else (one.series, frozenset[str]())
    return {
        "code": one.code,
        "title": dict(one.title.items()),
        "meaning": dict(one.meaning.items()),
        "source": dict(one.source.items()),
        "unit": dict(one.unit.items()),
        "direction": one.direction.value,
        "every": one.every.value,
        "target": {"by": one.target.by, "value": one.target.value} if one.target else None,
        "live": one.counts is not None,
        "counted_at": localtime(live.counted_at) if live and live.counted_at else None,
        "series": [{"at": p.at, "value": p.value, "hidden": p.at in hidden} for p in series],
        "breaks": [{"at": b.at, "note": dict(b.note.items())} for b in one.breaks],
        "notes": [dict(note.items()) for note in one.notes],
        "measures": list(one.measures),
    }
