"""道のり: where one case has been and how long, as its events tell. Ids, codes and days, nothing else."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.insight.models.scoped import FlowQuerySet


class Trace(models.Model):
    """`spent`: step → [days, days on which the hall was open]. `path`: the steps in order. `step` is empty once it is over."""

    zone = Zone.OFFICE
    process = models.CharField(_("流れ"), max_length=40)
    subject_id = models.CharField(_("対象"), max_length=64)
    origin = models.CharField(_("元になったもの"), max_length=64, blank=True, default="")
    procedure = models.CharField(_("手続"), max_length=60)
    section = models.CharField(_("所属"), max_length=40)
    source = models.CharField(_("受け方"), max_length=20, blank=True)
    began_on = models.DateField(_("到達日"))
    step = models.CharField(_("工程"), max_length=40, blank=True)
    since = models.DateField(_("いつから"))
    spent = models.JSONField(_("日数"), default=dict)
    path = models.CharField(_("道順"), max_length=600)
    asked = models.PositiveSmallIntegerField(_("補正の依頼"), default=0)
    sent_back = models.PositiveSmallIntegerField(_("差戻し"), default=0)
    answered_on = models.DateField(_("決定日"), null=True)
    promised_on = models.DateField(_("標準処理期間の末日"), null=True)
    ended_on = models.DateField(_("終了日"), null=True)
    ending = models.CharField(_("終わり方"), max_length=20, blank=True)

    objects: ClassVar[FlowQuerySet["Trace"]] = FlowQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("道のり")
        constraints = [
            models.UniqueConstraint(fields=["process", "subject_id"], name="one_trace_a_case"),
            models.CheckConstraint(
                name="trace_is_open_or_over",
                condition=Q(ended_on=None) & ~Q(step="") | Q(ended_on__isnull=False, step="") & ~Q(ending=""),
            ),
        ]
        indexes = [
            models.Index(fields=["process", "section", "ended_on"], name="traces_ended"),
            models.Index(fields=["process", "began_on", "id"], name="traces_began"),
        ]

    def __str__(self) -> str:
        return f"{self.process} {self.subject_id}"
