"""束: cases that went over together, each a line or several, and what the core system said of each."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.files.public import StoredFile
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import DataKey, seal, unseal
from madoguchi.core.zones import Zone
from madoguchi.engines.cases.public import Case
from madoguchi.engines.people.public import Actor, ScopedQuerySet


class BatchQuerySet(ScopedQuerySet["Batch"]):
    def visible_to(self, by: Actor) -> "BatchQuerySet":
        """Those of the sections in which hand-overs may be seen."""
        return self.all() if by.kind == "system" else self.of_sections(by.sections_with("handover.see"))


class Batch(models.Model):
    """`number`: of its hand-over, from 1. `file`: as it was handed over, under the key of the batch; gone once every line is
    answered.
    """

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    handover = models.CharField(_("引渡し"), max_length=48)
    number = models.PositiveIntegerField(_("束の番号"))
    section = models.CharField(_("所属"), max_length=40)
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", verbose_name=_("鍵"))
    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("ファイル"))
    name = models.CharField(_("ファイル名"), max_length=200)
    substituted = models.PositiveIntegerField(_("置き換えた字の数"), default=0)
    by_code = models.CharField(_("引き渡した者"), max_length=80)
    at = models.DateTimeField(_("日時"))
    taken_at = models.DateTimeField(_("はじめて取り出した日時"), null=True)

    objects: ClassVar[BatchQuerySet] = BatchQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("引渡しの束")
        constraints = [models.UniqueConstraint(name="handover_batch_number", fields=["handover", "number"])]
        indexes = [models.Index(name="handover_of_section", fields=["section", "-at"])]

    def __str__(self) -> str:
        return f"{self.handover} {self.number}"


class LineState(models.TextChoices):
    WAITING = "waiting", _("確認待ち")
    ACCEPTED = "accepted", _("受領")
    REJECTED = "rejected", _("受け付けられなかった")


class Line(models.Model):
    """One case in a batch. A rejected one may go again, in another batch."""

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="lines", verbose_name=_("束"))
    handover = models.CharField(_("引渡し"), max_length=48)
    case = models.ForeignKey(Case, models.PROTECT, related_name="handed_over", verbose_name=_("案件"))
    place = models.PositiveIntegerField(_("行"))
    state = models.CharField(_("結果"), max_length=10, choices=LineState, default=LineState.WAITING)
    sealed_reason = models.BinaryField(_("受け付けられなかった理由（封緘）"), default=b"")
    answered_at = models.DateTimeField(_("結果の日時"), null=True)
    answered_by = models.CharField(_("結果を読み込んだ者"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("引き渡した案件")
        constraints = [
            models.UniqueConstraint(name="handover_case_once", fields=["handover", "case"], condition=~Q(state="rejected")),
            models.UniqueConstraint(name="handover_place_once", fields=["batch", "place"]),
            models.CheckConstraint(name="handover_line_state_known", condition=Q(state__in=LineState.values)),
        ]
        indexes = [models.Index(name="handover_lines_of_batch", fields=["batch", "state"])]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.place}"

    def context(self) -> str:
        return f"handover.reason:{self.id}"

    def say(self, reason: str) -> None:
        self.sealed_reason = seal(self.batch.key, reason.encode(), self.context()) if reason else b""

    @property
    def reason(self) -> str:
        return unseal(self.batch.key, bytes(self.sealed_reason), self.context()).decode() if self.sealed_reason else ""
