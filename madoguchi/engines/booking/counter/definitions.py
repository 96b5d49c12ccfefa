"""窓口: one file of counters/."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from madoguchi.city.public import Code, Definition, Mistake, Part, Text

Letter = Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
DeskCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{1,3}$")]


class Line(Part):
    """待ち列: people with one kind of business, called one after another."""

    code: Code
    """Natural key within the counter."""
    title: Text
    """What people come for."""
    letter: Letter
    """Stands before the number on the ticket; no other line of the city has it."""
    minutes: int = Field(ge=1, le=240)
    """How long it usually takes: the estimate of waiting times until there are measured ones."""
    walk_in: bool = True
    """Whether people without a reservation may take a ticket."""
    bookables: list[Code] = []
    """Reservations that are checked in here."""


class Desk(Part):
    """番号のある窓口: where a person is called to."""

    code: DeskCode
    """The number on the sign."""
    lines: list[Code] = []
    """Lines that are usually called here; without any all of the counter."""


class Counter(Definition):
    """窓口: a place where people are called by numbers."""

    department: Code
    """Department whose staff call; they see who has come."""
    place: Text
    """Building and floor."""
    lines: list[Line] = Field(min_length=1, max_length=12)
    """Lines that wait here."""
    desks: list[Desk] = Field(min_length=1, max_length=40)
    """Desks with numbers."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        for what, codes in (("lines", [line.code for line in self.lines]), ("desks", [desk.code for desk in self.desks])):
            if twice := sorted({code for code in codes if codes.count(code) > 1}):
                raise Mistake(f"{what} に「{twice[0]}」が2回あります。", f'{what} has "{twice[0]}" twice.')
        known = {line.code for line in self.lines}
        for desk in self.desks:
            if unknown := sorted(set(desk.lines) - known):
                raise Mistake(
                    f"窓口{desk.code}の列「{unknown[0]}」は lines にありません。",
                    f'desk {desk.code} names the line "{unknown[0]}", which is not among lines.',
                )
        return self

    def line(self, code: str) -> Line | None:
        return next((line for line in self.lines if line.code == code), None)

    def desk(self, code: str) -> Desk | None:
        return next((desk for desk in self.desks if desk.code == code), None)

    def line_of(self, bookable: str) -> Line | None:
        """The line in which reservations of that bookable wait."""
        return next((line for line in self.lines if bookable in line.bookables), None)
