"""The normal form: one application as every adapter gives it, whatever the other system calls things."""

from dataclasses import dataclass, field
from datetime import datetime

from madoguchi.engines.cases.public import Signed

Fields = dict[str, list[str]]
"""What stands there, by the name that it has there; several values where several were chosen."""


@dataclass(frozen=True)
class Enclosed:
    """`place`: for which paper it is, as the other system calls it."""

    place: str
    name: str
    content: bytes


@dataclass(frozen=True)
class Package:
    """`form`: which form it is there. `form_picture`: how it looked to the person."""

    number: str
    form: str
    version: str
    sent_at: datetime
    fields: Fields
    files: list[Enclosed] = field(default_factory=list)
    signed: Signed | None = None
    electronic: bool = False
    between: str = "、"
