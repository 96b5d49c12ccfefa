"""Edition: 版, the plan as it was decided on one day."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from madoguchi.city.public import Definition, Mistake, Part, Text

EditionCode = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}$")]
"""Year and month of the edition: 2024-03."""


class Said(Part):
    """A text as it stands from one edition on, until a later entry says it otherwise."""

    edition: EditionCode
    """From this edition on."""
    text: Text
    """What it says."""
    reason: Text | None = None
    """Why it was changed against the edition before."""


class Period(Part):
    """Days for which the plan is made."""

    from_: Annotated[date, Field(alias="from")]
    """First day."""
    until: date | None = None
    """Last day; left out where it is not decided."""


class Edition(Definition):
    """版: its file is named after year and month. An edition holds no texts; measures and chapters say from which edition on
    they read so."""

    code: EditionCode
    """Year and month, such as 2024-03."""
    stage: Literal["draft", "adopted"] = "adopted"
    """draft: it is being written, and is shown to staff only. adopted: it was decided."""
    based_on: EditionCode | None = None
    """The edition that it revises or follows."""
    relation: Literal["revises", "follows"] | None = None
    """revises: of the same period. follows: the next plan."""
    period: Period
    """Days for which it holds."""
    years: Annotated[list[int], Field(min_length=1, max_length=10)]
    """Fiscal years of the roadmap, by the year in which each begins."""
    carries: list[Annotated[str, StringConstraints(pattern=r"^[1-9](-[a-z])?(-[0-9]{1,2}){1,2}$")]] = []
    """Measures that go on as they stand in `based_on` where they have no entry of their own here; their roadmap is ？ as yet."""
    purpose: Text | None = None
    """Why this edition was made."""

    @model_validator(mode="after")
    def _bound(self) -> "Edition":
        if (self.based_on is None) != (self.relation is None):
            raise Mistake("based_on と relation は一緒に書きます。", "based_on and relation belong together.")
        if self.carries and self.based_on is None:
            raise Mistake("carries は based_on と一緒に書きます。", "carries belongs with based_on.")
        if self.period.until and self.period.until < self.period.from_:
            raise Mistake("period の until が from より前です。", "the period ends before it begins.")
        if self.years != sorted(set(self.years)):
            raise Mistake("years は重なりなく、古い年度から書いてください。", "write years without repeating, from the oldest on.")
        return self

    def ended_on(self, day: date) -> bool:
        """Whether the period was over on that day."""
        return self.period.until is not None and self.period.until < day
