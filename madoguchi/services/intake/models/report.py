"""状況の返し: that the other system is told how far a case is. Written down first, then carried: once each."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.engines.people.public import Actor, ScopedQuerySet
from madoguchi.services.intake.models.parcel import Parcel


class ReportQuerySet(ScopedQuerySet["Report"]):
    def visible_to(self, by: Actor) -> "ReportQuerySet":
        """As the parcel that it is about."""
        return self.all() if by.kind == "system" else self.of_sections(by.sections_with("intake.see"))

    def waiting(self) -> "ReportQuerySet":
        return self.filter(told_at=None).few()

    def told(self) -> "ReportQuerySet":
        return self.filter(told_at__isnull=False)  # as the index says it


class Report(models.Model):
    """`section`: that of the parcel, which changes no more once its application is taken. `place`: its number among those of the
    parcel, from 1. `documents`: ids of the notices that go along. `told_at`: when the file was laid out, or a clerk has set it
    there.
    """

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    parcel = models.ForeignKey(Parcel, models.PROTECT, related_name="reports", verbose_name=_("届いた申請データ"))
    section = models.CharField(_("所属"), max_length=40, default="")
    place = models.PositiveSmallIntegerField(_("順"))
    stage = models.CharField(_("段階"), max_length=12)
    state = models.CharField(_("相手での状況"), max_length=200)
    documents = models.JSONField(_("添える文書"), default=list)
    at = models.DateTimeField(_("日時"))
    told_at = models.DateTimeField(_("返した日時"), null=True)
    told_by = models.CharField(_("返した者"), max_length=80, blank=True)

    objects: ClassVar[ReportQuerySet] = ReportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("状況の返し")
        constraints = [models.UniqueConstraint(name="intake_report_place", fields=["parcel", "place"])]
        indexes = [
            models.Index(name="intake_report_waiting", fields=["at", "id", "section"], condition=Q(told_at=None)),
            models.Index(name="intake_report_to_tell", fields=["section", "at", "id"], condition=Q(told_at=None)),
            models.Index(name="intake_report_told", fields=["section", "-told_at", "-id"], condition=Q(told_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.parcel_id} {self.place} {self.stage}"
