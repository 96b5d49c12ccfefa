"""Department: 所属, a section of the city hall as it exists from one day until another."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from madoguchi.city.definitions.city import Phone
from madoguchi.city.findings import Mistake
from madoguchi.city.roots import Code, Definition
from madoguchi.city.text import Text


class Department(Definition):
    """所属: who is in charge; its name stands on pages, notices and in the register of documents."""

    title: Text = Field(alias="name")
    """Name of the department."""
    kana: Annotated[str, StringConstraints(pattern=r"^[ぁ-ゖァ-ヴー・]+$")]
    """Name in kana, for sorting and for やさしい日本語."""
    mark: Annotated[str, StringConstraints(min_length=1, max_length=8)]
    """文書記号: stands before the number of its documents (浦こ第12号)."""
    phone: Phone
    """Direct telephone number."""
    phone_note: Text | None = None
    """Remark beside the number, such as 架空の番号 in a demo."""
    mail: Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")] | None = None
    """Mail address of the department."""
    place: Text
    """Building and floor where its counter is."""
    hours: Text | None = None
    """When its counter is open, if otherwise than the city hall's."""
    calendar: Code = "city"
    """The calendar (calendars/) of its open days."""
    parent: Code | None = None
    """The department it belongs to."""
    counter: bool = True
    """Whether residents can come there."""
    looks_up_people: bool = False
    """Whether its staff may search the registers (宛名) for people; every look is logged."""
    sees_suppressed: bool = False
    """Whether its staff may open people under protection (支援措置); all others do not find them."""
    guards_privacy: bool = False
    """Whether its staff are the privacy officers: they ask about looks that stand out, and flag persons to be watched over."""
    from_: Annotated[date | None, Field(alias="from")] = None
    """First day of its existence; without it, always was."""
    until: date | None = None
    """Last day of its existence; without it, still exists."""
    succeeded_by: list[Code] = []
    """Departments that took over its work."""

    @property
    def name(self) -> Text:
        return self.title

    def exists_on(self, day: date) -> bool:
        return (self.from_ is None or self.from_ <= day) and (self.until is None or day <= self.until)

    @model_validator(mode="after")
    def _span(self) -> "Department":
        if self.from_ and self.until and self.until < self.from_:
            raise Mistake(
                f"until（{self.until}）が from（{self.from_}）より前です。",
                f"until ({self.until}) lies before from ({self.from_}).",
            )
        return self
