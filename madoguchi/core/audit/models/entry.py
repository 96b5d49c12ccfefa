"""記録: one line of the audit."""

from datetime import UTC
from typing import Any

from django.db import models
from django.db.models import Q

from madoguchi.core.audit.models.seal import Seal
from madoguchi.core.zones import Zone


class Entry(models.Model):
    """Who did what to which, when, for what purpose. Written once; only its seal is added, and that once."""

    zone = Zone.ALL
    at = models.DateTimeField("日時", db_index=True)
    action = models.CharField("行為", max_length=64)
    by = models.CharField("行為者", max_length=80)
    on_behalf_of = models.CharField("誰のために", max_length=80, blank=True, default="")
    section = models.CharField("所属", max_length=40, blank=True)
    session = models.CharField("セッション", max_length=64, blank=True)
    subject_kind = models.CharField("対象の種類", max_length=40, blank=True)
    subject_id = models.CharField("対象", max_length=64, blank=True)
    purpose = models.CharField("目的", max_length=40, blank=True)
    data = models.JSONField("内容", default=dict)
    once = models.CharField("一度だけの鍵", max_length=64, null=True, unique=True)
    seal = models.ForeignKey(Seal, models.PROTECT, null=True, related_name="entries")

    class Meta:
        verbose_name = "監査の記録"
        indexes = [
            models.Index(fields=["id"], name="audit_unsealed", condition=Q(seal=None)),
            models.Index(fields=["subject_kind", "subject_id", "id"], name="audit_of_subject"),
            models.Index(fields=["by", "id"], name="audit_of_person"),
            models.Index(fields=["on_behalf_of", "id"], name="audit_on_behalf", condition=~Q(on_behalf_of="")),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.action}"

    def plain(self) -> dict[str, Any]:
        """What the seal covers. Who is represented stands there only where somebody is: entries of before are as they were."""
        represented = {"on_behalf_of": self.on_behalf_of} if self.on_behalf_of else {}
        return {
            "id": self.pk,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "action": self.action,
            "by": self.by,
            "section": self.section,
            "session": self.session,
            "subject_kind": self.subject_kind,
            "subject_id": self.subject_id,
            "purpose": self.purpose,
            "data": self.data,
            **represented,
        }
