"""What happened to what is said."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import Event


@dataclass(frozen=True)
class NoticeEvent(Event):
    """`subject` is the notice; `about_kind` and `about` name what it is about."""

    subject_kind: ClassVar[str] = "notice"
    about_kind: str = ""
    about: str = ""
    channel: str = ""


@dataclass(frozen=True)
class NoticeGiven(NoticeEvent):
    kind: ClassVar[str] = "messages.notice-given"
    sentence: ClassVar[str | Promise] = _("通知しました。")


@dataclass(frozen=True)
class NoticeSent(NoticeEvent):
    """It left the house by one channel: posted, or recorded where the recipient reads it."""

    kind: ClassVar[str] = "messages.notice-sent"
    sentence: ClassVar[str | Promise] = _("通知が発送または記録されました。")


@dataclass(frozen=True)
class DeliveryEvent(Event):
    subject_kind: ClassVar[str] = "delivery"
    channel: str = ""
    reason: str = ""


@dataclass(frozen=True)
class DeliveryPrinted(DeliveryEvent):
    kind: ClassVar[str] = "messages.printed"
    sentence: ClassVar[str | Promise] = _("通知を印刷しました。")


@dataclass(frozen=True)
class DeliveryPosted(DeliveryEvent):
    kind: ClassVar[str] = "messages.posted"
    sentence: ClassVar[str | Promise] = _("通知を発送しました。")


@dataclass(frozen=True)
class LetterReturned(DeliveryEvent):
    """`about_kind` and `about`: what the letter was about."""

    kind: ClassVar[str] = "messages.letter-returned"
    sentence: ClassVar[str | Promise] = _("手紙が戻ってきました。")
    about_kind: str = ""
    about: str = ""


@dataclass(frozen=True)
class DeliveryUncertain(DeliveryEvent):
    kind: ClassVar[str] = "messages.uncertain"
    sentence: ClassVar[str | Promise] = _("送れたかどうか分からない配信があります。")


@dataclass(frozen=True)
class DeliveryResent(DeliveryEvent):
    kind: ClassVar[str] = "messages.resent"
    sentence: ClassVar[str | Promise] = _("配信を送り直しました。")


@dataclass(frozen=True)
class DeliveryGivenUp(DeliveryEvent):
    kind: ClassVar[str] = "messages.given-up"
    sentence: ClassVar[str | Promise] = _("配信を取りやめました。")
