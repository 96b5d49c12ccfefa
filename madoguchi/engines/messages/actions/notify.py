"""通知: give a notice. Once for its key, whoever asks again gets the one that was given."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import record
from madoguchi.core.files.public import StoredFile
from madoguchi.core.gathering import put
from madoguchi.core.refused import Refused
from madoguchi.core.sealing.public import DataKey, new_key
from madoguchi.engines.messages.actions.sending import send_on
from madoguchi.engines.messages.channels.base import CHANNELS
from madoguchi.engines.messages.events import NoticeGiven
from madoguchi.engines.messages.models import Notice
from madoguchi.engines.messages.recipients import Recipient
from madoguchi.engines.people.public import Actor, authorize


class NoWayToDeliver(Refused):
    code, message = "no-way-to-deliver", _("届ける手段がひとつも選ばれていません。")


def notify(
    recipient: Recipient,
    *,
    key: str,
    kind: str,
    title: str,
    section: str,
    subject_kind: str,
    subject_id: UUID | str,
    by: Actor,
    at: datetime,
    document_id: UUID | None = None,
    file: StoredFile | None = None,
    channels: Sequence[str] = ("letter",),
    data_key: DataKey | None = None,
    expires_on: date | None = None,
) -> Notice:
    """Give the notice on its channels: paper unless the person asked for the portal. Name and address are sealed by
    `data_key` (the subject's own), or by a key of the notice.

    Raises NotPermitted, NoWayToDeliver; UnknownKey for a channel that does not exist.
    """
    for channel in channels:
        CHANNELS.get(channel)
    if not channels:
        raise NoWayToDeliver
    notice = Notice(
        idempotency_key=key,
        kind=kind,
        title=title,
        section=section,
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        account_id=recipient.account_id,
        language=recipient.language,
        document_id=document_id,
        file=file,
        given_by=by.code,
        given_at=at,
        expires_on=expires_on,
    )
    authorize(by, "messages.notify", notice)
    try:
        with transaction.atomic():
            notice.key = data_key or new_key("notice", str(notice.id))
            notice.address_to(recipient)
            put(notice)
            record(NoticeGiven(subject=notice.id, about_kind=subject_kind, about=str(subject_id)), by=by, at=at)
            send_on(channels, notice=notice, by=by, at=at)
    except IntegrityError:
        return Notice.objects.get(idempotency_key=key)
    return notice
