"""What the plan answers with."""

from datetime import datetime

from ninja import Schema

Texts = dict[str, str]


class Step(Schema):
    fiscal_year: int
    step: str


class LineOut(Schema):
    line: str
    label: Texts | None
    steps: list[Step]


class MeasureBrief(Schema):
    code: str
    edition: str
    number: str
    policy: int
    title: Texts
    departments: list[str]
    ending: str | None


class StatementOut(Schema):
    """What was published. `quarter` 0: of the year; `fiscal_year` 0: of the whole plan."""

    kind: str
    line: str
    fiscal_year: int
    quarter: int
    state: str
    text: str
    published_at: datetime


class MeasureWhole(MeasureBrief):
    summary: Texts
    mark: str
    aim: Texts
    content: Texts
    roadmap: list[LineOut]
    editions: list[str]
    indicators: list[str]
    published: list[StatementOut]


class PointOut(Schema):
    """`value` null: nothing was counted, or, with `hidden`, so few that they could point at persons."""

    at: str
    value: float | None
    hidden: bool


class BreakOut(Schema):
    at: str
    note: Texts


class IndicatorBrief(Schema):
    code: str
    title: Texts
    unit: Texts
    direction: str
    every: str
    live: bool
    measures: list[str]


class TargetOut(Schema):
    by: str
    value: float


class IndicatorWhole(IndicatorBrief):
    """`live`: Madoguchi counts it itself, up to `counted_at`."""

    meaning: Texts
    source: Texts
    target: TargetOut | None
    counted_at: datetime | None
    series: list[PointOut]
    breaks: list[BreakOut]
    notes: list[Texts]
