"""What happened to drafts. Few: saving a page is nobody else's business."""

from dataclasses import dataclass

from madoguchi.core.events.public import Event


@dataclass(frozen=True)
class DraftStarted(Event):
    kind = "forms.draft-started"
    subject_kind = "draft"
    code: str
    language: str


@dataclass(frozen=True)
class DraftDiscarded(Event):
    """`why`: person or expired."""

    kind = "forms.draft-discarded"
    subject_kind = "draft"
    why: str


@dataclass(frozen=True)
class HelpBegun(Event):
    kind = "forms.help-begun"
    subject_kind = "draft"


@dataclass(frozen=True)
class HelpConfirmed(Event):
    kind = "forms.help-confirmed"
    subject_kind = "draft"
