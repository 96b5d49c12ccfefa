"""What happened in the work of the plan. Codes and ids only; the words stay in the rows."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import Event


@dataclass(frozen=True)
class ReportSent(Event):
    kind: ClassVar[str] = "plan.report-sent"
    subject_kind: ClassVar[str] = "plan-report"
    sentence: ClassVar[str | Promise] = _("計画の進み具合が報告されました。")
    measure: str = ""
    line: str = ""
    year: int = 0
    quarter: int = 0
    revision: int = 1


@dataclass(frozen=True)
class ReportReviewed(Event):
    kind: ClassVar[str] = "plan.report-reviewed"
    subject_kind: ClassVar[str] = "plan-report"
    sentence: ClassVar[str | Promise] = _("計画の報告が確認されました。")
    answer: str = ""


@dataclass(frozen=True)
class ReportReminded(Event):
    """`subject` is measure, year and quarter in one."""

    kind: ClassVar[str] = "plan.report-reminded"
    subject_kind: ClassVar[str] = "plan-quarter"
    sentence: ClassVar[str | Promise] = _("計画の報告をお願いする連絡が送られました。")
    section: str = ""
    missing: int = 0


@dataclass(frozen=True)
class PlanYearClosed(Event):
    kind: ClassVar[str] = "plan.year-closed"
    subject_kind: ClassVar[str] = "plan-year"
    sentence: ClassVar[str | Promise] = _("計画の年度が締められました。")


@dataclass(frozen=True)
class MeasureEvaluated(Event):
    kind: ClassVar[str] = "plan.measure-evaluated"
    subject_kind: ClassVar[str] = "plan-measure"
    sentence: ClassVar[str | Promise] = _("計画の施策が評価されました。")
    year: int = 0
    verdict: str = ""


@dataclass(frozen=True)
class MeasureEnded(Event):
    kind: ClassVar[str] = "plan.measure-ended"
    subject_kind: ClassVar[str] = "plan-measure"
    sentence: ClassVar[str | Promise] = _("計画の施策のしめくくりが決まりました。")
    edition: str = ""
    ending: str = ""


@dataclass(frozen=True)
class MeetingEvent(Event):
    subject_kind: ClassVar[str] = "plan-meeting"


@dataclass(frozen=True)
class MeetingCalled(MeetingEvent):
    kind: ClassVar[str] = "plan.meeting-called"
    sentence: ClassVar[str | Promise] = _("本部の会議が招集されました。")


@dataclass(frozen=True)
class MinutesWritten(MeetingEvent):
    kind: ClassVar[str] = "plan.minutes-written"
    sentence: ClassVar[str | Promise] = _("本部の議事録が書かれました。")


@dataclass(frozen=True)
class MinutesConfirmed(MeetingEvent):
    kind: ClassVar[str] = "plan.minutes-confirmed"
    sentence: ClassVar[str | Promise] = _("本部の議事録が確定しました。")


@dataclass(frozen=True)
class MeetingPublished(MeetingEvent):
    kind: ClassVar[str] = "plan.meeting-published"
    sentence: ClassVar[str | Promise] = _("本部の会議が公開されました。")


@dataclass(frozen=True)
class MeetingDecided(MeetingEvent):
    kind: ClassVar[str] = "plan.meeting-decided"
    sentence: ClassVar[str | Promise] = _("本部が決定しました。")
    decision: str = ""


@dataclass(frozen=True)
class PaperAttached(MeetingEvent):
    kind: ClassVar[str] = "plan.paper-attached"
    sentence: ClassVar[str | Promise] = _("本部の会議に資料が付けられました。")
    paper: str = ""


@dataclass(frozen=True)
class PaperTakenBack(MeetingEvent):
    kind: ClassVar[str] = "plan.paper-taken-back"
    sentence: ClassVar[str | Promise] = _("本部の会議の資料が取り下げられました。")
    paper: str = ""


@dataclass(frozen=True)
class AgreementAsked(MeetingEvent):
    kind: ClassVar[str] = "plan.agreement-asked"
    sentence: ClassVar[str | Promise] = _("本部の決定の決裁が求められました。")
    decision: str = ""


@dataclass(frozen=True)
class AgreementAnswered(MeetingEvent):
    kind: ClassVar[str] = "plan.agreement-answered"
    sentence: ClassVar[str | Promise] = _("本部の決定の決裁に答えがありました。")
    decision: str = ""
    outcome: str = ""


@dataclass(frozen=True)
class EditionBegun(Event):
    kind: ClassVar[str] = "plan.edition-begun"
    subject_kind: ClassVar[str] = "plan-edition"
    sentence: ClassVar[str | Promise] = _("計画の次の版が始められました。")
    based_on: str = ""
    carries: int = 0


@dataclass(frozen=True)
class FigureFed(Event):
    kind: ClassVar[str] = "plan.figure-fed"
    subject_kind: ClassVar[str] = "indicator"
    sentence: ClassVar[str | Promise] = _("計画の指標に数が入れられました。")
    period: str = ""
    corrects: bool = False


@dataclass(frozen=True)
class FollowUpDone(Event):
    kind: ClassVar[str] = "plan.follow-up-done"
    subject_kind: ClassVar[str] = "plan-follow-up"
    sentence: ClassVar[str | Promise] = _("本部の決定の後にすることが済みました。")


@dataclass(frozen=True)
class TaskGiven(Event):
    kind: ClassVar[str] = "plan.task-given"
    subject_kind: ClassVar[str] = "plan-task"
    sentence: ClassVar[str | Promise] = _("検討部会に課題が付されました。")


@dataclass(frozen=True)
class TaskAnswered(Event):
    kind: ClassVar[str] = "plan.task-answered"
    subject_kind: ClassVar[str] = "plan-task"
    sentence: ClassVar[str | Promise] = _("検討部会から報告がありました。")
