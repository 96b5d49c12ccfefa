"""Live: what was counted, as a page shows it. Few small questions; nothing is counted here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from madoguchi.core.calendar.public import fiscal_year, today
from madoguchi.engines.insight.charts.svg import chart
from madoguchi.engines.insight.counting.protecting import Parts, hidden_months, hidden_of, parts_of, smallest
from madoguchi.engines.insight.definitions import Every, Indicator, Point
from madoguchi.engines.insight.models import Count, Fact, Grain
from madoguchi.engines.insight.readings import Reading, read

MONTHS = 24
"""Months that are shown at most."""


@dataclass(frozen=True)
class Live:
    """A series as it may be shown. `running`: the period that is not over yet; `small`: below what counts are hidden."""

    indicator: Indicator
    series: tuple[Point, ...]
    hidden: frozenset[str]
    running: str
    small: int
    counted_at: datetime | None

    @property
    def chart(self) -> str:
        return chart(self.indicator, self.series, hidden=self.hidden, said=self.reading.whole)

    @property
    def reading(self) -> Reading:
        """Of whole periods alone, and of those that may be told."""
        whole = [point for point in self.series if point.at != self.running and point.at not in self.hidden]
        if self.hidden and not whole:
            return Reading(trend=(_("小さな数なので、まだ載せられる期間がありません。"),))
        return read(self.indicator, whole)


def counts_shown(codes: Iterable[str]) -> dict[str, Count]:
    """How far each is counted; one question."""
    return {row.indicator: row for row in Count.objects.filter(indicator__in=list(codes), shown=True)}


def live_of(indicators: Sequence[Indicator], rows: dict[str, Count], at: datetime) -> dict[str, Live]:
    """Their series by code, with one question for all; without those that are still being counted."""
    by_count: dict[int, dict[str, int]] = {row.pk: {} for row in rows.values()}
    facts = Fact.objects.filter(count__in=by_count, grain__in=[Grain.MONTH, Grain.YEAR], part="")
    for count, grain, day, n in facts.values_list("count", "grain", "at", "n"):
        by_count[count][f"{day:%Y-%m}" if grain == Grain.MONTH else str(day.year)] = n
    return {one.code: _live(one, by_count[rows[one.code].pk], rows[one.code], at) for one in indicators if one.code in rows}


def _live(one: Indicator, cells: dict[str, int], row: Count, at: datetime) -> Live:
    day, small = today(at), smallest(one)
    wanted = {key: n for key, n in cells.items() if (len(key) > 4) == (one.every is Every.MONTH)}
    periods = list(_periods(one.every, min(wanted), day)) if wanted else []
    months = {period: wanted.get(period, 0) for period in periods}
    if one.every is Every.MONTH:
        hidden = hidden_months(months, small, _by_year(periods))
    else:
        hidden = hidden_of(months, small) if len(months) == 1 else frozenset(k for k, n in months.items() if 0 < n < small)
    series = [Point(at=p) if p in hidden else Point(at=p, value=months[p]) for p in periods[-MONTHS:]]
    running = f"{day:%Y-%m}" if one.every is Every.MONTH else str(fiscal_year(day))
    return Live(one, tuple(series), hidden, running, small, row.counted_at)


def year_parts(one: Indicator, row: Count, year: int) -> Parts:
    """A fiscal year by its parts, as they may be told."""
    facts = Fact.objects.filter(count=row, grain=Grain.YEAR, at=date(year, 4, 1)).exclude(part="")
    return parts_of(dict(facts.values_list("part", "n")), smallest(one))


def _periods(every: Every, first: str, last: date) -> Iterator[str]:
    if every is Every.FISCAL_YEAR:
        yield from (str(year) for year in range(int(first), fiscal_year(last) + 1))
        return
    number = int(first[:4]) * 12 + int(first[5:7]) - 1
    for n in range(number, last.year * 12 + last.month):
        yield f"{n // 12}-{n % 12 + 1:02}"


def _by_year(periods: Iterable[str]) -> list[tuple[str, ...]]:
    years: dict[int, list[str]] = {}
    for at in periods:
        years.setdefault(fiscal_year(date(int(at[:4]), int(at[5:7]), 1)), []).append(at)
    return [tuple(found) for found in years.values()]
