"""評価: what became of a measure in a year, held against the rules of the plan; and how it ends with the plan."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.services.plan.models.meeting import Meeting
from madoguchi.services.plan.models.scoped import OfHouse
from madoguchi.services.plan.stages import Ending, Verdict


class Evaluation(models.Model):
    """年度の評価: one revision; the last one counts. `rules`: the rules from which it departs, each with its reason."""

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    measure = models.CharField(_("施策"), max_length=20)
    year = models.PositiveSmallIntegerField(_("年度"))
    revision = models.PositiveSmallIntegerField(_("改訂"))
    verdict = models.CharField(_("評価"), max_length=12, choices=Verdict)
    reason = models.TextField(_("理由"))
    rules = models.JSONField(_("基本方針の決まりとの違い"), default=dict)
    by_code = models.CharField(_("評価した者"), max_length=80)
    at = models.DateTimeField(_("評価日時"))

    objects: ClassVar[OfHouse["Evaluation"]] = OfHouse.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("年度の評価")
        constraints = [
            models.UniqueConstraint(name="plan_evaluation_revision_once", fields=["measure", "year", "revision"]),
            models.CheckConstraint(name="plan_evaluation_verdict_known", condition=Q(verdict__in=Verdict.values)),
            models.CheckConstraint(name="plan_evaluation_gives_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.year} {self.verdict}"


class Outcome(models.Model):
    """しめくくり: 完了, 継続 or 終了, decided once by the headquarters at the end of the plan."""

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    measure = models.CharField(_("施策"), max_length=20)
    edition = models.CharField(_("版"), max_length=7)
    ending = models.CharField(_("しめくくり"), max_length=12, choices=Ending)
    reason = models.TextField(_("理由"))
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="outcomes", verbose_name=_("会議"))
    by_code = models.CharField(_("記録した者"), max_length=80)
    at = models.DateTimeField(_("記録日時"))

    objects: ClassVar[OfHouse["Outcome"]] = OfHouse.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("施策のしめくくり")
        constraints = [
            models.UniqueConstraint(name="plan_outcome_once", fields=["measure", "edition"]),
            models.CheckConstraint(name="plan_outcome_ending_known", condition=Q(ending__in=Ending.values)),
            models.CheckConstraint(name="plan_outcome_gives_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.ending}"
