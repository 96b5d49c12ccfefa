"""特定個人情報保護評価: one version of the assessment of an affair that handles 個人番号. Nobody's data."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.engines.people.public import Actor, ScopedQuerySet
from madoguchi.services.duties.rules import sections_for


class Level(models.TextChoices):
    NONE = "none", _("実施の義務なし")
    BASIC = "basic", _("基礎項目評価")
    FOCUSED = "focused", _("重点項目評価")
    WHOLE = "whole", _("全項目評価")


class AssessmentQuerySet(ScopedQuerySet["Assessment"]):
    def visible_to(self, by: Actor) -> "AssessmentQuerySet":
        """No personal data stands in it: whoever may see the registers of the city."""
        if by.kind == "system":
            return self.all()
        return self.all() if sections_for(by, "duties.registers") != frozenset() else self.none()


class Assessment(models.Model):
    """`facts`: what the definitions said when it was drafted, each with where it stands; `texts`: what people wrote. A
    version is never edited: saving again makes the next. `adopted_*`: set once, by whoever decided it.
    """

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    affair = models.CharField(_("事務"), max_length=48)
    version = models.PositiveSmallIntegerField(_("版"))
    facts = models.JSONField(_("定義から"))
    digest = models.CharField(_("定義の要約値"), max_length=64)
    people = models.PositiveIntegerField(_("対象人数"))
    handlers = models.PositiveIntegerField(_("取扱者数"))
    counted_on = models.DateField(_("数えた日"))
    grave = models.BooleanField(_("重大事故があった"))
    level = models.CharField(_("しきい値判断の結果"), max_length=8, choices=Level)
    texts = models.JSONField(_("リスク対策など"))
    by_code = models.CharField(_("作った者"), max_length=80)
    at = models.DateTimeField(_("日時"))
    adopted_by = models.CharField(_("確定した者"), max_length=80, null=True)
    adopted_at = models.DateTimeField(_("確定日時"), null=True)

    objects: ClassVar[AssessmentQuerySet] = AssessmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("特定個人情報保護評価")
        constraints = [
            models.UniqueConstraint(name="one_assessment_a_version", fields=["affair", "version"]),
            models.CheckConstraint(name="assessment_level_known", condition=Q(level__in=Level.values)),
            models.CheckConstraint(
                name="assessment_adopted_by_somebody",
                condition=Q(adopted_at=None, adopted_by=None) | Q(adopted_at__isnull=False, adopted_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.affair} {self.version}"
