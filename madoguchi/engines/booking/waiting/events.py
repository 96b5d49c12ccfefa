"""What happened on the waiting list."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import Event


@dataclass(frozen=True)
class WaitingEvent(Event):
    """`subject` is the waiting."""

    subject_kind: ClassVar[str] = "waiting"
    bookable: str = ""
    starts_at: datetime | None = None


@dataclass(frozen=True)
class WaitingJoined(WaitingEvent):
    kind: ClassVar[str] = "waiting.joined"
    sentence: ClassVar[str | Promise] = _("キャンセル待ちに入りました。")


@dataclass(frozen=True)
class WaitingLeft(WaitingEvent):
    kind: ClassVar[str] = "waiting.left"
    sentence: ClassVar[str | Promise] = _("キャンセル待ちをやめました。")


@dataclass(frozen=True)
class Offered(WaitingEvent):
    kind: ClassVar[str] = "waiting.offered"
    sentence: ClassVar[str | Promise] = _("空きを案内しました。")
    ends_at: datetime | None = None


@dataclass(frozen=True)
class OfferAnswered(WaitingEvent):
    """`answer`: accepted, declined, lapsed."""

    kind: ClassVar[str] = "waiting.answered"
    sentence: ClassVar[str | Promise] = _("空きの案内に返事がありました。")
    answer: str = ""
