"""保全: a record that must not be disposed of, whoever says its years are over."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import seal, unseal
from madoguchi.core.zones import Zone
from madoguchi.engines.people.public import Actor, ScopedQuerySet
from madoguchi.services.duties.rules import sections_for


class Why(models.TextChoices):
    LITIGATION = "litigation", _("訴訟・審査請求")
    AUDIT = "audit", _("監査・検査")
    REQUEST = "request", _("開示・訂正・利用停止の請求")
    OTHER = "other", _("その他")


class PreservationQuerySet(ScopedQuerySet["Preservation"]):
    def visible_to(self, by: Actor) -> "PreservationQuerySet":
        if by.kind == "system":
            return self.all()
        sections = sections_for(by, "duties.see")
        return self if sections is None else self.of_sections(sections)

    def open(self) -> "PreservationQuerySet":
        return self.filter(ended_at=None).few()


class Preservation(models.Model):
    """Holds until a person ends it and says why; `review_on` reminds, and ends nothing. `section`: that of the case."""

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("mado_cases.Case", models.PROTECT, related_name="+", verbose_name=_("案件"))
    section = models.CharField(_("所属"), max_length=40)
    why = models.CharField(_("事由"), max_length=10, choices=Why)
    sealed_reason = models.BinaryField(_("理由（封緘）"))
    review_on = models.DateField(_("見直す日"))
    by_code = models.CharField(_("止めた者"), max_length=80)
    at = models.DateTimeField(_("日時"))
    sealed_ending = models.BinaryField(_("終えた理由（封緘）"), default=b"")
    ended_by = models.CharField(_("終えた者"), max_length=80, blank=True)
    ended_at = models.DateTimeField(_("終えた日時"), null=True)

    objects: ClassVar[PreservationQuerySet] = PreservationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("保全")
        constraints = [
            models.CheckConstraint(name="hold_why_known", condition=Q(why__in=Why.values)),
            models.CheckConstraint(name="hold_gives_reason", condition=~Q(sealed_reason=b"")),
            models.CheckConstraint(
                name="hold_ends_by_somebody_with_reason",
                condition=Q(ended_at=None, ended_by="") | Q(ended_at__isnull=False) & ~Q(ended_by="") & ~Q(sealed_ending=b""),
            ),
        ]
        indexes = [
            models.Index(name="hold_open", fields=["review_on", "id"], condition=Q(ended_at=None)),
            models.Index(name="hold_of_section", fields=["section", "review_on", "id"], condition=Q(ended_at=None)),
            models.Index(name="hold_of_case", fields=["case"], condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.why} {self.case_id}"

    @property
    def reason(self) -> str:
        return unseal(self.case.key, bytes(self.sealed_reason), f"duties.hold:{self.id}").decode()

    def keep_reason(self, text: str) -> None:
        self.sealed_reason = seal(self.case.key, text.encode(), f"duties.hold:{self.id}")

    def ending_of(self, text: str) -> bytes:
        return seal(self.case.key, text.encode(), f"duties.hold-ending:{self.id}")
