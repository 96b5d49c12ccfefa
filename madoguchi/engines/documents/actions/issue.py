"""交付: number, sheet, file and register row in one transaction."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Any, Literal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from madoguchi.city import public as city_room
from madoguchi.core.acting import By
from madoguchi.core.calendar.public import fiscal_year, in_tokyo, today
from madoguchi.core.events.public import record
from madoguchi.core.files.public import KINDS, NO_END, Examined, Limits, keep
from madoguchi.core.gathering import gathered, put
from madoguchi.core.refused import Refused
from madoguchi.core.sealing.public import DataKey
from madoguchi.core.typesetting.public import MissingGlyph, registered_templates, typeset
from madoguchi.engines.documents import sheets
from madoguchi.engines.documents.actions.await_names import await_names
from madoguchi.engines.documents.definitions import NoticeText
from madoguchi.engines.documents.events import DocumentIssued
from madoguchi.engines.documents.models import Document, NameIssue
from madoguchi.engines.documents.models.numbering import take_numbers
from madoguchi.engines.documents.substitutes import approved_for_all, replaced
from madoguchi.engines.documents.tokens import new_token
from madoguchi.engines.people.public import authorize

PURPOSE = "document"
OUR_OWN = Limits(most_files=NO_END, kinds=frozenset({"pdf"}))


class NoWording(Refused):
    code, message = "no-wording", _("通知文「{template}」が公開されていません。notices/ に書いて読み込んでください。")


@dataclass(frozen=True)
class Wanted:
    """What is asked for: a notice of the city by its code, or a registered template by its name."""

    template: str
    version: city_room.Version | None
    notice: NoticeText | None

    @property
    def sender(self) -> str:
        return self.notice.sender if self.notice else "mayor"

    def set(self, document: Document, data: Mapping[str, Any], frame: sheets.Frame, at: datetime) -> bytes:
        """The sheet; a notice gives the document its title."""
        if self.notice is not None:
            sheet = sheets.notice_sheet(self.notice, data, frame)
            document.title = sheet["title"]
            return typeset(sheets.NOTICE, sheet, title=document.title, at=at)
        sheet = sheets.plain_sheet(data, document.title, frame)
        return typeset(self.template, sheet, title=document.title, at=at)


@dataclass(frozen=True)
class Order:
    """A document that is wanted: `template` is the code of a notice of the city (notices/) or the name of a registered
    template. `seal` is, by default, as the notice says.
    """

    template: str
    data: Mapping[str, Any]
    section: str
    title: str
    subject_kind: str
    subject_id: UUID | str
    key: DataKey
    seal: Literal["", "omitted", "printed"] = ""


@transaction.atomic
def issue(
    template: str,
    data: Mapping[str, Any],
    *,
    section: str,
    title: str,
    subject_kind: str,
    subject_id: UUID | str,
    key: DataKey,
    by: By,
    at: datetime,
    seal: Literal["", "omitted", "printed"] = "",
) -> Document:
    """Hand over a document: all of it, or nothing.

    Raises NotPermitted, NoWording, MissingGlyph (see `issue_or_wait`), NoSealInDemo, SealMissing, UnknownName.
    """
    wanted = Order(template, data, section, title, subject_kind, subject_id, key, seal)
    return issue_all([wanted], by=by, at=at)[0]


@transaction.atomic
def issue_all(orders: Sequence[Order], *, by: By, at: datetime) -> list[Document]:
    """All of them or none: numbers of a section in a row, rows written together. Raises as `issue` does."""
    made = [Document(section=one.section, title=one.title, template=one.template) for one in orders]
    for section in {document.section: document for document in made}.values():
        authorize(by, "documents.issue", section)
    list(DataKey.objects.select_for_update().filter(pk__in={one.key.pk for one in orders}).order_by("pk").values_list("pk"))
    with at_one_moment_if(len(orders) > 1), gathered():
        number(made, at)
        letters = substitutes_of(orders)
        for one, document in zip(orders, made, strict=True):
            finish(document, one, letters.get(str(one.subject_id), {}), by=by, at=at)
    return made


def at_one_moment_if(many: bool) -> AbstractContextManager[None]:
    return city_room.at_one_moment() if many else nullcontext()


def number(made: Sequence[Document], at: datetime) -> None:
    """Each section's next numbers, in the order in which they are wanted."""
    year, sections = fiscal_year(today(at)), Counter(document.section for document in made)
    numbers = {section: iter(take_numbers(section, year, sections[section])) for section in sorted(sections)}
    for document in made:
        department = department_of(document.section)
        document.fiscal_year, document.serial = year, next(numbers[document.section])
        document.number = f"{department.mark if department else document.section}第{document.serial}号"


def substitutes_of(orders: Sequence[Order]) -> dict[str, dict[str, str]]:
    subjects: dict[str, list[str]] = {}
    for one in orders:
        subjects.setdefault(one.subject_kind, []).append(str(one.subject_id))
    return {subject: found for kind, ids in subjects.items() for subject, found in approved_for_all(kind, ids).items()}


def finish(document: Document, order: Order, substitutes: dict[str, str], *, by: By, at: datetime) -> None:
    """Sheet, file, row and event of a document that has its number."""
    wanted, department = _wanted(order.template), department_of(order.section)
    text, document.with_substitutes = replaced(dict(order.data), substitutes)
    document.subject_kind, document.subject_id = order.subject_kind, str(order.subject_id)
    document.seal = order.seal or (wanted.notice.seal if wanted.notice else "omitted")
    document.verify_token = new_token()
    document.wording = wanted.version
    document.issued_by, document.issued_at = by.code, at
    frame = sheets.Frame(
        city=city_room.city(),
        department=department,
        on=today(at),
        number=document.number,
        token=document.verify_token,
        seal=document.seal,
        sender=wanted.sender,
        substituted=document.with_substitutes,
    )
    with override("ja"):  # whoever issues it, in whatever language: what the city hands over is Japanese
        pdf = wanted.set(document, text, frame, in_tokyo(at))
    document.digest = sha256(pdf).hexdigest()
    made_here = Examined(BytesIO(pdf), KINDS["pdf"], f"{document.number}.pdf", f"{document.number}.pdf", "made-here")
    document.file = keep(made_here, key=order.key, by=by, at=at, limits=OUR_OWN, purpose=PURPOSE)
    put(document)
    said = DocumentIssued(
        subject=document.id,
        about_kind=order.subject_kind,
        about=str(order.subject_id),
        template=order.template,
        fiscal_year=document.fiscal_year,
        serial=document.serial,
    )
    record(said, by=by, at=at)


@transaction.atomic
def issue_or_wait(template: str, data: Mapping[str, Any], **how: Any) -> Document | NameIssue:
    """`issue`; or an entry in the list for names, where some cannot be printed. `NamesSolved` says when to retry."""
    try:
        with transaction.atomic():
            return issue(template, data, **how)
    except MissingGlyph as missing:
        wanted = {name: how[name] for name in ("section", "title", "subject_kind", "subject_id", "key", "by", "at")}
        return await_names(missing.chars, template=template, **wanted)


def department_of(section: str) -> city_room.Department | None:
    """None where the city has no word on it; its code then stands for its mark, so that numbers never look alike."""
    try:
        return city_room.department(section)
    except city_room.NotDefined:
        return None


def _wanted(template: str) -> Wanted:
    version = city_room.current("notice", template)
    if version is not None and isinstance(version.definition, NoticeText):
        return Wanted(template, version, version.definition)
    if template not in registered_templates():
        raise NoWording(template=template)
    return Wanted(template, None, None)
