"""What happened: codes, numbers and dates, never whose."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import Event

Words = str | Promise


@dataclass(frozen=True)
class HeldBack(Event):
    kind: ClassVar[str] = "duties.held-back"
    subject_kind: ClassVar[str] = "hold"
    sentence: ClassVar[Words] = _("記録の廃棄を止めました。")
    case: str = ""
    why: str = ""


@dataclass(frozen=True)
class LetGo(Event):
    kind: ClassVar[str] = "duties.let-go"
    subject_kind: ClassVar[str] = "hold"
    sentence: ClassVar[Words] = _("記録の廃棄を止めるのを終えました。")
    case: str = ""


@dataclass(frozen=True)
class DisposalProposed(Event):
    kind: ClassVar[str] = "duties.disposal-proposed"
    subject_kind: ClassVar[str] = "disposal"
    sentence: ClassVar[Words] = _("記録の廃棄を伺いました。")
    cases: int = 0


@dataclass(frozen=True)
class DisposalAnswered(Event):
    kind: ClassVar[str] = "duties.disposal-answered"
    subject_kind: ClassVar[str] = "disposal"
    sentence: ClassVar[Words] = _("廃棄の伺いに答えがありました。")
    verdict: str = ""


@dataclass(frozen=True)
class DisposalFinished(Event):
    kind: ClassVar[str] = "duties.disposal-finished"
    subject_kind: ClassVar[str] = "disposal"
    sentence: ClassVar[Words] = _("記録の廃棄が終わりました。")
    erased: int = 0
    left_out: int = 0


@dataclass(frozen=True)
class RegisterPublished(Event):
    kind: ClassVar[str] = "duties.register-published"
    subject_kind: ClassVar[str] = "publication"
    sentence: ClassVar[Words] = _("個人情報ファイル簿を公表しました。")
    files: int = 0


@dataclass(frozen=True)
class AssessmentDrafted(Event):
    kind: ClassVar[str] = "duties.assessment-drafted"
    subject_kind: ClassVar[str] = "assessment"
    sentence: ClassVar[Words] = _("特定個人情報保護評価の案を作りました。")
    affair: str = ""
    version: int = 0


@dataclass(frozen=True)
class AssessmentAdopted(Event):
    kind: ClassVar[str] = "duties.assessment-adopted"
    subject_kind: ClassVar[str] = "assessment"
    sentence: ClassVar[Words] = _("特定個人情報保護評価を確定しました。")
    affair: str = ""
    version: int = 0


@dataclass(frozen=True)
class LeakRecorded(Event):
    kind: ClassVar[str] = "duties.leak-recorded"
    subject_kind: ClassVar[str] = "leak"
    sentence: ClassVar[Words] = _("漏えい等を記録しました。")
    what: str = ""
    grounds: int = 0


@dataclass(frozen=True)
class LeakReported(Event):
    kind: ClassVar[str] = "duties.leak-reported"
    subject_kind: ClassVar[str] = "leak"
    sentence: ClassVar[Words] = _("漏えい等を委員会に報告しました。")
    stage: str = ""


@dataclass(frozen=True)
class PersonsTold(Event):
    kind: ClassVar[str] = "duties.persons-told"
    subject_kind: ClassVar[str] = "leak"
    sentence: ClassVar[Words] = _("漏えい等を本人に知らせました。")
    persons: int = 0


@dataclass(frozen=True)
class LeakClosed(Event):
    kind: ClassVar[str] = "duties.leak-closed"
    subject_kind: ClassVar[str] = "leak"
    sentence: ClassVar[Words] = _("漏えい等への対応を終えました。")
