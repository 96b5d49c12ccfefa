"""Openings: on which days and from when until when there are slots, how many fit into one, and when it can be booked.

All times are those of the wall clock in Tokyo.
"""

from datetime import date, time
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from madoguchi.city.public import Code, Hours, Mistake, Part, Text

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MonthDay = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}-[0-9]{2}$")]


def _days(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _known_days(value: list[str]) -> list[str]:
    for one in value:
        weekdays_of(one)
    return value


def weekdays_of(key: str) -> list[int]:
    """mon-fri → [0, 1, 2, 3, 4]. Raises Mistake."""
    first, dash, last = key.partition("-")
    if first not in WEEKDAYS or (dash and last not in WEEKDAYS) or WEEKDAYS.index(last or first) < WEEKDAYS.index(first):
        raise Mistake(
            f"「{key}」は曜日ではありません。mon tue wed thu fri sat sun、または mon-fri のように書きます。",
            f'"{key}" is no weekday; write mon … sun, or mon-fri.',
        )
    return list(range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1))


def _clock(value: object) -> object:
    """9:00 as people write it."""
    if isinstance(value, str) and len(value) == 4 and value[1] == ":":
        value = f"0{value}"
    try:
        return time.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _day(value: object) -> object:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


Clock = Annotated[time, BeforeValidator(_clock)]
Day = Annotated[date, BeforeValidator(_day)]


class Season(Part):
    """A part of every year."""

    from_: Annotated[MonthDay, Field(alias="from")]
    """First day, MM-DD."""
    until: MonthDay
    """Last day, MM-DD; before `from` it runs over the turn of the year."""

    @model_validator(mode="after")
    def _exist(self) -> Self:
        for value in (self.from_, self.until):
            try:
                date(2024, int(value[:2]), int(value[3:]))
            except ValueError:
                raise Mistake(f"「{value}」という日はありません。", f'there is no day "{value}".') from None
        return self

    def holds(self, day: date) -> bool:
        stamp = f"{day:%m-%d}"
        if self.from_ <= self.until:
            return self.from_ <= stamp <= self.until
        return stamp >= self.from_ or stamp <= self.until


class Opening(Part):
    """開設: a rule by which slots come to be."""

    days: Annotated[list[str], BeforeValidator(_days), AfterValidator(_known_days)] = Field(default=[], max_length=7)
    """Weekdays: mon, [tue, thu], mon-fri. Empty with `on`."""
    on: list[Day] = Field(default=[], max_length=400)
    """Single days, instead of weekdays (events, classes)."""
    nth: list[Literal[1, 2, 3, 4, 5, -1]] = []
    """Only the first, third … of that weekday in the month; -1 is the last. Empty: each."""
    from_: Annotated[Day | None, Field(alias="from")] = None
    """First day on which the rule holds."""
    until: Day | None = None
    """Last day on which the rule holds."""
    season: Season | None = None
    """Part of the year in which it holds."""
    hours: Hours
    """From when until when: 13:00-16:00."""
    length: int = Field(ge=5, le=60 * 24 * 31)
    """Minutes that a slot takes. It may run past midnight; the last one begins within `hours`."""
    every: int | None = Field(None, ge=5, le=60 * 24)
    """Minutes from one beginning to the next; `length` when left out. The rest is time between two visitors."""
    capacity: int = Field(ge=1, le=5000)
    """Places of a slot for everybody."""
    quota: int = Field(0, ge=0, le=5000)
    """Places besides, only for the desk: what it may give while the line between the zones is cut."""
    track: Code | None = None
    """The track (kind of place) that the capacity is of."""
    closed_days: Literal["skip", "ignore"] = "skip"
    """Whether the days on which the calendar is closed have no slots."""

    @model_validator(mode="after")
    def _sense(self) -> Self:
        if bool(self.days) == bool(self.on):
            raise Mistake("days か on のどちらか一方を書いてください。", "write either days or on.")
        if self.nth and self.on:
            raise Mistake("nth は days と一緒に使います。", "nth goes with days.")
        if self.from_ and self.until and self.until < self.from_:
            raise Mistake(
                f"until（{self.until}）が from（{self.from_}）より前です。",
                f"until ({self.until}) lies before from ({self.from_}).",
            )
        if self.every is not None and self.every < self.length:
            raise Mistake(
                f"every（{self.every}分）が length（{self.length}分）より短く、枠が重なります。",
                f"every ({self.every}) is shorter than length ({self.length}): slots would overlap.",
            )
        return self

    def weekdays(self) -> set[int]:
        return {day for key in self.days for day in weekdays_of(key)}

    def holds_on(self, day: date) -> bool:
        """Whether the rule speaks of that day; closed days are another matter."""
        if (self.from_ and day < self.from_) or (self.until and day > self.until):
            return False
        if self.season and not self.season.holds(day):
            return False
        if self.on:
            return day in self.on
        return day.weekday() in self.weekdays() and (not self.nth or bool(set(self.nth) & set(nths(day))))

    def beginnings(self, hours: Hours) -> list[int]:
        """Minutes after midnight at which slots begin within these hours."""
        first, last = minutes(hours.opens), minutes(hours.closes) or 24 * 60
        step, length = self.every or self.length, self.length
        latest = last - (length if first + length <= last else 1)
        return list(range(first, latest + 1, step))


class Exceptional(Part):
    """A day that is otherwise than the rules say."""

    on: Day
    """The day."""
    reason: Text
    """Why, for those who look for that day."""
    hours: Hours | None = None
    """Hours of that day; without them there are no slots."""


class Lead(Part):
    """From when until when a slot can be booked."""

    days: int = Field(60, ge=0, le=400)
    """How many days before its own day a slot opens for booking."""
    at: Clock = time(0, 0)
    """The time of that day at which it opens."""
    month_before: int = Field(0, ge=0, le=12)
    """Instead of `days`: it opens on `month_day` of the month so many months before."""
    month_day: int = Field(1, ge=1, le=28)
    """The day of that month."""
    minutes: int = Field(0, ge=0, le=60 * 24 * 60)
    """Booking closes so many minutes before the slot begins."""
    open_days: int = Field(0, ge=0, le=60)
    """Booking closes so many open days before the day of the slot …"""
    until: Clock | None = None
    """… at this time."""
    groups_first: int = Field(0, ge=0, le=90)
    """For so many days from the opening on, groups alone can book."""
    residents_first: int = Field(0, ge=0, le=90)
    """For so many days from the opening on, only those who live in the city can book."""


class Track(Part):
    """A kind of place with a capacity of its own: an age class, a row, a language."""

    code: Code
    """Its name."""
    title: Text
    """What people read."""
    ages: list[int] | None = Field(None, min_length=2, max_length=2)
    """From which age until which (in years, on 1 April of the school year), where the track is an age class."""


def minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def nths(day: date) -> tuple[int, ...]:
    """The how-manieth of its weekday in the month: (3,), or (4, -1) for one that is also the last."""
    nth = (day.day - 1) // 7 + 1
    try:
        day.replace(day=day.day + 7)
    except ValueError:
        return (nth, -1)
    return (nth,)
