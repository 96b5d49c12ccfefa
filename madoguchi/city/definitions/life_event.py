"""LifeEvent: くらしの場面, what happens in a life and which procedures belong to it."""

from typing import Annotated

from pydantic import Field, StringConstraints

from madoguchi.city.roots import Code, Definition, Part
from madoguchi.city.text import Text


class Step(Part):
    """A link to a page outside, or a thing to do that is no procedure of the city's."""

    title: Text
    """What to do."""
    url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$")] | None = None
    """Where it is done."""
    phone: str = ""
    """Whom to call."""


class LifeEvent(Definition):
    """くらしの場面: birth, move, care …; the home page lists them by `position`."""

    summary: Text
    """One line under the title: what is found there."""
    icon: Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$")]
    """Name of the icon."""
    position: int = Field(ge=1, le=999)
    """Place in the list; small numbers first."""
    intro: Text | None = None
    """A paragraph at the top of the page."""
    procedures: list[Code] = []
    """Procedures that belong to it, in the order in which one does them."""
    others: list[Step] = []
    """Things that are done elsewhere."""
    words: list[Code] = []
    """Words (words/) explained on the page."""
    search: list[str] = []
    """What people type who look for it."""
