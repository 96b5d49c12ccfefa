"""What happened at the desk around cases: memos, hand-overs, work on many cases at once, mass runs."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from madoguchi.engines.cases.events import CaseEvent, Said, Words


@dataclass(frozen=True)
class MemoWritten(Said):
    kind: ClassVar[str] = "cases.memo-written"
    subject_kind: ClassVar[str] = "memo"
    sentence: ClassVar[Words] = _("電話メモを書きました。")


@dataclass(frozen=True)
class MemoDone(Said):
    kind: ClassVar[str] = "cases.memo-done"
    subject_kind: ClassVar[str] = "memo"
    sentence: ClassVar[Words] = _("電話メモの用件が終わりました。")


@dataclass(frozen=True)
class MemoJoined(CaseEvent):
    kind: ClassVar[str] = "cases.memo-joined"
    sentence: ClassVar[Words] = _("電話メモを案件に加えました。")
    memo: str = ""


@dataclass(frozen=True)
class CaseErased(CaseEvent):
    kind: ClassVar[str] = "cases.erased"
    sentence: ClassVar[Words] = _("保存期限が過ぎ、内容を消去しました。")


@dataclass(frozen=True)
class AbsenceEntered(Said):
    kind: ClassVar[str] = "cases.absence-entered"
    subject_kind: ClassVar[str] = "absence"
    sentence: ClassVar[Words] = _("不在の間の代わりを決めました。")
    account: str = ""
    deputy: str = ""


@dataclass(frozen=True)
class AbsenceEnded(Said):
    kind: ClassVar[str] = "cases.absence-ended"
    subject_kind: ClassVar[str] = "absence"
    sentence: ClassVar[Words] = _("不在の登録を取り消しました。")


@dataclass(frozen=True)
class BatchEvent(Said):
    subject_kind: ClassVar[str] = "batch"
    what: str = ""


@dataclass(frozen=True)
class BatchBegun(BatchEvent):
    kind: ClassVar[str] = "cases.batch-begun"
    sentence: ClassVar[Words] = _("まとめ処理を始めました。")
    cases: int = 0


@dataclass(frozen=True)
class BatchFinished(BatchEvent):
    kind: ClassVar[str] = "cases.batch-finished"
    sentence: ClassVar[Words] = _("まとめ処理が終わりました。")
    done: int = 0
    refused: int = 0


@dataclass(frozen=True)
class RunEvent(Said):
    subject_kind: ClassVar[str] = "run"


@dataclass(frozen=True)
class RunBegun(RunEvent):
    kind: ClassVar[str] = "cases.run-begun"
    sentence: ClassVar[Words] = _("一斉案内を始めました。")
    procedure: str = ""
    basis: str = ""


@dataclass(frozen=True)
class RoundSent(RunEvent):
    kind: ClassVar[str] = "cases.run-round-sent"
    sentence: ClassVar[Words] = _("一斉案内の手紙を作り始めました。")
    number: int = 0


@dataclass(frozen=True)
class RunClosed(RunEvent):
    kind: ClassVar[str] = "cases.run-closed"
    sentence: ClassVar[Words] = _("一斉案内を締めました。")


@dataclass(frozen=True)
class MemberExcluded(RunEvent):
    kind: ClassVar[str] = "cases.run-member-excluded"
    sentence: ClassVar[Words] = _("一斉案内の対象外にしました。")
    member: str = ""


@dataclass(frozen=True)
class MemberIncluded(RunEvent):
    kind: ClassVar[str] = "cases.run-member-included"
    sentence: ClassVar[Words] = _("一斉案内の対象に戻しました。")
    member: str = ""


@dataclass(frozen=True)
class AnswerJoined(CaseEvent):
    kind: ClassVar[str] = "cases.run-answered"
    sentence: ClassVar[Words] = _("一斉案内への回答として数えました。")
    run: str = ""
    member: str = ""


@dataclass(frozen=True)
class NoticeReturned(CaseEvent):
    kind: ClassVar[str] = "cases.notice-returned"
    sentence: ClassVar[Words] = _("通知の手紙が戻ってきました。")
    reason: str = ""
