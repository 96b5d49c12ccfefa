"""引渡し: what a city says in YAML of the file by which a core system gets the cases of a procedure."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator, model_validator

from madoguchi.city.public import Code, Definition, Mistake, Part, Text

Name = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Path = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){0,5}$", max_length=120)]


class Column(Part):
    """One column: just one of `answer`, `own`, `fixed`."""

    name: Name
    """Its heading, or its key in JSON."""
    answer: Path | None = None
    """Answer of the case: `claimant.name.family`; within `each` relative to the entry, as `item.birth`."""
    own: Literal["number", "received_on", "source", "outcome", "decided_on", "batch", "line", "today"] | None = None
    """What the house knows of the case, the batch and the day."""
    calculated: str | None = None
    """Calculated or entered value of the decision, by its id."""
    fixed: str | None = None
    """The same in every line."""
    table: dict[str, str] = {}
    """What is written for each code; a code that is not listed is a fault."""
    words: bool = False
    """Whether the text is written in place of the code of an option."""
    date: Literal["iso", "plain", "slashed", "wareki"] = "iso"
    """How days are written: 2026-07-01, 20260701, 2026/07/01, 令和8年7月1日."""
    most: int = Field(500, ge=1, le=4000)
    """Most letters that fit; a longer value is a fault."""
    needed: bool = False
    """Whether an empty value is a fault."""
    substitute: bool = False
    """Whether a letter that cannot be written gives way to a plainer one (縮退) where there is one."""

    @model_validator(mode="after")
    def _one(self) -> "Column":
        given = [name for name in ("answer", "own", "calculated", "fixed") if getattr(self, name) is not None]
        if len(given) != 1:
            raise Mistake(
                f"列「{self.name}」には answer、own、calculated、fixed のどれか一つを書きます",
                f"the column {self.name!r} needs just one of answer, own, calculated, fixed",
            )
        return self


class Acknowledged(Part):
    """How the core system answers: a CSV with a line for each that it took or rejected."""

    number: Name = "受付番号"
    """Column of our number."""
    result: Name = "結果"
    """Column of the result."""
    accepted: list[str] = ["0", "OK", "正常"]
    """Results that mean that it was taken."""
    reason: str = "理由"
    """Column of why not."""
    encoding: str = "cp932"
    """Encoding of the answer."""


class Handover(Definition):
    """A file for a core system."""

    procedure: Code
    """Procedure whose cases are handed over."""
    department: Code
    """Department that hands over."""
    when: Literal["accepted", "decided", "granted"] = "granted"
    """From when on a case is due: accepted, decided in whatever way, or granted."""
    since: date | None = None
    """Cases that arrived before this day are none of it: they were typed in. Without it those go that become due from the day on
    which this hand-over is first published."""
    format: Literal["csv", "json"] = "csv"
    """Kind of file."""
    encoding: str = "cp932"
    """Encoding: cp932, shift_jis, shift_jis_2004, utf-8, utf-8-sig …"""
    file: Name = "{code}-{batch}"
    """Name of the file, without its ending; {code}, {batch} and {day} are filled in."""
    header: bool = True
    """csv: whether the first line holds the names of the columns."""
    quote: bool = True
    """csv: whether every value stands in quotes."""
    each: Path | None = None
    """List of the answers of which every entry is a line; without it a case is a line."""
    columns: list[Column] = Field(min_length=1, max_length=300)
    """Columns, in their order."""
    answer: Acknowledged = Acknowledged()
    """How the core system answers."""
    note: Text | None = None
    """What the clerk should know."""

    @field_validator("encoding")
    @classmethod
    def _known(cls, value: str) -> str:
        try:
            "".encode(value)
        except LookupError:
            raise Mistake(f"「{value}」という文字コードはありません", f"there is no encoding {value!r}") from None
        return value
