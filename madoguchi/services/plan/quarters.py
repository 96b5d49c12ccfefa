"""Quarters of a fiscal year, and what is owed when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from madoguchi.core.calendar.public import fiscal_year
from madoguchi.services.plan.book import Book, Standing
from madoguchi.services.plan.definitions.measure import NONE, Line


@dataclass(frozen=True, order=True)
class Quarter:
    """第1四半期 is April to June."""

    year: int
    number: int

    @property
    def first(self) -> date:
        month = 1 + self.number * 3
        return date(self.year, month, 1) if month < 13 else date(self.year + 1, month - 12, 1)

    @property
    def last(self) -> date:
        return self.following.first - timedelta(days=1)

    @property
    def following(self) -> "Quarter":
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)

    @property
    def before(self) -> "Quarter":
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    def due_on(self, days: int) -> date:
        """The day by which it is to be reported."""
        return self.last + timedelta(days=days)


def quarter_of(day: date) -> Quarter:
    return Quarter(fiscal_year(day), (day.month - 4) % 12 // 3 + 1)


def quarter_to_report(book: Book, day: date) -> Quarter | None:
    """The last quarter that is over and lies in the plan's period; None before its first quarter has ended."""
    years = book.latest.years
    found = quarter_of(day).before
    if found.year > years[-1]:
        found = Quarter(years[-1], 4)
    return found if found.year >= years[0] else None


@dataclass(frozen=True)
class Owed:
    """One line of one measure for one quarter, which a section reports."""

    standing: Standing
    line: Line
    quarter: Quarter
    planned: str

    @property
    def key(self) -> tuple[str, str]:
        return self.standing.code, self.line.code


def owed(book: Book, quarter: Quarter, section: str = "") -> Iterator[Owed]:
    """What is to be reported of a quarter, by a section or altogether: each line for which the roadmap has something that year."""
    edition = book.latest
    if quarter.year not in edition.years:
        return
    place = edition.years.index(quarter.year)
    for one in book.standings():
        if section and section not in one.departments and not one.by_everybody:
            continue
        for line in one.lines:
            if line.steps[place] != NONE:
                yield Owed(one, line, quarter, line.steps[place])
