"""Chronology: あゆみ, what came when."""

from typing import Literal

from pydantic import Field

from madoguchi.city.public import Definition, Part, Text


class Milestone(Part):
    """One thing of one year."""

    kind: Literal["policy", "internal", "service"]
    """policy: how the city went digital. internal: for the work inside. service: for residents."""
    title: Text
    """What it was."""
    note: Text | None = None
    """Remark, such as where another text says otherwise."""


class Year(Part):
    """One year of the chronology."""

    year: int = Field(ge=1900, le=2100)
    """The year of our era."""
    printed: str
    """The year as printed: 平成 16."""
    items: list[Milestone] = []
    """What came that year; none is an answer too."""


class Chronology(Definition):
    """あゆみ: one file, chronology.yaml."""

    years: list[Year]
    """Years, the oldest first."""
