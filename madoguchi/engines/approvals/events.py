"""What happened to a draft."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import Event


@dataclass(frozen=True)
class ApprovalEvent(Event):
    """`subject` is the approval; `about_kind` and `about` name what it is about."""

    subject_kind: ClassVar[str] = "approval"
    about_kind: str = ""
    about: str = ""


@dataclass(frozen=True)
class ApprovalRequested(ApprovalEvent):
    kind: ClassVar[str] = "approvals.requested"
    sentence: ClassVar[str | Promise] = _("起案され、決裁を待っています。")


@dataclass(frozen=True)
class Approved(ApprovalEvent):
    kind: ClassVar[str] = "approvals.approved"
    sentence: ClassVar[str | Promise] = _("決裁されました。")


@dataclass(frozen=True)
class SentBack(ApprovalEvent):
    kind: ClassVar[str] = "approvals.sent-back"
    sentence: ClassVar[str | Promise] = _("差し戻されました。")


@dataclass(frozen=True)
class ApprovalWithdrawn(ApprovalEvent):
    kind: ClassVar[str] = "approvals.withdrawn"
    sentence: ClassVar[str | Promise] = _("起案が取り下げられました。")
