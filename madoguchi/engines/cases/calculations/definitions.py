"""What a definition may have calculated. Each has one way; later ones may use the results of earlier ones by their
id.
"""

from datetime import date
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from madoguchi.city.public import Mistake, Part, Text

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Expression = Annotated[str, StringConstraints(max_length=600)]
Month = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]


class NextMonth(Part):
    """The first of the named months after a month: payment months."""

    after: Expression
    """Expression that gives a day in the month to begin after."""
    of: list[Annotated[int, Field(ge=1, le=12)]] = Field(min_length=1)
    """Months of the year."""


class Counted(Part):
    """Items of a repeated group that count."""

    each: Id
    """The repeated group."""
    counts: Expression = "true"
    """Condition on `item`; who does not fulfil it counts nowhere."""
    birth: Id = "birth"
    """Date of birth within the item."""
    until_school_year_of: int | None = Field(None, ge=0, le=30)
    """Counts until the March 31 that follows this age."""


class Amount(Part):
    """A line of a table: the first that fits counts."""

    label: Text
    """Why this amount: shown as the reason."""
    yen: int = Field(ge=0, le=100_000_000)
    """Amount."""
    place_from: int | None = Field(None, ge=1, le=50)
    """Only from this place on, the eldest being first (第3子以降)."""
    under: int | None = Field(None, ge=0, le=120)
    """Only until the month in which this age is reached."""


class Rate(Part):
    """A table of amounts that is in force from one month until another."""

    from_: Month = Field(alias="from")
    """First month."""
    until: Month | None = None
    """Last month; without it, still in force."""
    amounts: list[Amount] = Field(min_length=1)
    """Amounts, the special ones first."""

    def in_force(self, month: date) -> bool:
        written = f"{month:%Y-%m}"
        return self.from_ <= written and (self.until is None or written <= self.until)


class Rates(Part):
    """An amount for each that counts, by age and place among brothers and sisters; their sum is the value."""

    at: Expression
    """Expression that gives a day in the month to reckon for."""
    paid: Counted
    """For whom it is paid."""
    also_in_order: list[Counted] = []
    """Who counts for the place only."""
    tables: list[Rate] = Field(min_length=1)
    """Tables, each with its months."""
    place: Text = Text({"ja": "{place}人目", "en": "No. {place}", "easy": "{place}人目"})
    """How a place is called, such as 第{place}子."""

    @model_validator(mode="after")
    def _no_overlap(self) -> "Rates":
        ordered = sorted(self.tables, key=lambda table: table.from_)
        for earlier, later in pairwise(ordered):
            if earlier.until is None or earlier.until >= later.from_:
                raise Mistake(
                    f"{earlier.from_} からの表と {later.from_} からの表の期間が重なっています。",
                    f"the tables from {earlier.from_} and from {later.from_} overlap.",
                )
        return self


class Calculation(Part):
    """A named value: by an expression, as the month after a day, as a payment month, or by a table of amounts."""

    id: Id
    """Its name in later calculations, notices and examples."""
    label: Text
    """What it is called."""
    why: Text | None = None
    """The rule in words, shown beside the value."""
    unit: Literal["", "yen", "month", "date", "yes-no"] = ""
    """How the value is written."""
    shown: bool = True
    """Whether the resident sees it as a preview."""
    value: Expression | None = None
    """An expression over answers, `filed` (day of arrival), `deadline`, `today` and earlier results."""
    month_after: Expression | None = None
    """The month after the day that this expression gives."""
    next_month: NextMonth | None = None
    """The next of certain months."""
    rates: Rates | None = None
    """Amounts by age and place."""

    @model_validator(mode="after")
    def _one_way(self) -> "Calculation":
        ways = [self.value, self.month_after, self.next_month, self.rates]
        if sum(way is not None for way in ways) != 1:
            raise Mistake(
                "value・month_after・next_month・rates のうち、ひとつだけを書いてください。",
                "write just one of value, month_after, next_month, rates.",
            )
        return self

    @property
    def written_as(self) -> str:
        return self.unit or ("yen" if self.rates else "month" if self.month_after or self.next_month else "")
