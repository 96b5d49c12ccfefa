"""What happened: codes, numbers and instants, never whose."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import Event


@dataclass(frozen=True)
class ParcelEvent(Event):
    subject_kind: ClassVar[str] = "parcel"
    channel: str = ""


@dataclass(frozen=True)
class ParcelAccepted(ParcelEvent):
    """`number`: 受付番号 here."""

    kind: ClassVar[str] = "intake.accepted"
    sentence: ClassVar[str | Promise] = _("ほかのシステムから届いた申請を取り込みました。")
    number: str = ""


@dataclass(frozen=True)
class ParcelSetAside(ParcelEvent):
    kind: ClassVar[str] = "intake.set-aside"
    sentence: ClassVar[str | Promise] = _("ほかのシステムから届いた申請データを取り込めませんでした。")
    reason: str = ""


@dataclass(frozen=True)
class ParcelExpired(ParcelEvent):
    """`was`: its state before."""

    kind: ClassVar[str] = "intake.expired"
    sentence: ClassVar[str | Promise] = _("取り込まなかった申請データを、期限が過ぎたので消しました。")
    was: str = ""


@dataclass(frozen=True)
class ParcelDismissed(ParcelEvent):
    kind: ClassVar[str] = "intake.dismissed"
    sentence: ClassVar[str | Promise] = _("届いた申請データを取り込まないことにしました。")
