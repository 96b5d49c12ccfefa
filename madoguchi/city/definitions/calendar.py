"""Calendar: 開庁日, the days and hours on which offices are open."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints, field_validator

from madoguchi.city.definitions.hours import Hours, weekdays
from madoguchi.city.findings import Mistake
from madoguchi.city.roots import Code, Definition, Part
from madoguchi.city.text import Text
from madoguchi.core.calendar.public import ClosedDays, holiday_name

MonthDay = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}-[0-9]{2}$")]
Weekly = dict[str, Hours]


def _weekly(value: Weekly) -> Weekly:
    seen: set[int] = set()
    for key in value:
        days = weekdays(key)
        if seen & set(days):
            raise Mistake(f"「{key}」の曜日が重なっています。", f'"{key}": a weekday stands there twice.')
        seen.update(days)
    return value


class YearEnd(Part):
    """年末年始: closed from one day of the year until another."""

    from_: Annotated[MonthDay, Field(alias="from")] = "12-29"
    """First closed day, MM-DD."""
    until: MonthDay = "01-03"
    """Last closed day, MM-DD."""

    @field_validator("from_", "until")
    @classmethod
    def _exists(cls, value: str) -> str:
        month, day = int(value[:2]), int(value[3:])
        try:
            date(2024, month, day)
        except ValueError:
            raise Mistake(f"「{value}」という日はありません。", f'there is no day "{value}".') from None
        return value

    @property
    def span(self) -> tuple[tuple[int, int], tuple[int, int]]:
        first, last = ((int(value[:2]), int(value[3:])) for value in (self.from_, self.until))
        return first, last

    def holds(self, day: date) -> bool:
        stamp = f"{day:%m-%d}"
        if self.from_ <= self.until:
            return self.from_ <= stamp <= self.until
        return stamp >= self.from_ or stamp <= self.until


class SpecialDay(Part):
    """One day that is otherwise than the rule says."""

    on: date
    """The day."""
    reason: Text
    """Why, for the people who stand before the door."""
    hours: Hours | None = None
    """Hours of that day, for a day of extra opening."""


class Office(Part):
    """Hours of one department, where they differ from the calendar's."""

    department: Code
    """The department."""
    hours: Weekly = Field(min_length=1)
    """Hours by weekday: mon-fri, sat, sun."""
    on_holidays: bool = False
    """Whether it is open on statutory holidays."""
    note: Text | None = None
    """A remark, such as which business is not done on Sundays."""

    _check = field_validator("hours")(_weekly)


class Calendar(Definition):
    """開庁日: which days are closed for the counting of deadlines and at the counters, and the hours."""

    hours: Weekly = Field(min_length=1)
    """Hours by weekday: mon-fri, sat, sun. Weekdays that are not named are closed."""
    holidays: bool = True
    """Closed on the statutory holidays (国民の祝日, 振替休日, 国民の休日)."""
    year_end: YearEnd | None = None
    """Closed days around the turn of the year."""
    closed: list[SpecialDay] = []
    """Further closed days."""
    opened: list[SpecialDay] = []
    """Days of extra opening. They do not change the counting of deadlines."""
    offices: list[Office] = []
    """Departments with hours of their own."""

    _check = field_validator("hours")(_weekly)

    @property
    def closed_weekdays(self) -> set[int]:
        return set(range(7)) - {day for key in self.hours for day in weekdays(key)}

    def closed_days(self) -> ClosedDays:
        """For the counting of deadlines."""
        return ClosedDays(
            extra={special.on: special.reason.ja for special in self.closed},
            weekdays=self.closed_weekdays,
            holidays=self.holidays,
            year_end=self.year_end.span if self.year_end else None,
        )

    def hours_on(self, day: date, department: str = "") -> Hours | None:
        """Opening hours of that day at that department's counter, or None when closed."""
        office = next((one for one in self.offices if one.department == department), None)
        for special in self.opened:
            if special.on == day:
                return special.hours or _of(self.hours, 0)
        if any(special.on == day for special in self.closed) or (self.year_end and self.year_end.holds(day)):
            return None
        if self.holidays and not (office and office.on_holidays) and holiday_name(day):
            return None
        return _of(office.hours if office else self.hours, day.weekday())


def _of(weekly: Weekly, weekday: int) -> Hours | None:
    return next((hours for key, hours in weekly.items() if weekday in weekdays(key)), None)
