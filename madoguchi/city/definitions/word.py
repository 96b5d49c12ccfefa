"""Word: 用語, a hard word and what it means in plain Japanese."""

from typing import Annotated

from pydantic import Field, StringConstraints

from madoguchi.city.roots import Code, Definition
from madoguchi.city.text import Text


class Word(Definition):
    """用語: explained where it appears."""

    title: Text = Field(alias="word")
    """The word as it stands in texts."""
    kana: Annotated[str, StringConstraints(pattern=r"^[ぁ-ゖァ-ヴー・ ]+$")]
    """How it is read."""
    meaning: Text
    """What it means, in one or two plain sentences."""
    also: list[str] = []
    """Other spellings that are explained by the same entry."""
    see: list[Code] = []
    """Related words."""
    plan_number: int | None = Field(default=None, ge=1, le=99)
    """Number in the glossary of the city's digital plan."""

    @property
    def word(self) -> Text:
        return self.title

    @property
    def spellings(self) -> list[str]:
        return [self.title.ja, *self.also]
