"""LifeEvent: くらしの場面, what happens in a life and which procedures belong to it."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from madoguchi.city.findings import Mistake
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


Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]


class Question(Part):
    """One question on the way to the list of what is to be done. Its answer is one of the options, never free text."""

    id: Name
    """Name by which conditions read the answer."""
    label: Text
    """The question."""
    hint: Text | None = None
    """What helps to answer it."""
    options: dict[Name, Text] = Field(min_length=2, max_length=8)
    """The answers to choose from."""
    when: str | None = None
    """Condition (CEL) on earlier answers under which it is asked."""


class Todo(Part):
    """One thing on the list. Where its condition does not hold, the list says that it need not be done."""

    id: Name
    """Name by which a saved list remembers its tick; never changes."""
    title: Text
    """What to do."""
    about: Text | None = None
    """Why, or how, in a sentence."""
    need: Literal["must", "may"] = "must"
    """Whether it must be done or may be."""
    when: str | None = None
    """Condition (CEL) on the answers; without it, always."""
    by: Text | None = None
    """By when."""
    bring: list[Text] = []
    """What to take along."""
    procedure: Code | None = None
    """The procedure that does it."""
    topic: Code | None = None
    """The topic that tells more."""
    purpose: Code | None = None
    """The purpose of a visit that can be booked for it."""
    department: Code | None = None
    """Where it is done."""
    url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$")] | None = None
    """A page outside where it is done."""


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
    questions: list[Question] = Field(default=[], max_length=12)
    """A short path of questions that ends in the list of what must, may and need not be done."""
    todo: list[Todo] = Field(default=[], max_length=40)
    """What may be on the list, in the order of doing."""

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        for key, ids in (("questions", [one.id for one in self.questions]), ("todo", [one.id for one in self.todo])):
            if twice := next((one for one in ids if ids.count(one) > 1), None):
                raise Mistake(f"{key} に「{twice}」が2回あります。", f'{key} has "{twice}" twice.')
        if self.questions and not self.todo:
            raise Mistake("questions には、その答えで変わる todo が要ります。", "questions need a todo that depends on them.")
        return self
