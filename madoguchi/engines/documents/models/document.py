"""文書: one row of the register, with the sheet that was handed over. Never edited."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import Version
from madoguchi.core.files.public import StoredFile
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.engines.people.public import Actor, ScopedQuerySet


class SealMark(models.TextChoices):
    OMITTED = "omitted", _("公印省略")
    PRINTED = "printed", _("公印を印字")


class DocumentQuerySet(ScopedQuerySet["Document"]):
    def visible_to(self, by: Actor) -> "DocumentQuerySet":
        """Staff see what their section handed over. Residents come to a document by their notice, not by this list."""
        if by.kind == "system":
            return self.all()
        return self.of_sections(by.sections_with("documents.see"))

    def for_subjects(self, kind: str, ids: Iterable[UUID | str]) -> "DocumentQuerySet":
        return self.filter(subject_kind=kind, subject_id__in=[str(id) for id in ids])

    def in_force(self) -> "DocumentQuerySet":
        return self.filter(revocation=None)


class Document(models.Model):
    """`number` is what people read (浦こ第12号). `verify_token` stands in its QR code, `digest` is that of the PDF.

    `file` is emptied when its content is disposed of; the row stays in the register.
    """

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    section = models.CharField(_("所属"), max_length=48)
    fiscal_year = models.PositiveSmallIntegerField(_("年度"))
    serial = models.PositiveIntegerField(_("番号"))
    number = models.CharField(_("文書番号"), max_length=40)
    title = models.CharField(_("件名"), max_length=200)
    template = models.CharField(_("様式"), max_length=80)
    wording = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+", verbose_name=_("通知文"))
    subject_kind = models.CharField(_("対象の種類"), max_length=40)
    subject_id = models.CharField(_("対象"), max_length=64)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("文書の写し"))
    digest = models.CharField(_("指紋"), max_length=64)
    verify_token = models.CharField(_("確認番号"), max_length=26, unique=True)
    seal = models.CharField(_("公印"), max_length=8, choices=SealMark)
    with_substitutes = models.BooleanField(_("代わりの字を使った"), default=False)
    issued_by = models.CharField(_("発行した者"), max_length=80)
    issued_at = models.DateTimeField(_("発行日時"))

    objects: ClassVar[DocumentQuerySet] = DocumentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("文書")
        constraints = [
            models.UniqueConstraint(name="document_number_once", fields=["section", "fiscal_year", "serial"]),
            models.CheckConstraint(name="document_serial_from_one", condition=Q(serial__gte=1)),
            models.CheckConstraint(name="document_seal_known", condition=Q(seal__in=SealMark.values)),
        ]
        indexes = [models.Index(name="document_subject", fields=["subject_kind", "subject_id", "issued_at"])]

    def __str__(self) -> str:
        return self.number

    @property
    def revoked_at(self) -> datetime | None:
        revocation = getattr(self, "revocation", None)
        return revocation.at if revocation else None
