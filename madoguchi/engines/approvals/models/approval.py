"""決裁: a draft that waits for the agreement of one who holds the office."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import DataKey, seal, unseal
from madoguchi.core.zones import Zone
from madoguchi.engines.people.public import Actor, ScopedQuerySet


class ApprovalQuerySet(ScopedQuerySet["Approval"]):
    def visible_to(self, by: Actor) -> "ApprovalQuerySet":
        """Staff see the drafts of the sections in which they hold a post; nobody else sees any."""
        if by.kind == "system":
            return self.all()
        return self.of_sections(by.sections_with("approvals.see"))

    def open(self) -> "ApprovalQuerySet":
        return self.filter(answered_at=None)


class Approval(models.Model):
    """One draft about one subject. `answered_at` is set with the `Answer`, so that a subject has one open draft at
    most.
    """

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject_kind = models.CharField(_("対象の種類"), max_length=40)
    subject_id = models.CharField(_("対象"), max_length=64)
    title = models.CharField(_("件名の符号"), max_length=100)
    section = models.CharField(_("所属"), max_length=40)
    route = models.CharField(_("経路"), max_length=40, default="chief")
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", verbose_name=_("鍵"))
    sealed_reason = models.BinaryField(_("起案の理由（封緘）"), default=b"")
    requested_by = models.CharField(_("起案者"), max_length=80)
    requested_at = models.DateTimeField(_("起案日時"))
    answered_at = models.DateTimeField(_("処理日時"), null=True, editable=False)

    objects: ClassVar[ApprovalQuerySet] = ApprovalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("決裁")
        constraints = [
            models.UniqueConstraint(
                name="one_open_approval_a_subject", fields=["subject_kind", "subject_id"], condition=Q(answered_at=None)
            ),
        ]
        indexes = [
            models.Index(name="approval_queue", fields=["section", "requested_at", "id"], condition=Q(answered_at=None)),
            models.Index(name="approval_subject", fields=["subject_kind", "subject_id", "requested_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.id}"

    @property
    def reason(self) -> str:
        return unseal(self.key, bytes(self.sealed_reason), self.context()).decode() if self.sealed_reason else ""

    def keep_reason(self, text: str) -> None:
        self.sealed_reason = seal(self.key, text.encode(), self.context()) if text else b""

    def context(self) -> str:
        return f"approvals.reason:{self.id}"

    def is_open(self) -> bool:
        return self.answered_at is None
