"""What the API answers with."""

from datetime import date, datetime
from typing import Any, Generic, Literal, TypeVar

from ninja import Header, Query, Schema
from pydantic import ConfigDict, Field

T = TypeVar("T")


def Limit(usual: int, most: int = 500) -> Any:
    """The parameter that says how many of a list are wanted at once."""
    return Query(usual, ge=1, le=most)


def Key(usual: Any) -> Any:
    """The header under which a request that comes twice is carried out once: printable ASCII, not nothing."""
    return Header(usual, alias="Idempotency-Key", max_length=200, pattern="^[!-~]([ -~]*[!-~])?$")


class AnswerProblem(Schema):
    """What is wrong at a place of the answers; with `confirm`, what is explained and may be confirmed by `path#code`."""

    path: str
    code: str
    sentence: str
    confirm: bool = False


class Problem(Schema):
    """RFC 9457; `code` is stable, `title` a sentence in the reader's language."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    problems: list[AnswerProblem] | None = None


class Listing(Schema, Generic[T]):
    items: list[T]
    next: str | None = None


class ProcedureBrief(Schema):
    code: str
    title: dict[str, str]
    department: str
    kind: str
    version: str


class PaperWanted(Schema):
    slot: str
    label: dict[str, str]
    later: bool


class ProcedureWhole(ProcedureBrief):
    """`schema`: JSON Schema (2020-12) of `answers`."""

    summary: dict[str, str] | None
    law: dict[str, str]
    assurance: str
    standard_days: int | None
    legal_days: int | None
    papers: list[PaperWanted]
    answers_schema: dict[str, Any] = Field(alias="schema")


class PaperSent(Schema):
    """`content`: base64. `slot`: which paper of the procedure it is."""

    slot: str = Field(max_length=80)
    name: str = Field(max_length=500)
    content: str


class Application(Schema):
    """`confirmed`: `path#code` of explanations that the person has read and confirmed. `later`: papers that will follow."""

    model_config = ConfigDict(extra="forbid")

    answers: dict[str, Any]
    files: list[PaperSent] = Field(default=[], max_length=30)
    confirmed: list[str] = Field(default=[], max_length=200)
    later: list[str] = Field(default=[], max_length=50)
    language: Literal["ja", "en", "ja-easy"] = "ja"
    electronic_notice: bool = False


class EventOut(Schema):
    """`by` and `subject_id` are codes; `data` holds ids, codes, numbers and dates, never names or sentences."""

    id: str
    kind: str
    at: datetime
    by: str
    section: str
    subject_kind: str
    subject_id: str
    data: dict[str, Any]
    v: int


class Feed(Schema):
    items: list[EventOut]
    next: str


class Links(Schema):
    self: str
    page: str


class Handed(Schema):
    number: str
    received_at: datetime
    links: Links


class DepartmentOut(Schema):
    code: str
    name: dict[str, str]
    phone: str


class TimelineEntry(Schema):
    at: datetime
    kind: str
    sentence: str


class ApplicationBrief(Schema):
    number: str
    procedure: str
    received_at: datetime
    state: str


class ApplicationWhole(ApplicationBrief):
    promised_on: date | None
    timeline: list[TimelineEntry]


class Verified(Schema):
    """What the register of documents says of a paper."""

    number: str
    title: str
    issued_on: date
    valid: bool


Errors = {401: Problem, 403: Problem, 404: Problem}
AnyJson = dict[str, Any]
