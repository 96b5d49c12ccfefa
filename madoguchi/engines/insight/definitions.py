"""Indicator: 指標, a figure that is followed over the years, as the city defines it in `indicators/`."""

import re
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from madoguchi.city.public import Code, Definition, Mistake, Part, Text

EventKind = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$")]
MeasureCode = Annotated[str, StringConstraints(pattern=r"^[0-9]-[a-z0-9]+(-[0-9]+)*$")]
PERIODS = {
    "fiscal-year": re.compile(r"\d{4}"),
    "month-end": re.compile(r"\d{4}-(0[1-9]|1[0-2])"),
    "month": re.compile(r"\d{4}-(0[1-9]|1[0-2])"),
    "answer": re.compile(r"\S{1,40}"),
}


class Direction(StrEnum):
    """Which way is better. `none`: it is only observed."""

    UP = "up"
    DOWN = "down"
    NONE = "none"


class Every(StrEnum):
    """What one value stands for: a fiscal year (by the year in which it begins), a month, the end of a month, or, in a
    survey, one answer."""

    FISCAL_YEAR = "fiscal-year"
    MONTH_END = "month-end"
    MONTH = "month"
    ANSWER = "answer"


class Point(Part):
    """One value. `value` left out means that nothing was counted (a dash in print)."""

    at: str
    """The period: `2022` for the fiscal year 2022, `2022-03` for the end of a month, the answer itself in a survey."""
    value: float | None = None
    """The figure; without it, nothing was counted."""
    note: Text | None = None
    """What has to be known about this value alone."""


class Break(Part):
    """A break in the series: from here on it is counted otherwise."""

    at: str
    """The first period that is counted otherwise."""
    note: Text
    """Why values before and after it are not to be compared."""


class Target(Part):
    """What the city wants the figure to be."""

    by: str
    """The period in which it is to be reached."""
    value: float
    """The figure aimed at."""


class Counts(Part):
    """計数: which events Madoguchi counts for an indicator, by itself."""

    events: Annotated[list[EventKind], Field(min_length=1)]
    """Kinds of events: `cases.submitted`."""
    where: dict[str, list[str | bool | int]] = {}
    """Only events whose field has one of these values; `section` is the department."""
    by: str = ""
    """Field by which it is broken down: `procedure`; `subject` is what the event is about, `section` the department."""
    names: Code | None = None
    """Kind of the definitions whose titles name the parts: `procedure`."""
    add: str = ""
    """Field whose number is added up; without it, each event counts as one."""

    @model_validator(mode="after")
    def _once(self) -> "Counts":
        if len(set(self.events)) != len(self.events):
            raise Mistake(
                "events に同じ出来事が2回あります。1つの出来事は1回だけ数えます。",
                "events names the same event twice; an event counts once.",
            )
        return self


class Printed(Part):
    """Where the figures stand in a printed source, so that they can be held against it."""

    table: str
    """Caption of the table."""
    row: list[str]
    """Heads of the row, from left to right; empty for a table with one column of values."""


class Indicator(Definition):
    """指標: its file is named after its code."""

    meaning: Text
    """What is counted, in one or two sentences."""
    source: Text
    """Who counted it, where and when."""
    unit: Text
    """The unit: 件, 人, 枚, % …; a figure without unit says nothing."""
    decimals: int = Field(default=0, ge=0, le=4)
    """Digits after the point."""
    direction: Direction = Direction.NONE
    """Which way is better."""
    every: Every = Every.FISCAL_YEAR
    """What one value stands for."""
    series: list[Point] = []
    """The values in order; one a period."""
    breaks: list[Break] = []
    """Where the way of counting changed."""
    target: Target | None = None
    """What the city wants it to be; without it no target was set."""
    notes: list[Text] = []
    """Notes that belong under the table, such as 原文のまま."""
    family: Code | None = None
    """Indicators of one family are shown together (small multiples)."""
    position: int = Field(default=50, ge=0, le=999)
    """Place within the family."""
    total_of: list[Code] = []
    """Indicators whose sum it should be."""
    measures: list[MeasureCode] = []
    """Measures of the digital plan that it tells about."""
    department: Code | None = None
    """Who answers for the figures."""
    counts: Counts | None = None
    """How Madoguchi counts it itself, from its events; such an indicator has no series of its own."""
    small: int | None = Field(default=None, ge=0, le=50)
    """Counts above 0 and below this are not published (they could point at persons); left out, the house's setting holds."""
    printed: Printed | None = None
    """Where the figures stand in a printed source."""

    @model_validator(mode="after")
    def _periods(self) -> "Indicator":
        shape, seen = PERIODS[self.every], set()
        for point in self.series:
            if not shape.fullmatch(point.at):
                raise Mistake(
                    f"series の at「{point.at}」は every: {self.every} の形ではありません（2022、2022-03 など）。",
                    f'"{point.at}" in series is no period of every: {self.every} (such as 2022, 2022-03).',
                )
            if point.at in seen:
                raise Mistake(
                    f"series に {point.at} が2回あります。1つの期間の値は1つです。どちらかを消してください。",
                    f"series has {point.at} twice; a period has one value. Take one out.",
                )
            seen.add(point.at)
        if self.every is not Every.ANSWER and [p.at for p in self.series] != sorted(seen):
            raise Mistake("series は古い期間から順に書いてください。", "write series from the oldest period on.")
        if self.counts and (self.series or self.every not in (Every.MONTH, Every.FISCAL_YEAR)):
            raise Mistake(
                "counts（自動の計数）と series は一緒に書けません。every は month か fiscal-year にしてください。",
                "counts and series exclude each other; every is month or fiscal-year.",
            )
        for one in self.breaks:
            if one.at not in seen:
                raise Mistake(f"breaks の {one.at} が series にありません。", f"breaks names {one.at}, which series does not have.")
        return self

    def value_at(self, period: str) -> float | None:
        return next((point.value for point in self.series if point.at == period), None)
