"""Source: 原典, the printed plan that the data were taken from, and what is known of its flaws."""

from pydantic import Field

from madoguchi.city.public import Definition, Part, Text


class Misreading(Part):
    """A fault of scanning or spelling: what is printed, what is meant."""

    printed: str
    """As it stands in the source."""
    meant: str
    """What it should be."""
    note: Text | None = None
    """Remark."""


class Doubled(Part):
    """Old and new number printed as one."""

    printed: str
    """As it stands in the source: 1721."""
    old: str
    """In the earlier edition."""
    new: str
    """In the later one."""
    where: str
    """A piece of the line in which it stands."""


class Stated(Part):
    """A figure that stands in the running text."""

    quote: str
    """A few words around it, to find it again."""
    value: float
    """The figure."""
    unit: str
    """Its unit."""
    says: Text
    """What it counts."""
    subject: int | None = Field(default=None, ge=1, le=9)
    """The section of chapter 7 in which it stands."""


class Flaw(Part):
    """Something that does not fit together in print. It stays as printed."""

    where: str
    """Where it stands."""
    says: Text
    """What does not fit."""
    quotes: list[str] = []
    """Pieces of the source that show it."""


class Source(Definition):
    """原典: one file, source.yaml."""

    file: str
    """Name of the file with its text."""
    misreadings: list[Misreading] = []
    """Faults of scanning and spelling."""
    doubled: list[Doubled] = []
    """Old and new numbers printed as one, outside the table of contents."""
    stated: list[Stated] = []
    """Figures of the running text."""
    flaws: list[Flaw] = []
    """What does not fit together."""
