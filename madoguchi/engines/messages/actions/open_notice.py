"""Opening a notice on the portal. Noted once; it proves nothing (the notice arrived when it was recorded)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from madoguchi.core.refused import NotFound
from madoguchi.core.relay.public import note_crossing
from madoguchi.engines.messages.models import Notice
from madoguchi.engines.people.public import Actor


def open_notice(notice_id: UUID | str, *, by: Actor, at: datetime) -> Notice:
    """The recipient's own notice. Raises NotFound."""
    notice = Notice.objects.visible_to(by).select_related("key", "file").filter(pk=notice_id).first()
    if notice is None:
        raise NotFound
    if by.kind == "resident":
        with transaction.atomic():
            if Notice.objects.filter(pk=notice.pk, opened_at=None).update(opened_at=at):
                note_crossing("messages.opened", str(notice.pk), at=at)
    return notice
