"""What happened to a manuscript: codes and numbers, never what it says."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import Event


@dataclass(frozen=True)
class ManuscriptEvent(Event):
    """`subject` is the manuscript, `procedure` its code."""

    subject_kind: ClassVar[str] = "manuscript"
    procedure: str = ""


@dataclass(frozen=True)
class ManuscriptBegun(ManuscriptEvent):
    kind: ClassVar[str] = "authoring.begun"
    sentence: ClassVar[str | Promise] = _("手続きの原稿を作り始めました。")
    way: str = ""


@dataclass(frozen=True)
class ManuscriptSubmitted(ManuscriptEvent):
    kind: ClassVar[str] = "authoring.submitted"
    sentence: ClassVar[str | Promise] = _("手続きの公開を起案しました。")
    revision: int = 0
    publish_on: str = ""


@dataclass(frozen=True)
class ManuscriptPublished(ManuscriptEvent):
    kind: ClassVar[str] = "authoring.published"
    sentence: ClassVar[str | Promise] = _("手続きを公開しました。")
    version: str = ""


@dataclass(frozen=True)
class ManuscriptHeldBack(ManuscriptEvent):
    kind: ClassVar[str] = "authoring.held-back"
    sentence: ClassVar[str | Promise] = _("決裁された原稿を公開できませんでした。")
    reason: str = ""


@dataclass(frozen=True)
class ManuscriptDiscarded(ManuscriptEvent):
    kind: ClassVar[str] = "authoring.discarded"
    sentence: ClassVar[str | Promise] = _("手続きの原稿を破棄しました。")
