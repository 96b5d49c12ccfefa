"""Measure: 施策, one thing that the plan wants done, through its editions."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from madoguchi.city.public import Code, Definition, Mistake, Part, Text
from madoguchi.services.plan.definitions.edition import EditionCode

MeasureCode = Annotated[str, StringConstraints(pattern=r"^[1-9](-[a-z])?(-[0-9]{1,2}){1,2}$")]
"""Policy, group, number: 1-a-1, 2-1, 5-b-4-2."""
EVERYBODY = "all"
NONE, UNKNOWN = "—", "？"
"""Cells of a roadmap: nothing is done that year; the source does not show what stood there."""


class Line(Part):
    """実施工程の1行: what is done in each fiscal year of the edition."""

    code: Code = "whole"
    """Name of the line; it stays the same through the editions. A measure with one line needs none."""
    label: Text | None = None
    """Head of the line, where a measure has several."""
    added: bool = False
    """Marked （追加） in this edition."""
    steps: Annotated[list[Annotated[str, StringConstraints(min_length=1, max_length=20)]], Field(min_length=1, max_length=10)]
    """A cell a fiscal year, in the words of the plan: 検討, 構築・実施, 運用 …; — for a year without, ？ where it is not known."""


class Entry(Part):
    """The measure in one edition. What is left out is as in the edition before."""

    edition: EditionCode
    """The edition."""
    dropped: bool = False
    """No longer in the plan from this edition on."""
    number: str | None = None
    """Number in print: (ア)-2."""
    title: Text | None = None
    """Name in this edition, where it differs from the one above."""
    mark: Literal["新規", "継続", "拡充", "追加", "追記"] | None = None
    """What stands behind the name in this edition."""
    page: int | None = Field(default=None, ge=1, le=999)
    """Page, as its table of contents has it."""
    contents: str | None = None
    """Name in the table of contents, where it differs; an empty one means that it is missing there."""
    departments: list[Code] | None = None
    """担当課, in the plan's order; `all` alone means every department."""
    aim: Text | None = None
    """取組事項: what is wanted, in our own words."""
    content: Text | None = None
    """実施内容: what is done, in our own words."""
    lines: list[Line] | None = None
    """The roadmap."""
    heading: Literal["実施工程", "実施行程"] = "実施工程"
    """How the roadmap's head is spelled in print."""
    notes: list[Text] = []
    """Notes under the table in this edition."""
    reason: Text | None = None
    """Why it was added, changed or dropped."""


class Measure(Definition):
    """施策: its file is named after its code."""

    code: MeasureCode
    """Policy, group and number."""
    policy: int = Field(ge=1, le=9)
    """Number of the policy."""
    group: Annotated[str, StringConstraints(pattern=r"^[a-z]$")] | None = None
    """Letter of the group within the policy; a for ア."""
    position: int = Field(ge=1, le=99)
    """Place within the group."""
    summary: Text
    """One sentence for everybody."""
    sheet: MeasureCode | None = None
    """The measure in whose table it is printed, where several share one."""
    entries: Annotated[list[Entry], Field(min_length=1)]
    """Editions, the oldest first."""

    @model_validator(mode="after")
    def _whole(self) -> "Measure":
        first = self.entries[0]
        for key in ("number", "departments", "aim", "content", "lines", "page"):
            if getattr(first, key) is None and not (key == "page" and first.contents == ""):
                raise Mistake(
                    f"最初の版（{first.edition}）には {key} が要ります。", f"the first edition ({first.edition}) needs {key}."
                )
        editions = [entry.edition for entry in self.entries]
        if editions != sorted(set(editions)):
            raise Mistake(
                "entries は重なりなく、古い版から書いてください。", "write entries once each, from the oldest edition on."
            )
        return self
