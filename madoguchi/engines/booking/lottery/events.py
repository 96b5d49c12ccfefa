"""What happened to a lottery. Who entered stands in no event but as the entry's id."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import Event


@dataclass(frozen=True)
class LotteryEvent(Event):
    """`subject` is the lottery."""

    subject_kind: ClassVar[str] = "lottery"
    rules: str = ""


@dataclass(frozen=True)
class LotteryAnnounced(LotteryEvent):
    """`seed_digest` is promised from here on."""

    kind: ClassVar[str] = "lottery.announced"
    sentence: ClassVar[str | Promise] = _("抽選を予告しました。")
    seed_digest: str = ""
    slots: int = 0


@dataclass(frozen=True)
class LotteryEntered(LotteryEvent):
    kind: ClassVar[str] = "lottery.entered"
    sentence: ClassVar[str | Promise] = _("抽選に応募しました。")
    entry: UUID | str = ""


@dataclass(frozen=True)
class EntryChanged(LotteryEvent):
    kind: ClassVar[str] = "lottery.entry-changed"
    sentence: ClassVar[str | Promise] = _("抽選の応募を変えました。")
    entry: UUID | str = ""


@dataclass(frozen=True)
class EntryWithdrawn(LotteryEvent):
    kind: ClassVar[str] = "lottery.entry-withdrawn"
    sentence: ClassVar[str | Promise] = _("抽選の応募を取り下げました。")
    entry: UUID | str = ""


@dataclass(frozen=True)
class EntryExcluded(LotteryEvent):
    kind: ClassVar[str] = "lottery.entry-excluded"
    sentence: ClassVar[str | Promise] = _("抽選の応募を除外しました。")
    entry: UUID | str = ""


@dataclass(frozen=True)
class LotteryClosed(LotteryEvent):
    kind: ClassVar[str] = "lottery.closed"
    sentence: ClassVar[str | Promise] = _("抽選の受付を締め切り、くじの一覧を公開しました。")
    lots_digest: str = ""


@dataclass(frozen=True)
class DrawProposed(LotteryEvent):
    kind: ClassVar[str] = "lottery.proposed"
    sentence: ClassVar[str | Promise] = _("抽選を起案しました。")


@dataclass(frozen=True)
class LotteryDrawn(LotteryEvent):
    kind: ClassVar[str] = "lottery.drawn"
    sentence: ClassVar[str | Promise] = _("抽選しました。")
    entries: int = 0
    awards: int = 0


@dataclass(frozen=True)
class LotteryPublished(LotteryEvent):
    kind: ClassVar[str] = "lottery.published"
    sentence: ClassVar[str | Promise] = _("抽選の結果を公開しました。")


@dataclass(frozen=True)
class LotteryCalledOff(LotteryEvent):
    kind: ClassVar[str] = "lottery.called-off"
    sentence: ClassVar[str | Promise] = _("抽選を中止しました。")
