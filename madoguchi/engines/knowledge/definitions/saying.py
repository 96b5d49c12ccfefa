"""Sayings and synonyms: how people speak, as data, so that the finder needs no rule for a single query."""

from pydantic import Field, model_validator

from madoguchi.city.public import Code, Definition, Mistake, Part


class Said(Part):
    """One thing and how people ask for it."""

    kind: Code
    """What sort of thing it is: procedure, purpose, bookable, department, life-event, word …"""
    code: str
    """Its code."""
    say: list[str] = Field(default=[], max_length=200)
    """Words, sentences, complaints, in any language."""
    near: list[str] = Field(default=[], max_length=200)
    """Single words that people use when they speak of it: things, places, feelings. They count less than a phrasing."""

    @model_validator(mode="after")
    def _says_something(self) -> "Said":
        if not self.say and not self.near:
            raise Mistake(f"{self.code} に say か near を書いてください。", f"{self.code} needs say or near")
        return self


class Sayings(Definition):
    """言い方: everyday phrasings for things that are defined elsewhere; one file a field of life."""

    of: list[Said] = Field(min_length=1)
    """The things, each with its phrasings."""


class Synonyms(Definition):
    """同じ意味の言葉: sets of words that people use for one and the same; one file a field of life."""

    sets: list[list[str]] = Field(min_length=1)
    """Each set lists words or short phrases of one meaning, in any language."""

    @model_validator(mode="after")
    def _two_each(self) -> "Synonyms":
        for one in self.sets:
            if len(one) < 2:
                raise Mistake(f"sets の「{'、'.join(one)}」は、2語以上を並べてください。", f"a set needs two words or more: {one}")
        return self
