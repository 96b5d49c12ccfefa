"""消去する: what was handed in and is disposed of leaves nothing in the draft that it came from."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from madoguchi.core.acting import By
from madoguchi.core.files.public import drop
from madoguchi.core.sealing.public import destroy
from madoguchi.engines.forms.models import Draft


@transaction.atomic
def forget(draft_id: UUID, *, by: By, at: datetime) -> None:
    """Of a draft that was handed in: its key is destroyed, its pages and papers go, nobody is named by it. Doing it twice
    is no fault; nor is a draft that is not on this side.
    """
    draft = _handed_in(draft_id)
    if draft is None:
        return
    for secret in draft.secrets.select_related("key"):
        destroy(secret.key, by, at)
    for attached in draft.files.select_related("file"):
        attached.delete()
        drop(attached.file, by=by, at=at)
    for rows in (draft.secrets, draft.parked, draft.later_marks, draft.pages, draft.holders):
        rows.all().delete()
    Draft.objects.filter(pk=draft.pk).update(account=None, delegation=None, sealed_proposed=b"", resume_digest="")
    destroy(draft.key, by, at)


@transaction.atomic
def empty(draft_id: UUID, *, by: By, at: datetime) -> None:
    """Of a draft that was handed in and has arrived at the office: what was written in it can be opened no more on this side.
    Whose it was stays, so that the receipt can be shown. Doing it twice is no fault.
    """
    draft = _handed_in(draft_id)
    if draft is None:
        return
    keys = {draft.key.pk: draft.key}
    for secret in draft.secrets.select_related("key"):
        keys[secret.key.pk] = secret.key
    for attached in draft.files.select_related("file__key"):
        keys[attached.file.key.pk] = attached.file.key
    for rows in (draft.secrets, draft.parked, draft.pages, draft.files):
        rows.all().delete()
    Draft.objects.filter(pk=draft.pk).update(sealed_proposed=b"", resume_digest="")
    for key in keys.values():
        destroy(key, by, at)


def _handed_in(draft_id: UUID) -> Draft | None:
    rows = Draft.objects.select_for_update(of=("self",)).select_related("key")
    return rows.filter(pk=draft_id, frozen_at__isnull=False).first()
