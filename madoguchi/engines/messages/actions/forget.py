"""消去する: what was told about a subject that is disposed of. That something was told, when and how, stays."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from madoguchi.core.acting import By
from madoguchi.core.files.public import StoredFile
from madoguchi.core.sealing.public import destroy
from madoguchi.engines.messages.models import Delivery, Notice, OutboxMail


@transaction.atomic
def forget_subject(kind: str, subject_id: UUID | str, *, by: By, at: datetime) -> list[StoredFile]:
    """Of every notice about it: name and address open no more, no sheet and no account is named. Gives the sheets, for the
    caller to drop: the register of documents may name the same. Doing it twice is no fault.
    """
    notices = list(Notice.objects.filter(subject_kind=kind, subject_id=str(subject_id)).select_related("key", "file"))
    OutboxMail.objects.filter(delivery__in=Delivery.objects.filter(notice__in=notices)).delete()
    for notice in notices:
        Notice.objects.filter(pk=notice.pk).update(file=None, account=None)
        destroy(notice.key, by, at)
    return [notice.file for notice in notices if notice.file is not None]
