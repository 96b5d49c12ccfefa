"""What a definition may have calculated. Each has one way; later ones may use the results of earlier ones by their
id.
"""

from datetime import date
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from madoguchi.city.public import Mistake, Part, Text
from madoguchi.engines.forms.public import Amount

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Expression = Annotated[str, StringConstraints(max_length=600)]
RuleName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$", max_length=90)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)]
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
    tables: list[Rate] = []
    """Tables, each with its months."""
    rule: RuleName | None = None
    """Instead of tables here: a value of unit `amounts` in a file of rules/, as `child_allowance.amounts`."""
    place: Text = Text({"ja": "{place}人目", "en": "No. {place}", "easy": "{place}人目"})
    """How a place is called, such as 第{place}子."""

    @model_validator(mode="after")
    def _no_overlap(self) -> "Rates":
        if bool(self.tables) == bool(self.rule):
            raise Mistake("tables か rule のどちらか一方を書いてください。", "write either tables or rule.")
        ordered = sorted(self.tables, key=lambda table: table.from_)
        for earlier, later in pairwise(ordered):
            if earlier.until is None or earlier.until >= later.from_:
                raise Mistake(
                    f"{earlier.from_} からの表と {later.from_} からの表の期間が重なっています。",
                    f"the tables from {earlier.from_} and from {later.from_} overlap.",
                )
        return self


class Chosen(Part):
    """One of several outcomes: the first whose condition holds counts."""

    when: Expression = "true"
    """Condition; left out in the last one, which then holds otherwise."""
    is_: Code | int = Field(alias="is")
    """The value that it gives: a code or a whole number."""
    label: Text
    """How the value is shown."""
    why: Text | None = None
    """Why it is this one: shown as the reason."""


class ByRule(Part):
    """What a rule of rules/ says on a day, for a case."""

    name: RuleName
    """The rule's file and value: `burden_limit.assets`."""
    on: Expression = "filed"
    """Expression that gives the day for which it is looked up."""
    case: Expression | None = None
    """Expression that gives the case, where the rule has cases."""


class Left(Part):
    """What is left of a limit after what this person was granted before (福祉用具購入: a year; 住宅改修: once, anew after moving
    house or a rise by three steps). The office knows what was used; before that the whole limit is shown.
    """

    of: Expression
    """Expression that gives the whole limit in yen."""
    used: Id
    """The decided value (calculated or entered) that uses it up, in yen."""
    per: Literal["fiscal-year", "life"]
    """Within which time it is counted."""
    on: Expression = "filed"
    """Expression that gives the day by which the fiscal year is told."""
    who: str = Field(pattern=r"^[a-z][a-z0-9_.]*$", max_length=80)
    """The question that tells the person apart, such as insured.number."""
    account: Code
    """Name of the limit: procedures with the same name use it up together."""
    place: str | None = Field(None, pattern=r"^[a-z][a-z0-9_.]*$", max_length=80)
    """The question of type postal-address that names the house: for another house it begins anew."""
    step: Expression | None = None
    """Expression that gives the step of the care level as a number, for the reset below."""
    reset_after: Expression | None = None
    """So many steps above that of the first use begin it anew, once."""
    same: str | None = Field(None, pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$", max_length=80)
    """Question of type choice within a repeated page (`items.kind`) that is not paid twice within the time (同一種目)."""

    @model_validator(mode="after")
    def _both_or_none(self) -> "Left":
        if (self.step is None) != (self.reset_after is None):
            raise Mistake(
                "step と reset_after は、両方書くか、両方書かないでください。", "write both step and reset_after, or neither."
            )
        return self


class TableRow(Part):
    """A row of a table; left out where its condition does not hold."""

    label: Text
    """What stands at the left."""
    cells: list[Expression] = Field(min_length=1, max_length=8)
    """An expression for each further column."""
    when: Expression = "true"
    """Condition under which it is shown."""


class Table(Part):
    """Several values side by side, such as the daily limits by kind of room."""

    head: list[Text] = Field(min_length=2, max_length=9)
    """Headings: of the labels, and of each column."""
    rows: list[TableRow] = Field(min_length=1, max_length=40)
    """Rows."""
    unit: Literal["", "yen", "days", "months", "date"] = "yen"
    """How the cells are written."""

    @model_validator(mode="after")
    def _even(self) -> "Table":
        for row in self.rows:
            if len(row.cells) != len(self.head) - 1:
                raise Mistake(
                    f"「{row.label}」の行は{len(row.cells)}列で、見出しは{len(self.head) - 1}列です。",
                    f"the row {str(row.label)!r} has {len(row.cells)} cells for {len(self.head) - 1} headings.",
                )
        return self


WAYS = ("value", "month_after", "next_month", "rates", "choose", "rule", "left", "table")


class Calculation(Part):
    """A named value, made in one way: by an expression, as a month, by a table of amounts, as one of several outcomes, by a
    rule, as the rest of a limit, or as a table.
    """

    id: Id
    """Its name in later calculations, notices and examples."""
    label: Text
    """What it is called."""
    why: Text | None = None
    """The rule in words, shown beside the value."""
    unit: Literal["", "yen", "month", "date", "yes-no", "days", "months", "percent"] = ""
    """How the value is written."""
    shown: bool = True
    """Whether the resident sees it as a preview."""
    when: Expression | None = None
    """Condition without which it has no value."""
    value: Expression | None = None
    """An expression over answers, `filed` (day of arrival), `deadline`, `today`, `rules` and earlier results."""
    month_after: Expression | None = None
    """The month after the day that this expression gives."""
    next_month: NextMonth | None = None
    """The next of certain months."""
    rates: Rates | None = None
    """Amounts by age and place."""
    choose: list[Chosen] = Field(default=[], max_length=40)
    """One of several outcomes, such as a stage, each with its reason."""
    rule: ByRule | None = None
    """What a rule says on a day, for a case."""
    left: Left | None = None
    """What is left of a limit."""
    table: Table | None = None
    """Several values side by side."""

    @model_validator(mode="after")
    def _one_way(self) -> "Calculation":
        if sum(bool(getattr(self, way)) for way in WAYS) != 1:
            raise Mistake(
                "value・month_after・next_month・rates・choose・rule・left・table のうち、ひとつだけを書いてください。",
                "write just one of value, month_after, next_month, rates, choose, rule, left, table.",
            )
        return self

    @property
    def written_as(self) -> str:
        if self.unit:
            return self.unit
        if self.rates or self.left:
            return "yen"
        if self.month_after or self.next_month:
            return "month"
        return "choice" if self.choose else "table" if self.table else "rule" if self.rule else ""

    def chosen(self, value: object) -> Chosen | None:
        return next((one for one in self.choose if one.is_ == value), None)
