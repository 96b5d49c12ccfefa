"""What happened to applications and cases. Ids and codes only. `sentence` says it to colleagues and in the audit,
`to_person` in the person's time line, where it concerns the person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import Event

Words = str | Promise


@dataclass(frozen=True)
class Said(Event):
    """An event of this room: each says itself in a sentence."""

    sentence: ClassVar[Words]
    to_person: ClassVar[Words | None] = None

    @classmethod
    def words(cls, data: Mapping[str, Any], audience: str = "staff") -> Words | None:
        """What it says in a time line, by what happened in particular."""
        return cls.sentence if audience == "staff" else cls.to_person


@dataclass(frozen=True)
class ApplicationSubmitted(Said):
    kind: ClassVar[str] = "cases.submitted"
    sentence: ClassVar[Words] = _("申請が到達しました。")
    to_person: ClassVar[Words | None] = _("受け取りました。")
    subject_kind: ClassVar[str] = "application"
    number: str = ""
    procedure: str = ""
    source: str = "portal"


@dataclass(frozen=True)
class ApplicationSigned(Said):
    """`digest`: of the evidence, so that the chain of entries says later which evidence is the true one."""

    kind: ClassVar[str] = "cases.signed"
    sentence: ClassVar[Words] = _("マイナンバーカードで電子署名されました。")
    to_person: ClassVar[Words | None] = _("電子署名を受け取りました。")
    subject_kind: ClassVar[str] = "application"
    number: str = ""
    digest: str = ""
    state: str = ""


@dataclass(frozen=True)
class AnswersCorrected(Said):
    kind: ClassVar[str] = "cases.corrected"
    sentence: ClassVar[Words] = _("回答が補正されました。")
    to_person: ClassVar[Words | None] = _("修正を受け取りました。")
    subject_kind: ClassVar[str] = "application"
    revision: int = 0


@dataclass(frozen=True)
class PaperFollowed(Said):
    kind: ClassVar[str] = "cases.paper-followed"
    sentence: ClassVar[Words] = _("書類が後から提出されました。")
    to_person: ClassVar[Words | None] = _("書類を受け取りました。")
    subject_kind: ClassVar[str] = "application"
    slot: str = ""


@dataclass(frozen=True)
class CaseEvent(Said):
    subject_kind: ClassVar[str] = "case"
    number: str = ""


@dataclass(frozen=True)
class CaseOpened(CaseEvent):
    kind: ClassVar[str] = "cases.opened"
    sentence: ClassVar[Words] = _("案件になりました。")
    procedure: str = ""
    application: str = ""
    source: str = ""
    received_on: date | None = None
    """The day of arrival: of the stamp where it came on paper."""


@dataclass(frozen=True)
class CaseAccepted(CaseEvent):
    kind: ClassVar[str] = "cases.accepted"
    sentence: ClassVar[Words] = _("受け付けました。")
    to_person: ClassVar[Words | None] = _("受け付けました。")


@dataclass(frozen=True)
class ReviewStarted(CaseEvent):
    kind: ClassVar[str] = "cases.review-started"
    sentence: ClassVar[Words] = _("審査を始めました。")
    to_person: ClassVar[Words | None] = _("審査を始めました。")


@dataclass(frozen=True)
class CaseAssigned(CaseEvent):
    kind: ClassVar[str] = "cases.assigned"
    sentence: ClassVar[Words] = _("担当を決めました。")
    to: str = ""


@dataclass(frozen=True)
class CorrectionRequested(CaseEvent):
    kind: ClassVar[str] = "cases.correction-requested"
    sentence: ClassVar[Words] = _("補正を求めました。")
    to_person: ClassVar[Words | None] = _("内容の確認・修正をお願いしました。")
    items: int = 0
    due_on: date = date.max


@dataclass(frozen=True)
class CorrectionEnded(CaseEvent):
    kind: ClassVar[str] = "cases.correction-ended"
    sentence: ClassVar[Words] = _("補正の依頼が終わりました。")
    to_person: ClassVar[Words | None] = _("修正のお願いは終わりました。")
    ending: str = ""


@dataclass(frozen=True)
class IdentityRecorded(CaseEvent):
    kind: ClassVar[str] = "cases.identity-recorded"
    sentence: ClassVar[Words] = _("本人確認を記録しました。")
    method: str = ""
    succeeded: bool = True


@dataclass(frozen=True)
class DecisionProposed(CaseEvent):
    kind: ClassVar[str] = "cases.proposed"
    sentence: ClassVar[Words] = _("起案しました。")
    outcome: str = ""


@dataclass(frozen=True)
class ProposalEnded(CaseEvent):
    kind: ClassVar[str] = "cases.proposal-ended"
    sentence: ClassVar[Words] = _("起案の処理が終わりました。")
    ending: str = ""


@dataclass(frozen=True)
class CaseDecided(CaseEvent):
    kind: ClassVar[str] = "cases.decided"
    sentence: ClassVar[Words] = _("決定しました。")
    to_person: ClassVar[Words | None] = _("決定しました。通知をお送りします。")
    outcome: str = ""
    decision: str = ""
    revises: str = ""
    promised_on: date | None = None
    """The end of the standard period as it stood, pauses and what was put off reckoned in."""

    @classmethod
    def words(cls, data: Mapping[str, Any], audience: str = "staff") -> Words | None:
        """A receipt is no decision."""
        return SETTLED.get(str(data.get("outcome", ""))) or super().words(data, audience)


SETTLED: dict[str, Words] = {
    "accepted": _("受理しました。"),
    "acknowledged": _("受領しました。"),
    "answered": _("回答しました。"),
}


@dataclass(frozen=True)
class NoticeWaits(CaseEvent):
    kind: ClassVar[str] = "cases.notice-waits"
    sentence: ClassVar[Words] = _("通知書の作成が止まっています。")
    waits_for: str = ""


@dataclass(frozen=True)
class CaseNotified(CaseEvent):
    kind: ClassVar[str] = "cases.notified"
    sentence: ClassVar[Words] = _("通知しました。")
    to_person: ClassVar[Words | None] = _("通知を出しました。")
    decision: str = ""
    notice: str = ""


@dataclass(frozen=True)
class CaseExtended(CaseEvent):
    kind: ClassVar[str] = "cases.extended"
    sentence: ClassVar[Words] = _("決定の時期を延ばしました。")
    to_person: ClassVar[Words | None] = _("決定までにかかる日数が延びました。理由と見込みの日をお知らせします。")
    extension: str = ""
    until_on: date = date.max


@dataclass(frozen=True)
class CaseTransferred(CaseEvent):
    """Within the house: which section from, which to."""

    kind: ClassVar[str] = "cases.transferred"
    sentence: ClassVar[Words] = _("ほかの課へ移送しました。")
    to_person: ClassVar[Words | None] = _("担当する課が変わりました。")
    from_section: str = ""
    to_section: str = ""


@dataclass(frozen=True)
class CaseSentToCity(CaseEvent):
    kind: ClassVar[str] = "cases.sent-to-city"
    sentence: ClassVar[Words] = _("ほかの市区町村へ移送しました。")
    to_person: ClassVar[Words | None] = _("ほかの市区町村へ送りました。行き先と理由をお知らせします。")
    transfer: str = ""


@dataclass(frozen=True)
class CaseLinked(CaseEvent):
    kind: ClassVar[str] = "cases.linked"
    sentence: ClassVar[Words] = _("前の案件と結びつけました。")
    earlier: str = ""


@dataclass(frozen=True)
class ExpiryReminded(CaseEvent):
    kind: ClassVar[str] = "cases.expiry-reminded"
    sentence: ClassVar[Words] = _("有効期間が終わることを案内しました。")
    to_person: ClassVar[Words | None] = _("有効期間がもうすぐ終わることをお知らせしました。")
    days: int = 0


@dataclass(frozen=True)
class CaseWithdrawn(CaseEvent):
    kind: ClassVar[str] = "cases.withdrawn"
    sentence: ClassVar[Words] = _("取り下げられました。")
    to_person: ClassVar[Words | None] = _("申請は取り下げられました。")


@dataclass(frozen=True)
class CaseCompleted(CaseEvent):
    kind: ClassVar[str] = "cases.completed"
    sentence: ClassVar[Words] = _("完了しました。")
    to_person: ClassVar[Words | None] = _("手続が完了しました。")


@dataclass(frozen=True)
class MessageWritten(CaseEvent):
    kind: ClassVar[str] = "cases.message-written"
    sentence: ClassVar[Words] = _("やりとりに書き込まれました。")
    message: str = ""
    from_person: bool = False


@dataclass(frozen=True)
class MessagesSeen(CaseEvent):
    kind: ClassVar[str] = "cases.messages-seen"
    sentence: ClassVar[Words] = _("やりとりが読まれました。")
    count: int = 0


@dataclass(frozen=True)
class NoteWritten(CaseEvent):
    kind: ClassVar[str] = "cases.note-written"
    sentence: ClassVar[Words] = _("メモを書きました。")


@dataclass(frozen=True)
class FormFetched(Said):
    """`subject` is the procedure; who fetched it is not kept."""

    kind: ClassVar[str] = "cases.form-fetched"
    subject_kind: ClassVar[str] = "procedure"
    sentence: ClassVar[Words] = _("様式がダウンロードされました。")
