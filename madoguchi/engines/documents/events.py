"""What happened to documents."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import Event


@dataclass(frozen=True)
class DocumentEvent(Event):
    """`subject` is the document; `about_kind` and `about` name what it is about."""

    subject_kind: ClassVar[str] = "document"
    about_kind: str = ""
    about: str = ""


@dataclass(frozen=True)
class DocumentIssued(DocumentEvent):
    kind: ClassVar[str] = "documents.issued"
    sentence: ClassVar[str | Promise] = _("文書が発行されました。")
    template: str = ""
    fiscal_year: int = 0
    serial: int = 0


@dataclass(frozen=True)
class DocumentRevoked(DocumentEvent):
    kind: ClassVar[str] = "documents.revoked"
    sentence: ClassVar[str | Promise] = _("文書の効力が失われました。")
    reason: str = ""
    replaced_by: str = ""


@dataclass(frozen=True)
class NameEvent(Event):
    """`subject` is the entry of the list for names; `about_kind` and `about` name what waits for it."""

    subject_kind: ClassVar[str] = "name-issue"
    about_kind: str = ""
    about: str = ""
    template: str = ""


@dataclass(frozen=True)
class NamesAwaited(NameEvent):
    kind: ClassVar[str] = "documents.names-awaited"
    sentence: ClassVar[str | Promise] = _("印字できない文字があり、文書が待っています。")


@dataclass(frozen=True)
class NamesSolved(NameEvent):
    kind: ClassVar[str] = "documents.names-solved"
    sentence: ClassVar[str | Promise] = _("文字が印字できるようになりました。")
    how: str = ""
