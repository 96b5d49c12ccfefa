"""What a city says about watching: rules by which looks stand out (`watch/`), and what people read of looks (`disclosure.yaml`)."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from madoguchi.city.public import Code, Definition, Hours, Mistake, Part, Text


class Sort(StrEnum):
    """What stands out: looks at the own family or oneself, at persons who are flagged, at many persons in a short time, at a
    time when the office is closed."""

    OWN_FAMILY = "own-family"
    FLAGGED = "flagged"
    BULK = "bulk"
    CLOSED = "closed"


class WatchRule(Definition):
    """One rule. It holds from its first day until its last; earlier looks are judged by the rules of their own day."""

    looks_at: Sort
    """What stands out: own-family, flagged, bulk or closed."""
    from_: Annotated[date | None, Field(alias="from")] = None
    """First day on which it holds; without it, always did."""
    until: date | None = None
    """Last day on which it holds; without it, still does."""
    former_years: int = Field(5, ge=0, le=50)
    """own-family: for how many years somebody who left the household still counts."""
    persons: int = Field(60, ge=2, le=10_000)
    """bulk: more than so many different records."""
    minutes: int = Field(60, ge=1, le=24 * 60)
    """bulk: within so many minutes."""
    hours: Hours | None = None
    """closed: from when until when somebody may well be at work, on days when the office is open."""
    calendar: Code = "city"
    """closed: the calendar (calendars/) of the days on which the office is open."""
    except_sections: list[Code] = []
    """Departments to which it does not apply, such as one that works at night."""

    def holds_on(self, day: date) -> bool:
        return (self.from_ is None or self.from_ <= day) and (self.until is None or day <= self.until)

    @model_validator(mode="after")
    def _whole(self) -> "WatchRule":
        if self.from_ and self.until and self.until < self.from_:
            raise Mistake("until が from より前です。", "until lies before from.")
        if self.looks_at is Sort.CLOSED and self.hours is None:
            raise Mistake("closed には hours（7:00-21:00 など）が要ります。", "closed needs hours, such as 7:00-21:00.")
        return self


class Withheld(Part):
    """Looks that a person does not read, or only later. Every one needs its law."""

    purposes: list[Code] = []
    """For looks with one of these purposes; without any, for all."""
    sections: list[Code] = []
    """For looks of one of these departments; without any, of all."""
    procedures: list[Code] = []
    """For looks at cases of these procedures; without any, at all."""
    law: Text
    """The legal reason, as it is given to whoever asks."""
    days: int | None = Field(None, ge=1, le=3660)
    """For how many days; without it, for good."""


class Disclosure(Definition):
    """閲覧の記録の開示: after how long and with which exceptions people read which section looked at their data and why."""

    delay_days: int = Field(7, ge=0, le=366)
    """Days until a look is shown."""
    kept_days: int = Field(1095, ge=30, le=3660)
    """How far back looks are shown."""
    withheld: list[Withheld] = []
    """What is withheld, and by which law."""
