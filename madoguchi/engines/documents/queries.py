"""Questions about documents, which never write – but for the looks that are logged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Literal
from uuid import UUID

from madoguchi.core.calendar.public import today
from madoguchi.core.files.public import open_file
from madoguchi.core.refused import NotFound
from madoguchi.engines.documents.models import Document, NameIssue, Numbering
from madoguchi.engines.documents.models.document import DocumentQuerySet
from madoguchi.engines.documents.tokens import read_token
from madoguchi.engines.people.public import Actor, authorize, look


@dataclass(frozen=True)
class Verified:
    """What anybody with the token may know: which document it is and whether it stands. Nothing about a person."""

    title: str
    number: str
    section: str
    issued_on: date
    digest: str
    state: Literal["valid", "revoked", "replaced"]
    ended_on: date | None = None


def verify(token: str) -> Verified:
    """The document of a token, typed or scanned. Raises NotFound."""
    found = _of_token(token)
    revocation = getattr(found, "revocation", None)
    state: Literal["valid", "revoked", "replaced"] = "valid"
    if revocation is not None:
        state = "replaced" if revocation.replaced_by_id else "revoked"
    return Verified(
        title=found.title,
        number=found.number,
        section=found.section,
        issued_on=today(found.issued_at),
        digest=found.digest,
        state=state,
        ended_on=today(revocation.at) if revocation is not None else None,
    )


def is_unchanged(token: str, content: bytes) -> bool:
    """Whether a PDF is, byte for byte, the one that was handed over. Raises NotFound."""
    return sha256(content).hexdigest() == _of_token(token).digest


def register_of(section: str, fiscal_year: int, *, by: Actor) -> DocumentQuerySet:
    """文書番号簿: every number of a section and year in order, those that stand no longer among them."""
    authorize(by, "documents.see", Document(section=section))
    rows = Document.objects.filter(section=section, fiscal_year=fiscal_year)
    return rows.select_related("revocation", "revocation__replaced_by").order_by("serial")


def gaps(section: str, fiscal_year: int) -> list[int]:
    """Numbers without a document: always none. For `doctor`."""
    numbering = Numbering.objects.filter(section=section, fiscal_year=fiscal_year).first()
    last = numbering.last if numbering else 0
    there = set(Document.objects.filter(section=section, fiscal_year=fiscal_year).values_list("serial", flat=True))
    return sorted(set(range(1, max(there | {last}, default=0) + 1)) - there)


def for_subjects(kind: str, ids: Iterable[UUID | str]) -> DocumentQuerySet:
    """Documents about these subjects, oldest first, for a room that has already asked who may see them."""
    return Document.objects.for_subjects(kind, ids).select_related("revocation").order_by("issued_at", "id")


def read(document_id: UUID | str, *, by: Actor, at: datetime, purpose: str = "") -> tuple[Document, bytes]:
    """A document and its PDF; the look is written down. Raises NotFound, Unreadable once erased."""
    found = look(Document.objects.select_related("file__key"), by=by, at=at, purpose=purpose, id=document_id)
    if found.file is None:
        raise NotFound
    return found, open_file(found.file)


def names_waiting(by: Actor) -> list[NameIssue]:
    """The list for names, oldest first."""
    return list(NameIssue.objects.visible_to(by).open().order_by("reported_at", "id"))


def _of_token(token: str) -> Document:
    found = Document.objects.filter(verify_token=read_token(token)).select_related("revocation").first()
    if found is None:
        raise NotFound
    return found
