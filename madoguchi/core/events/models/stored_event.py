"""出来事の記録: the envelope in which an event is kept and handed on."""

from typing import Any

from django.db import models
from django.db.models import Q

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone


class StoredEvent(models.Model):
    """Written once, with what it tells of. `id` grows with time; `v` is the version of `data`'s shape. `position` comes after the
    commit: its place in the order in which this side's events can be read (`numbering`).
    """

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField("種類", max_length=64)
    at = models.DateTimeField("日時")
    by = models.CharField("行為者", max_length=80)
    on_behalf_of = models.CharField("誰のために", max_length=80, blank=True, default="")
    section = models.CharField("所属", max_length=40, blank=True)
    subject_kind = models.CharField("対象の種類", max_length=40)
    subject_id = models.CharField("対象", max_length=64)
    data = models.JSONField("内容", default=dict)
    v = models.PositiveSmallIntegerField("版", default=1)
    position = models.BigIntegerField("順番", null=True, editable=False)

    class Meta:
        verbose_name = "出来事"
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="events_of_subject"),
            models.Index(fields=["kind", "at"], name="events_of_kind"),
            models.Index(fields=["section", "position"], name="events_of_section", condition=Q(position__isnull=False)),
            models.Index(fields=["id"], name="events_unnumbered", condition=Q(position=None)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["position"], name="one_event_a_position", condition=Q(position__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"

    def envelope(self) -> dict[str, Any]:
        """As it leaves the house: the relay, webhooks, the event log."""
        return {
            "id": str(self.id),
            "kind": self.kind,
            "at": self.at.isoformat(),
            "by": self.by,
            "section": self.section,
            "subject_kind": self.subject_kind,
            "subject_id": self.subject_id,
            "data": self.data,
            "v": self.v,
            **({"on_behalf_of": self.on_behalf_of} if self.on_behalf_of else {}),
        }
