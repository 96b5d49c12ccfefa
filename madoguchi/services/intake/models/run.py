"""取込み: files that came together, worked off one after another."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone


class Run(models.Model):
    """`total` applications, of which `done` are settled: taken in, known from before, or set aside."""

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    channel = models.CharField(_("経路"), max_length=48)
    section = models.CharField(_("所属"), max_length=40)
    total = models.PositiveIntegerField(_("件数"), default=0)
    done = models.PositiveIntegerField(_("済んだ件数"), default=0)
    accepted = models.PositiveIntegerField(_("取り込んだ件数"), default=0)
    known = models.PositiveIntegerField(_("取込み済みだった件数"), default=0)
    aside = models.PositiveIntegerField(_("取り込めなかった件数"), default=0)
    by_code = models.CharField(_("取り込んだ者"), max_length=80)
    at = models.DateTimeField(_("日時"))
    finished_at = models.DateTimeField(_("終了日時"), null=True)

    objects: ClassVar[models.Manager["Run"]] = models.Manager()

    class Meta:
        verbose_name = _("取込み")
        constraints = [
            models.CheckConstraint(name="intake_run_done_adds_up", condition=Q(done=F("accepted") + F("known") + F("aside"))),
        ]
        indexes = [models.Index(name="intake_run_of_section", fields=["section", "-at"])]

    def __str__(self) -> str:
        return f"{self.channel} {self.done}/{self.total}"

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 100
