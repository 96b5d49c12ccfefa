"""Resources: what is in one hand at a time: a room, half a gym, an interpreter, a projector."""

from typing import Self

from pydantic import Field, model_validator

from madoguchi.city.public import Code, Definition, Mistake, Part, Text


class Resource(Definition):
    """資源: something that one party uses at a time. One with `parts` is all of them together."""

    department: Code
    """Whose it is."""
    parts: list[Code] = Field(default=[], max_length=20)
    """The resources that it is made of: who takes it takes them all, and one part taken blocks the whole."""
    note: Text | None = None
    """A remark for the desk."""


class Need(Part):
    """必要な資源: what a reservation takes besides its place."""

    code: Code
    """Its name within this definition."""
    title: Text | None = None
    """What people read, where they may choose it (手話通訳)."""
    any_of: list[Code] = Field(min_length=1, max_length=40)
    """Resources of which one is enough; the first that is free is taken."""
    optional: bool = False
    """Whether the person chooses it; else each reservation takes one."""
    before: int = Field(0, ge=0, le=24 * 60)
    """Minutes before the slot that it is kept as well (to prepare)."""
    after: int = Field(0, ge=0, le=24 * 60)
    """Minutes after the slot that it is kept as well (to clean)."""

    @model_validator(mode="after")
    def _named(self) -> Self:
        if self.optional and self.title is None:
            raise Mistake("選べるもの（optional）には title が要ります。", "what is optional needs a title.")
        return self
