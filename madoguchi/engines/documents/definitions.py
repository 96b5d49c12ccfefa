"""What a city may say in notices/: the wording of what it hands over, with named places and nothing else."""

from typing import Any, Literal

from pydantic import Field

from madoguchi.city.public import Definition, Part, Text


class Row(Part):
    """項目: one line of the table."""

    label: Text
    """What the value is called."""
    value: str = Field(pattern=r"^[a-z][A-Za-z0-9_.-]*$")
    """Name of the value."""
    optional: bool = False
    """Left out when there is no such value, or when it is empty."""


class NoticeExample(Part):
    """An example that proves the wording: with these values these words must come out."""

    name: str
    """What it shows."""
    values: dict[str, Any]
    """Values by name, beside those of the house."""
    expect: list[str] = Field(min_length=1)
    """Words that must stand on the sheet."""


class NoticeText(Definition):
    """通知文: what a notice says. `{name}` in a text is filled with the value of that name."""

    paragraphs: list[Text] = Field(min_length=1, max_length=30)
    """Paragraphs above the table."""
    rows: list[Row] = Field(default=[], max_length=40)
    """The table of what was decided."""
    after: list[Text] = Field(default=[], max_length=30)
    """Paragraphs beneath the table: what happens next, what to do."""
    values: list[str] = []
    """Names that only this notice uses, such as those of calculated values."""
    breakdown: bool = False
    """Whether it shows how the amount comes about, line by line."""
    reason: bool = False
    """Whether it gives the reason of the decision (理由の提示)."""
    remedies: bool = False
    """Whether it always tells of the remedies (教示). Decisions to a person's disadvantage tell of them in any case."""
    sender: Literal["mayor", "board-of-education"] = "mayor"
    """In whose name it is given."""
    seal: Literal["omitted", "printed"] = "omitted"
    """公印省略, or the seal printed from the city's picture of it."""
    examples: list[NoticeExample] = []
    """Examples that prove it."""
