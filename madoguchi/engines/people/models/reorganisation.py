"""組織改正: which department's work goes to which, from a day on. Tried dry, declared ready, applied once by a job."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone


class ReorganisationQuerySet(models.QuerySet["Reorganisation"]):
    def due(self, on: date) -> Self:
        return self.filter(on__lte=on, ready_at__isnull=False, done_at=None, cancelled_at=None).order_by("on", "pk")


class Reorganisation(models.Model):
    """`on` is the first day of the new order. `steps`: {"from", "to", "procedures"}; a step with procedures takes only
    these along, the step without takes what is left, the people among it."""

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title = models.CharField(_("件名"), max_length=200)
    on = models.DateField(_("施行日"))
    steps = models.JSONField(_("移しかた"))
    planned_by = models.CharField(_("作った者"), max_length=80)
    planned_at = models.DateTimeField(_("作った日時"))
    ready_at = models.DateTimeField(_("確定日時"), null=True)
    ready_by = models.CharField(_("確定した者"), max_length=80, blank=True)
    done_at = models.DateTimeField(_("施行日時"), null=True)
    cancelled_at = models.DateTimeField(_("取り消した日時"), null=True)
    moved = models.JSONField(_("移した数"), default=dict)
    trouble = models.TextField(_("うまくいかなかったこと"), blank=True)

    objects = ReorganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("組織改正")
        ordering = ["-on", "-planned_at"]
        constraints = [
            models.CheckConstraint(
                name="reorganisation_ready_whole",
                condition=Q(ready_at=None, ready_by="") | (Q(ready_at__isnull=False) & ~Q(ready_by="")),
            ),
            models.CheckConstraint(name="reorganised_when_ready", condition=Q(done_at=None) | Q(ready_at__isnull=False)),
            models.CheckConstraint(name="not_cancelled_when_done", condition=Q(done_at=None) | Q(cancelled_at=None)),
        ]

    def __str__(self) -> str:
        return self.title

    def whole_steps(self) -> list[dict[str, Any]]:
        return [step for step in self.steps if not step["procedures"]]
