"""What happened: codes and numbers, never whose."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import Event


@dataclass(frozen=True)
class BatchMade(Event):
    kind: ClassVar[str] = "handover.made"
    subject_kind: ClassVar[str] = "handover-batch"
    sentence: ClassVar[str | Promise] = _("基幹システムへ引き渡す束を作りました。")
    handover: str = ""
    number: int = 0
    cases: int = 0


@dataclass(frozen=True)
class BatchAnswered(Event):
    kind: ClassVar[str] = "handover.answered"
    subject_kind: ClassVar[str] = "handover-batch"
    sentence: ClassVar[str | Promise] = _("基幹システムの結果を読み込みました。")
    accepted: int = 0
    rejected: int = 0
