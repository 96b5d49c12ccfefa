"""Days between two days: plain ones, and those on which the city hall was open."""

from datetime import date
from functools import lru_cache

from madoguchi.city.public import NotDefined, closed_days
from madoguchi.core.calendar.public import ClosedDays


class OpenDays:
    """Counts by sums of whole years, made when first needed. Days are counted as terms are: the first one is not, the last
    one is; so the days of steps that follow each other add up."""

    def __init__(self, closed: ClosedDays) -> None:
        self.closed = closed
        self.years: dict[int, list[int]] = {}

    def between(self, first: date, last: date) -> tuple[int, int]:
        """(days, open days) after the first until the last, both at least 0."""
        if last <= first:
            return 0, 0
        opened = self._until(last) - self._until(first)
        opened += sum(self._year(year)[-1] for year in range(first.year, last.year))
        return (last - first).days, opened

    def _until(self, day: date) -> int:
        return self._year(day.year)[day.timetuple().tm_yday - 1]

    def _year(self, year: int) -> list[int]:
        """How many open days the year has had by each of its days."""
        if year not in self.years:
            seen, sums = 0, []
            for ordinal in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1):
                seen += not self.closed.is_closed(date.fromordinal(ordinal))
                sums.append(seen)
            self.years[year] = sums
        return self.years[year]


def open_days() -> OpenDays:
    """By the city's calendar in force; by the law's rule alone where the city has none."""
    try:
        return _counted(closed_days())
    except NotDefined:
        return _counted(ClosedDays())


@lru_cache(maxsize=4)
def _counted(closed: ClosedDays) -> OpenDays:
    return OpenDays(closed)
