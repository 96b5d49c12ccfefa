"""Crisis: 急いで助けがいるとき, words after which help stands above everything else."""

from typing import Annotated

from pydantic import Field, StringConstraints

from madoguchi.city.public import Code, Definition, Part, Text


class Line(Part):
    """A telephone that helps."""

    name: Text
    """Who answers."""
    number: Annotated[str, StringConstraints(pattern=r"^[#0-9][0-9-]{1,14}$")]
    """The number to dial."""
    confirmed: bool = False
    """Whether the city has checked the number. Until then the page says that it is general knowledge."""


class Crisis(Definition):
    """急いで助けがいるとき: violence, despair, disaster. Its box stands above the results, and before anything else."""

    text: Text
    """What to do now, in one or two calm sentences."""
    lines: list[Line] = []
    """Telephones, the most urgent first."""
    department: Code | None = None
    """Whom in the city to turn to."""
    topics: list[Code] = []
    """Topics that help further."""
    life_events: list[Code] = []
    """Life events that help further."""
    alone: bool = False
    """Whether nothing else is shown: what else was found would hurt."""
    say: list[str] = Field(min_length=1, max_length=200)
    """Words that mean it. A word of one or two letters counts only by itself, a longer one anywhere in what was typed."""
