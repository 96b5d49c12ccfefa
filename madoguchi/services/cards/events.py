"""What happened: codes, dates and instants, never whose."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import Event


@dataclass(frozen=True)
class FileTakenIn(Event):
    kind: ClassVar[str] = "cards.file-taken-in"
    subject_kind: ClassVar[str] = "expiry-file"
    sentence: ClassVar[str | Promise] = _("有効期限のファイルを取り込みました。")
    rows: int = 0
    new: int = 0
    renewed: int = 0
    errors: int = 0


@dataclass(frozen=True)
class RenewalEvent(Event):
    """`subject` is the renewal; `what`: card or e-certificate."""

    subject_kind: ClassVar[str] = "card-renewal"
    what: str = ""


@dataclass(frozen=True)
class RenewalTold(RenewalEvent):
    kind: ClassVar[str] = "cards.told"
    sentence: ClassVar[str | Promise] = _("更新の時期を知らせました。")
    stage: int = 1
    channel: str = ""


@dataclass(frozen=True)
class RenewalBooked(RenewalEvent):
    kind: ClassVar[str] = "cards.booked"
    sentence: ClassVar[str | Promise] = _("お知らせから更新の予約をしました。")
    reservation: str = ""


@dataclass(frozen=True)
class RenewalFollowedUp(RenewalEvent):
    kind: ClassVar[str] = "cards.followed-up"
    sentence: ClassVar[str | Promise] = _("来ていない方に連絡しました。")
    way: str = ""
