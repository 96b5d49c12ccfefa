"""Plan: 計画, what stands around the measures: its place in law, policies, bodies, rules, the situation it answers."""

from typing import Annotated

from pydantic import Field, StringConstraints

from madoguchi.city.public import Code, Definition, Part, Text
from madoguchi.services.plan.definitions.edition import EditionCode, Said

Pages = dict[EditionCode, int]


class Section(Part):
    """A section of the table of contents that is neither policy nor measure."""

    title: Text
    """Its heading."""
    pages: Pages = {}
    """Its page in each edition."""


class Chapter(Part):
    """章: number, heading, page and our own text of it."""

    number: int = Field(ge=1, le=99)
    """Number in print; 0 is not used."""
    title: Text
    """Its heading."""
    pages: Pages = {}
    """Its page in each edition."""
    sections: list[Section] = []
    """Sections that the table of contents names."""
    said: list[Said] = []
    """What it says, from edition to edition."""


class LawField(Part):
    """A field of measures that the law asks of municipalities."""

    code: Code
    """Its name here."""
    title: Text
    """What the law asks for."""


class Framework(Part):
    """The national plan at one date, and its focus items."""

    version: str
    """Its version, where it is known."""
    dated: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}(-\d{2})?$")]
    """Day or month."""
    items: list[Text]
    """重点取組事項."""


class Group(Part):
    """ア, イ …: measures of one policy that belong together."""

    letter: Annotated[str, StringConstraints(pattern=r"^[a-z]$")]
    """a for ア."""
    kana: Annotated[str, StringConstraints(pattern=r"^[ア-ン]$")]
    """As in print."""
    title: Text
    """Its heading today."""
    titles: list[Said] = []
    """Its heading in earlier editions, where it changed."""
    pages: Pages = {}
    """Its page in each edition."""
    said: list[Said] = []
    """What it aims at."""


class Policy(Part):
    """基本方針: chapter 8 says where it leads, chapter 9 holds its measures."""

    number: int = Field(ge=1, le=9)
    """Number in print."""
    title: Text
    """Its heading."""
    answers: list[Code] = []
    """Fields of the law that it answers."""
    focus: list[str] = []
    """Focus items of the national plan that it takes up, by their Japanese name."""
    direction_pages: Pages = {}
    """Page in chapter 8."""
    pages: Pages = {}
    """Page in chapter 9."""
    said: list[Said] = []
    """Chapter 8: where it leads."""
    groups: list[Group] = []
    """Groups of measures; a policy may have none."""


class Rule(Part):
    """A rule of chapter 8 against which measures are held each year."""

    code: Code
    """Its name."""
    title: Text
    """The rule in a few words."""
    asks: Text
    """The question that is answered in the yearly evaluation."""


class Body(Part):
    """推進体制: who carries the plan on."""

    code: Code
    """Its name here."""
    title: Text
    """Its name."""
    does: list[Text]
    """What it does."""
    members: list[Text] = []
    """Offices or fields that take part."""
    reports_to: Code | None = None
    """The body to which it reports."""


class Subject(Part):
    """現状・課題: a section of chapter 7."""

    number: int = Field(ge=1, le=9)
    """Number in print."""
    title: Text
    """Its heading."""
    done: list[Said] = []
    """What has been done."""
    issues: list[Said] = []
    """What remains."""
    indicators: list[Code] = []
    """Its tables: families of indicators."""


class Plan(Definition):
    """計画: one file, plan.yaml."""

    owner: Code
    """The department that keeps the plan and reviews the reports."""
    report_due_days: int = Field(default=15, ge=1, le=90)
    """Days after a quarter's end within which it is reported."""
    law: Text
    """The law, and the article, that the plan answers."""
    fields: list[LawField]
    """What the law asks for."""
    frameworks: list[Framework]
    """The national plan through time."""
    chapters: list[Chapter]
    """Table of contents."""
    policies: list[Policy]
    """Basic policies."""
    rules: list[Rule]
    """Rules to hold measures against."""
    bodies: list[Body]
    """Who carries it on."""
    subjects: list[Subject]
    """The situation that it answers."""
    links: list[Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]] = []
    """References."""

    def policy(self, number: int) -> Policy | None:
        return next((one for one in self.policies if one.number == number), None)
