"""外字待ち: write down which characters a document waits for."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from madoguchi.core.acting import By
from madoguchi.core.events.public import record
from madoguchi.core.sealing.public import DataKey
from madoguchi.engines.documents.events import NamesAwaited
from madoguchi.engines.documents.models import NameIssue
from madoguchi.engines.people.public import authorize


@transaction.atomic
def await_names(
    characters: Iterable[str],
    *,
    template: str,
    section: str,
    title: str,
    subject_kind: str,
    subject_id: UUID | str,
    key: DataKey,
    by: By,
    at: datetime,
) -> NameIssue:
    """One open entry a document wanted: reported again, it gains what is new and loses what can be printed by now."""
    authorize(by, "documents.issue", NameIssue(section=section))
    wanted = list(dict.fromkeys(characters))
    found, is_new = NameIssue.objects.get_or_create(
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        template=template,
        solved_at=None,
        defaults={
            "section": section,
            "title": title,
            "characters": wanted,
            "key": key,
            "reported_by": by.code,
            "reported_at": at,
        },
    )
    if is_new:
        said = NamesAwaited(subject=found.id, about_kind=subject_kind, about=str(subject_id), template=template)
        record(said, by=by, at=at)
    else:
        NameIssue.objects.filter(pk=found.pk, solved_at=None).update(characters=wanted)
        found.characters = wanted
    return found
