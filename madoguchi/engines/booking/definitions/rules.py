"""Rules: who may, how many, what it costs, what is asked to make a reservation firm."""

from typing import Literal, Self

from django.utils.translation import gettext as _
from pydantic import Field, model_validator

from madoguchi.city.public import Code, Mistake, Part, Text


class Who(Part):
    """Who may book, and how they prove that they mean it."""

    proof: Literal["none", "mail", "account"] = "none"
    """none: a booking is firm at once. mail: by a link in a mail, or signed in. account: only signed in."""
    groups: bool = False
    """Whether a group may book (its name and size are asked)."""
    residents_only: bool = False
    """Whether only those who say that they live in the city may book."""
    proxy: bool = True
    """Whether one may book for somebody else."""
    note: Text | None = None
    """Who may, in a sentence."""


class Limits(Part):
    """How much one person may have. Counted over all bookables of the same `scope`."""

    scope: Code | None = None
    """Bookables that share the limits; without it each counts for itself."""
    party: int = Field(1, ge=1, le=500)
    """Most places in one reservation."""
    in_a_row: int = Field(1, ge=1, le=31)
    """Most slots on end in one reservation (two hours, three days)."""
    at_a_time: int | None = Field(None, ge=1, le=1000)
    """Most reservations that still lie ahead."""
    a_day: int | None = Field(None, ge=1, le=100)
    """Most reservations on one day."""
    a_week: int | None = Field(None, ge=1, le=100)
    """Most reservations from a Monday to a Sunday."""
    a_month: int | None = Field(None, ge=1, le=400)
    """Most reservations in a calendar month."""
    no_shows: int | None = Field(None, ge=1, le=50)
    """After so many times of not coming …"""
    within_days: int = Field(90, ge=1, le=400)
    """… within so many days …"""
    pause_days: int = Field(30, ge=1, le=400)
    """… a person can book by telephone or at the counter alone, for so many days from the last time."""


class Asking(Part):
    """What of a person is asked to reach them: needed, optional or none."""

    name: Literal["needed", "optional", "none"] = "needed"
    """Name."""
    kana: Literal["needed", "optional", "none"] = "none"
    """Reading of the name."""
    mail: Literal["needed", "optional", "none"] = "optional"
    """Mail address."""
    phone: Literal["needed", "optional", "none"] = "optional"
    """Telephone number."""


class Fee(Part):
    """使用料: what a reservation costs. Computed when it is made and kept with it."""

    yen: int = Field(ge=0, le=1_000_000)
    """Yen for each unit of `each`."""
    each: Literal["reservation", "slot", "person", "hour"] = "slot"
    """What is counted."""
    non_residents_percent: int = Field(100, ge=100, le=400)
    """What those who live elsewhere pay, in percent."""
    note: Text | None = None
    """When and how it is paid, or who is exempt."""

    @property
    def each_words(self) -> str:
        """1枠につき: for whom it is counted, as pages say it."""
        words = {"reservation": _("1件"), "slot": _("1枠"), "person": _("1人"), "hour": _("1時間")}
        return words[self.each]


class Nursery(Part):
    """一時預かり: what a nursery's temporary care asks besides. Always with an account, always for a registered child."""

    ages_on: Literal["april", "day"] = "april"
    """Whether the age class is that of 1 April before the day, or that of the day itself."""
    a_week: int = Field(ge=1, le=7)
    """Most days a week for a child."""
    a_month: int = Field(ge=1, le=31)
    """Most days a month for a child."""
    meal_yen: int = Field(0, ge=0, le=5000)
    """What a meal costs."""
    no_show: Text
    """What happens when nobody comes and nobody has called off."""
    interview_days: int = Field(400, ge=1, le=800)
    """For how many days an interview is good."""

    @model_validator(mode="after")
    def _sense(self) -> Self:
        if self.a_month < self.a_week:
            raise Mistake(
                f"a_month（{self.a_month}）が a_week（{self.a_week}）より少なくなっています。",
                f"a_month ({self.a_month}) is less than a_week ({self.a_week}).",
            )
        return self
