"""消去する: the sheets of a subject that is disposed of go; their numbers stay in the register."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from madoguchi.core.acting import By
from madoguchi.core.files.public import drop
from madoguchi.engines.documents.models import Document, NameIssue


@transaction.atomic
def forget_subject(kind: str, subject_id: UUID | str, *, by: By, at: datetime) -> int:
    """How many sheets went. The row stays (number, title, digest of the PDF), so that 文書番号簿 has no gap. The letters of
    a name that once could not be printed go as well. Doing it twice is no fault.
    """
    gone = 0
    for document in Document.objects.for_subjects(kind, [subject_id]).filter(file__isnull=False).select_related("file"):
        file = document.file
        Document.objects.filter(pk=document.pk).update(file=None)
        assert file is not None
        drop(file, by=by, at=at)
        gone += 1
    NameIssue.objects.filter(subject_kind=kind, subject_id=str(subject_id)).update(characters=[])
    return gone
