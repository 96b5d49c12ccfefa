"""印刷待ち: a letter. It is printed and posted by a person, and by nobody without one."""

from secrets import token_hex
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.engines.messages.models.delivery import Delivery
from madoguchi.engines.messages.models.print_batch import PrintBatch
from madoguchi.engines.people.public import Actor, ScopedQuerySet


def new_reference() -> str:
    return token_hex(6)


class PrintJobQuerySet(ScopedQuerySet["PrintJob"]):
    def visible_to(self, by: Actor) -> "PrintJobQuerySet":
        if by.kind == "system":
            return self.all()
        return self.of_sections(by.sections_with("messages.print"))

    def waiting(self) -> "PrintJobQuerySet":
        return self.filter(posted_at=None, delivery__state__in=["queued", "sending"])


class PrintJob(models.Model):
    """Who printed it and who posted it, and when. The sheets: the document and the address page, on which `reference`
    stands as a bar code, so that a letter that comes back is found without being opened.
    """

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    delivery = models.OneToOneField(Delivery, models.PROTECT, related_name="print_job", verbose_name=_("配信"))
    section = models.CharField(_("所属"), max_length=40)
    reference = models.CharField(_("宛名の番号"), max_length=12, blank=True, db_index=True, default=new_reference)
    batch = models.ForeignKey(
        PrintBatch, models.SET_NULL, null=True, blank=True, related_name="letters", verbose_name=_("印刷の束")
    )
    queued_at = models.DateTimeField(_("登録日時"))
    printed_by = models.CharField(_("印刷した者"), max_length=80, blank=True)
    printed_at = models.DateTimeField(_("印刷日時"), null=True)
    posted_by = models.CharField(_("発送した者"), max_length=80, blank=True)
    posted_at = models.DateTimeField(_("発送日時"), null=True)
    posted_on = models.DateField(_("発送日"), null=True)

    objects: ClassVar[PrintJobQuerySet] = PrintJobQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("印刷待ち")
        constraints = [
            models.CheckConstraint(name="posted_after_printed", condition=Q(posted_at=None) | Q(printed_at__isnull=False)),
        ]
        indexes = [models.Index(name="print_queue", fields=["section", "queued_at"], condition=Q(posted_at=None))]

    def __str__(self) -> str:
        return f"{self.section} {self.id}"
