"""手続: what a city may say about a procedure in YAML: what is asked (forms), and what becomes of the answers
(here).
"""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from madoguchi.city.public import Code, Definition, Mistake, Part, Text
from madoguchi.engines.cases.calculations.definitions import Calculation, Expression
from madoguchi.engines.forms.public import FormSpec

Path = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){0,4}$", max_length=80)]


class Kind(StrEnum):
    """種別: what sort of act it is. Only an application and a claim receive a disposition (処分)."""

    APPLICATION = "application"
    CLAIM = "claim"
    NOTIFICATION = "notification"
    OFFER = "offer"
    INQUIRY = "inquiry"

    @property
    def is_answered(self) -> bool:
        return self in {Kind.APPLICATION, Kind.CLAIM}


AppealBody = Literal[
    "mayor",
    "prefecture",
    "care-board",
    "health-insurance-board",
    "elderly-care-board",
    "board-of-education",
    "legal-affairs-bureau",
    "none",
]
Assurance = Literal["none", "account", "authenticate", "sign"]


class Facts(Part):
    """What stands at the top of the procedure's page."""

    who: Text
    """Who may file."""
    by_when: Text
    """By when."""
    takes_minutes: int = Field(ge=1, le=240)
    """How many minutes the filling in takes."""
    have: list[Text] = []
    """What to have at hand."""
    fee: Text
    """The fee, or that there is none."""
    answer: Text | None = None
    """How long until the answer, in words; without it, the standard days say it."""
    steps: list[Text] = []
    """What happens next, one sentence a step."""


class Deadline(Part):
    """申請の期限: counted from the day after, moved on over closed days (民法140・142条, 地方自治法4条の2第4項)."""

    days: int = Field(0, ge=0, le=3660)
    """Length in days."""
    months: int = Field(0, ge=0, le=240)
    """Length in months; days or months, not both."""
    after: Path
    """The question whose date sets it going."""

    @model_validator(mode="after")
    def _one_length(self) -> "Deadline":
        if bool(self.days) == bool(self.months):
            raise Mistake("days か months のどちらか一方を書いてください。", "write either days or months.")
        return self


class Results(Part):
    """The notice (notices/) of each outcome. An outcome without one is told by a mail only."""

    grant: Code | None = None
    """Notice when it is granted."""
    refuse: Code | None = None
    """Notice when it is refused, or rejected for its form."""
    accept: Code | None = None
    """Notice when a notification is accepted."""
    cancel: Code | None = None
    """Notice when a decision is cancelled."""


class Applicant(Part):
    """Where the answers name who asks: for lists, and for the address of the notice."""

    name: Path
    """Question of type name."""
    address: Path | None = None
    """Question of type postal-address."""
    birth: Path | None = None
    """Question of type date."""
    phone: Path | None = None
    """Question of type phone."""
    mail: Path | None = None
    """Question of type mail."""


def _years(value: Any) -> Any:
    match = re.fullmatch(r"(\d{1,3})y", value) if isinstance(value, str) else None
    return int(match[1]) if match else value


def _day(value: Any) -> Any:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


Day = Annotated[date, BeforeValidator(_day)]


class Expected(Part):
    """What must come out of an example; any calculated value may be named as well."""

    model_config = ConfigDict(extra="allow", frozen=True, use_attribute_docstrings=True)

    deadline: Day | None = None
    """Last day for filing."""
    attachments: list[str] | None = None
    """Papers that are asked for, by id."""
    errors: dict[str, str] = {}
    """Errors: path and code. None expected means that none may come."""
    explained: list[str] | None = None
    """Paths at which something is explained and must be confirmed."""
    pages: list[str] | None = None
    """Pages that are shown, by key."""
    answers: dict[str, Any] = {}
    """What `typed` became: path and value as it is kept."""
    says: list[str] = []
    """Words that must stand in the notice of the answer given by `decided`."""


class Decided(Part):
    """How the city answers an example."""

    result: Literal["grant", "refuse", "accept", "cancel"]
    """The outcome, by its name in `results`."""
    reason: str = ""
    """理由: needed to refuse and to cancel."""


class ExampleCase(Part):
    """An example application that proves the definition."""

    name: str
    """What it shows."""
    today: Day
    """The day on which it is filled in and filed."""
    answers: dict[str, Any] = {}
    """The answers, as they are stored; a consent may be written as true or false."""
    like: str | None = None
    """Name of another example whose answers these are, but for `change`."""
    change: dict[str, Any] = {}
    """What is otherwise: path and value; null takes an answer away."""
    typed: dict[str, str | list[str] | dict[str, str | list[str]]] = {}
    """What a person types, as it comes from the boxes: path and text, or path and text by part (`{year: 令和８}`)."""
    decided: Decided | None = None
    """How the city answers it; the notice is filled in to prove its wording."""
    expect: Expected
    """What must come out."""


class Procedure(FormSpec, Definition):
    """手続: one file of procedures/."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    measures: list[str] = []
    """Measures of the plan that it belongs to."""
    summary: Text | None = None
    """One sentence that says what it is for."""
    facts: Facts | None = None
    """What stands above the fold of its page."""
    law: Text
    """Legal basis, as it is printed."""
    department: Code
    """The department in charge."""
    kind: Kind
    """Sort of act."""
    assurance: Assurance = "account"
    """Proof of identity that it needs."""
    appeal_body: AppealBody = "mayor"
    """To whom a request for review goes: named in the notice of remedies (教示)."""
    must_appeal_first: bool = False
    """Whether a lawsuit is open only after that review (審査請求前置)."""
    deadline: Deadline | None = None
    """By when it has to be filed."""
    legal_days: int | None = Field(None, ge=1, le=365)
    """Days that the law gives the city for its answer; never pauses."""
    standard_days: int | None = Field(None, ge=1, le=730)
    """標準処理期間 in days; pauses while a correction is awaited."""
    retention: Annotated[int, BeforeValidator(_years)] = Field(5, ge=1, le=150)
    """保存年限, such as 5y."""
    results: Results = Results()
    """Notices of the outcomes."""
    applicant: Applicant | None = None
    """Who asks."""
    calculate: list[Calculation] = Field(default=[], max_length=30)
    """Values that follow from the answers, shown with their reason."""
    electronic_when: Expression | None = None
    """Condition on the answers under which the notice is wanted electronically; consent to it is needed besides."""
    correction_days: int = Field(14, ge=1, le=90)
    """Days that a request for correction gives, unless the clerk says otherwise."""
    examples: list[ExampleCase] = []
    """Examples that prove it."""

    def notice_for(self, outcome: str) -> str | None:
        """The code of the notice of an outcome."""
        results = self.results
        return {
            "granted": results.grant,
            "refused": results.refuse,
            "rejected": results.refuse,
            "accepted": results.accept,
            "cancelled": results.cancel,
        }.get(outcome)
