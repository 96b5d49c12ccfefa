"""申請の期限: by when it has to be filed."""

from typing import Annotated

from pydantic import Field, model_validator

from madoguchi.city.public import Mistake, Part
from madoguchi.engines.cases.calculations.definitions import Expression
from madoguchi.engines.cases.definitions.about import Path

Length = Annotated[int, Field(ge=0, le=3660)]


class Deadline(Part):
    """申請の期限: counted from the day after, moved on over closed days (民法140・142条, 地方自治法4条の2第4項); or a fixed day
    by `on`, moved on likewise.
    """

    when: Expression | None = None
    """Condition on the answers under which this one counts; of several the first that holds does."""
    days: Length | Expression = 0
    """Length in days, or an expression for it (`rules.child_allowance.claim_days`)."""
    months: Annotated[int, Field(ge=0, le=240)] | Expression = 0
    """Length in months, or an expression for it; days or months, not both."""
    after: Path | None = None
    """The question whose date sets it going."""
    on: Expression | None = None
    """Instead of a length: an expression that gives the last day itself."""

    @model_validator(mode="after")
    def _one_way(self) -> "Deadline":
        if self.on is not None:
            if self.days or self.months or self.after:
                raise Mistake("on を書くときは、days・months・after は書けません。", "with on there are no days, months or after.")
        elif bool(self.days) == bool(self.months):
            raise Mistake("days か months のどちらか一方を書いてください。", "write either days or months.")
        elif self.after is None:
            raise Mistake("after（起算する日の問い）を書いてください。", "write after: the question that gives the day.")
        return self
