"""補正: the person is asked to mend what is missing or wrong, item by item, within a reasonable period (行政手続法
7条).
"""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.engines.cases.models.case import Case
from madoguchi.engines.cases.sealed import show


class Ending(models.TextChoices):
    ANSWERED = "answered", _("補正された")
    TAKEN_BACK = "taken-back", _("依頼を取り消した")
    LAPSED = "lapsed", _("期限までに補正されなかった")
    CLOSED = "closed", _("案件が終わった")


class Correction(models.Model):
    """While it is open the standard period pauses. One open at a time, kept so by the database."""

    zone = Zone.ALL
    shown_to_person: ClassVar = ("id", "case_id", "due_on", "sealed_otherwise", "at", "ended_at", "ending", "revision")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="corrections", verbose_name=_("案件"))
    due_on = models.DateField(_("期限"))
    sealed_otherwise = models.BinaryField(_("補正されないときの扱い（封緘）"), default=b"")
    by_code = models.CharField(_("求めた者"), max_length=80)
    at = models.DateTimeField(_("求めた日時"))
    ended_at = models.DateTimeField(_("終わった日時"), null=True)
    ending = models.CharField(_("終わり方"), max_length=12, choices=Ending, blank=True)
    ended_by = models.CharField(_("終えた者"), max_length=80, blank=True)
    revision = models.PositiveSmallIntegerField(_("改訂"), null=True)

    class Meta:
        verbose_name = _("補正")
        indexes = [models.Index(name="correction_at", fields=["at"])]
        constraints = [
            models.UniqueConstraint(name="one_open_correction", fields=["case"], condition=Q(ended_at=None)),
            models.CheckConstraint(
                name="correction_ends_in_one_way",
                condition=Q(ended_at=None, ending="") | Q(ended_at__isnull=False) & ~Q(ending=""),
            ),
            models.CheckConstraint(name="answered_correction_names_revision", condition=~Q(ending=Ending.ANSWERED, revision=None)),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.at}"

    @property
    def otherwise(self) -> str:
        return show(self.case.key, self.sealed_otherwise, f"cases.otherwise:{self.id}")


class CorrectionItem(models.Model):
    """One item: an answer (`children[0].living`) or a paper (`attach.separate-custody`), and how to mend it."""

    zone = Zone.ALL
    shown_to_person: ClassVar = ("id", "correction_id", "path", "sealed_comment")
    correction = models.ForeignKey(Correction, models.PROTECT, related_name="items", verbose_name=_("補正"))
    path = models.CharField(_("項目"), max_length=120)
    sealed_comment = models.BinaryField(_("直し方（封緘）"))

    class Meta:
        verbose_name = _("補正の項目")
        constraints = [
            models.UniqueConstraint(name="one_item_a_path", fields=["correction", "path"]),
            models.CheckConstraint(name="item_gives_comment", condition=~Q(sealed_comment=b"")),
        ]

    def __str__(self) -> str:
        return self.path

    @property
    def comment(self) -> str:
        return show(self.correction.case.key, self.sealed_comment, comment_context(self.correction_id, self.path))


def comment_context(correction_id: UUID, path: str) -> str:
    return f"cases.comment:{correction_id}:{path}"
