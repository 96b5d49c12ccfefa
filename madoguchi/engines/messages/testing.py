"""The tests' door of messages."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from madoguchi.core.identifiers.public import uuid7
from madoguchi.engines.messages.actions.notify import notify
from madoguchi.engines.messages.models import Delivery, Notice
from madoguchi.engines.messages.recipients import Recipient
from madoguchi.engines.people.public import SYSTEM

NOON = datetime(2026, 7, 15, 12, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


def a_recipient(**fields: Any) -> Recipient:
    return Recipient(
        **{
            "name": "見本 さくら",
            "postcode": "000-0000",
            "lines": ("例示県例示市架空町1丁目2番3号", "例示荘101"),
            **fields,
        }
    )


def a_notice(recipient: Recipient | None = None, *, by: Any = SYSTEM, at: datetime = NOON, **fields: Any) -> Notice:
    """A notice of こども課 on paper."""
    fields = {
        "key": str(uuid7()),
        "kind": "example",
        "title": "例示の通知",
        "section": "kodomo",
        "subject_kind": "example",
        "subject_id": uuid7(),
        **fields,
    }
    return notify(recipient or a_recipient(), by=by, at=at, **fields)


def the_delivery(notice: Notice, channel: str = "letter") -> Delivery:
    return notice.deliveries.get(channel=channel)
