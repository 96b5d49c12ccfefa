"""印刷の束: many letters as one file for the printer, marked as printed and posted together."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.files.public import StoredFile
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import DataKey
from madoguchi.core.zones import Zone
from madoguchi.engines.people.public import Actor, ScopedQuerySet


class PrintBatchQuerySet(ScopedQuerySet["PrintBatch"]):
    def visible_to(self, by: Actor) -> "PrintBatchQuerySet":
        if by.kind == "system":
            return self.all()
        return self.of_sections(by.sections_with("messages.print"))

    def counted(self) -> "PrintBatchQuerySet":
        """Each with how many letters it holds, how many of them are printed and posted."""
        return self.annotate(
            of=Count("letters"),
            printed=Count("letters", filter=Q(letters__printed_at__isnull=False)),
            posted=Count("letters", filter=Q(letters__posted_at__isnull=False)),
        )


class PrintBatch(models.Model):
    """`file`: address pages and letters in order, sealed by a key of the batch, destroyed when it has been posted.
    `marks`: what a person said of all of it ("printed", "posted") and a worker is writing to each letter.
    """

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    token = models.CharField(_("重複防止の符号"), max_length=64)
    section = models.CharField(_("所属"), max_length=40)
    title = models.CharField(_("件名"), max_length=200, blank=True)
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", verbose_name=_("鍵"))
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("印刷用のファイル"))
    left_out = models.JSONField(_("入らなかった手紙"), default=list)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("束にした者"))
    at = models.DateTimeField(_("日時"))
    ready_at = models.DateTimeField(_("できた日時"), null=True)
    marks = models.CharField(_("書き込み中"), max_length=8, blank=True)
    posted_on = models.DateField(_("発送日"), null=True)

    objects: ClassVar[PrintBatchQuerySet] = PrintBatchQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("印刷の束")
        constraints = [
            models.UniqueConstraint(name="one_print_batch_a_token", fields=["account", "token"]),
            models.CheckConstraint(name="print_batch_marks_known", condition=Q(marks__in=["", "printed", "posted"])),
        ]
        indexes = [models.Index(name="print_batch_of_section", fields=["section", "-at"])]

    def __str__(self) -> str:
        return f"{self.section} {self.id}"
