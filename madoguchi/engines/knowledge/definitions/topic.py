"""Topic: 知りたいこと, what people come to a city hall for, whether or not there is a procedure for it on line."""

from typing import Annotated

from pydantic import Field, StringConstraints

from madoguchi.city.public import Code, Definition, Text

Kana = Annotated[str, StringConstraints(pattern=r"^[ぁ-ゖァ-ヴー・ ]+$")]


class Topic(Definition):
    """知りたいこと: a page that says in a few sentences what it is, who answers for it, and what to do next."""

    kana: Kana
    """How the title is read: for A–Z and for kana."""
    summary: Text
    """One sentence."""
    department: Code | None = None
    """Who answers for it."""
    about: list[Text] = []
    """Further paragraphs."""
    bring: list[Text] = []
    """What to bring."""
    procedures: list[Code] = []
    """Procedures that do it."""
    bookables: list[Code] = []
    """What can be booked for it."""
    purposes: list[Code] = []
    """Purposes of visits (booking-purposes/) that can be booked for it."""
    life_events: list[Code] = []
    """Life events to which it belongs."""
    words: list[Code] = []
    """Words (words/) explained on the page."""
    url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$")] | None = None
    """A page outside where it is done."""
    say: list[str] = Field(default=[], max_length=200)
    """How people ask for it, in any language: words, sentences, complaints."""
