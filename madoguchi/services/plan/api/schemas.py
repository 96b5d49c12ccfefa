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
    """`value` null: nothing was counted."""

    at: str
    value: float | None


class BreakOut(Schema):
    at: str
    note: Texts


class IndicatorBrief(Schema):
    code: str
    title: Texts
    unit: Texts
    direction: str
    every: str
    measures: list[str]


class IndicatorWhole(IndicatorBrief):
    meaning: Texts
    source: Texts
    series: list[PointOut]
    breaks: list[BreakOut]
    notes: list[Texts]
