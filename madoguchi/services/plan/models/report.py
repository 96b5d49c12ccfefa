"""報告: what a section says of one line of a measure in one quarter; and what the plan's keeper says of it."""

from typing import Any, ClassVar, Never

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.services.plan.models.scoped import OfSection
from madoguchi.services.plan.stages import QUARTERS, Answer, Stage


class Report(models.Model):
    """One revision. Never edited: what is put right is a further revision, and the last one counts."""

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    measure = models.CharField(_("施策"), max_length=20)
    line = models.CharField(_("行"), max_length=48, default="whole")
    edition = models.CharField(_("版"), max_length=7)
    year = models.PositiveSmallIntegerField(_("年度"))
    quarter = models.PositiveSmallIntegerField(_("四半期"), choices=QUARTERS)
    revision = models.PositiveSmallIntegerField(_("改訂"))
    section = models.CharField(_("報告した所属"), max_length=40)
    stage = models.CharField(_("到達した段階"), max_length=16, choices=Stage)
    done = models.TextField(_("したこと"))
    obstacles = models.TextField(_("困っていること"), blank=True)
    next_step = models.TextField(_("次にすること"), blank=True)
    evidence = models.TextField(_("根拠となる資料"), blank=True)
    cost = models.BigIntegerField(_("費用（円）"), null=True, blank=True)
    public_text = models.TextField(_("公開する文"), blank=True)
    by_code = models.CharField(_("報告した者"), max_length=80)
    at = models.DateTimeField(_("報告日時"))

    objects: ClassVar[OfSection["Report"]] = OfSection.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("報告")
        constraints = [
            models.UniqueConstraint(name="plan_report_revision_once", fields=["measure", "line", "year", "quarter", "revision"]),
            models.CheckConstraint(name="plan_report_quarter_known", condition=Q(quarter__gte=1, quarter__lte=4)),
            models.CheckConstraint(name="plan_report_revision_from_one", condition=Q(revision__gte=1)),
            models.CheckConstraint(name="plan_report_says_what_was_done", condition=~Q(done="")),
            models.CheckConstraint(name="plan_report_stage_known", condition=Q(stage__in=Stage.values)),
            models.CheckConstraint(name="plan_report_cost_not_negative", condition=Q(cost=None) | Q(cost__gte=0)),
        ]
        indexes = [models.Index(name="plan_report_quarter", fields=["year", "quarter", "measure"])]

    def __str__(self) -> str:
        return f"{self.measure} {self.line} {self.year}-{self.quarter} #{self.revision}"

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("Report is append-only")


class Review(models.Model):
    """確認: accepted, or sent back with a reason. Once a revision."""

    zone = Zone.OFFICE
    report = models.OneToOneField(Report, models.PROTECT, related_name="review", verbose_name=_("報告"))
    answer = models.CharField(_("結果"), max_length=10, choices=Answer)
    note = models.TextField(_("理由・意見"), blank=True)
    by_code = models.CharField(_("確認した者"), max_length=80)
    at = models.DateTimeField(_("確認日時"))

    class Meta:
        verbose_name = _("報告の確認")
        constraints = [
            models.CheckConstraint(name="plan_review_answer_known", condition=Q(answer__in=Answer.values)),
            models.CheckConstraint(name="plan_return_gives_reason", condition=~Q(answer="returned", note="")),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.answer}"
