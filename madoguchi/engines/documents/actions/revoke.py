"""効力の消滅: mark a document that must not stand any longer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.acting import By
from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.documents.events import DocumentRevoked
from madoguchi.engines.documents.models import Document, Revocation, WhyRevoked
from madoguchi.engines.people.public import authorize


class AlreadyRevoked(Refused):
    code, message = "document-already-revoked", _("この文書の効力は、すでに失われています。")


class BadReplacement(Refused):
    code, message = "bad-replacement", _("差替えには、同じ件についての、効力のある別の文書が必要です。")


@transaction.atomic
def revoke(document: Document, *, reason: WhyRevoked, by: By, at: datetime, replaced_by: Document | None = None) -> Revocation:
    """It keeps its number and its place; whoever verifies it sees that it stands no longer.

    Raises NotPermitted, AlreadyRevoked, BadReplacement.
    """
    authorize(by, "documents.revoke", document)
    held = Document.objects.select_for_update().get(pk=document.pk)
    if Revocation.objects.filter(document=held).exists():
        raise AlreadyRevoked
    if (reason == WhyRevoked.REPLACED) != (replaced_by is not None) or not _may_replace(held, replaced_by):
        raise BadReplacement
    revocation = Revocation.objects.create(document=held, reason=reason, replaced_by=replaced_by, by_code=by.code, at=at)
    said = DocumentRevoked(
        subject=held.id,
        about_kind=held.subject_kind,
        about=held.subject_id,
        reason=reason,
        replaced_by=str(replaced_by.id) if replaced_by else "",
    )
    record(said, by=by, at=at)
    return revocation


def _may_replace(old: Document, new: Document | None) -> bool:
    if new is None:
        return True
    same = (new.subject_kind, new.subject_id) == (old.subject_kind, old.subject_id)
    return same and new.pk != old.pk and not Revocation.objects.filter(document=new).exists()
