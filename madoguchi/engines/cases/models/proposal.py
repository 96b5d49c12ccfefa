"""起案: the answer that a clerk drafts, waiting for the agreement of who may decide."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.engines.cases.models.case import Case
from madoguchi.engines.cases.models.decision import AGAINST, Decision, Outcome
from madoguchi.engines.cases.sealed import show, show_json


class ProposalEnding(models.TextChoices):
    APPROVED = "approved", _("決裁")
    SENT_BACK = "sent-back", _("差戻し")
    WITHDRAWN = "withdrawn", _("取下げ")


class Proposal(models.Model):
    """One open at a time, kept so by the database. `revises`: the decision that it would cancel or change."""

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="proposals", verbose_name=_("案件"))
    revises = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("改める決定"))
    outcome = models.CharField(_("結果"), max_length=16, choices=Outcome)
    sealed_reason = models.BinaryField(_("理由（封緘）"), default=b"")
    sealed_values = models.BinaryField(_("決定の内容（封緘）"), default=b"")
    sealed_grants = models.BinaryField(_("内訳（封緘）"), default=b"")
    approval = models.UUIDField(_("決裁"), unique=True, null=True)
    by_code = models.CharField(_("起案者"), max_length=80)
    at = models.DateTimeField(_("起案日時"))
    ended_at = models.DateTimeField(_("終わった日時"), null=True)
    ending = models.CharField(_("終わり方"), max_length=12, choices=ProposalEnding, blank=True)

    class Meta:
        verbose_name = _("起案")
        constraints = [
            models.UniqueConstraint(name="one_open_proposal", fields=["case"], condition=Q(ended_at=None)),
            models.CheckConstraint(name="proposed_refusal_gives_reason", condition=~Q(outcome__in=AGAINST, sealed_reason=b"")),
            models.CheckConstraint(
                name="proposal_ends_in_one_way",
                condition=Q(ended_at=None, ending="") | Q(ended_at__isnull=False) & ~Q(ending=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.case_id}"

    @property
    def reason(self) -> str:
        return show(self.case.key, self.sealed_reason, f"cases.reason:{self.id}")

    @property
    def grants(self) -> list[dict[str, Any]]:
        """The lines of the decision, one an item: path, name, outcome, yen, reason, values."""
        found: Any = show_json(self.case.key, self.sealed_grants, f"cases.grants:{self.id}")
        return list(found or [])

    @property
    def values(self) -> dict[str, Any]:
        found: dict[str, Any] = show_json(self.case.key, self.sealed_values, f"cases.values:{self.id}")
        return found
