"""What the API answers with."""

from datetime import date, datetime
from typing import Any, Generic, TypeVar

from ninja import Schema

T = TypeVar("T")


class Problem(Schema):
    """RFC 9457; `code` is stable, `title` a sentence in the reader's language."""

    type: str = "about:blank"
    title: str
    status: int
    code: str


class Listing(Schema, Generic[T]):
    items: list[T]
    next: str | None = None


class ProcedureBrief(Schema):
    code: str
    title: dict[str, str]
    department: str
    kind: str
    version: str


class ProcedureWhole(ProcedureBrief):
    summary: dict[str, str] | None
    law: dict[str, str]
    assurance: str
    standard_days: int | None
    legal_days: int | None


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
