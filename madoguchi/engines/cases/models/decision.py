"""決定: the answer that a case receives. Never edited: a wrong one is revised by a further one (取消し, 変更)."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.engines.cases.models.case import Case
from madoguchi.engines.cases.sealed import show, show_json


class Outcome(models.TextChoices):
    """`REJECTED`: 却下 for defects of form. `ACCEPTED`: 受理 of a notification (届出); `ACKNOWLEDGED`: 受領 of an offer (申出);
    `ANSWERED`: 回答 of an inquiry (照会). `CANCELLED`: only as a revision.
    """

    GRANTED = "granted", _("認定・承認")
    REFUSED = "refused", _("却下・不承認")
    REJECTED = "rejected", _("却下（形式上の不備）")
    ACCEPTED = "accepted", _("受理")
    ACKNOWLEDGED = "acknowledged", _("受領")
    ANSWERED = "answered", _("回答")
    CANCELLED = "cancelled", _("取消し")


AGAINST = (Outcome.REFUSED.value, Outcome.REJECTED.value, Outcome.CANCELLED.value)
"""Outcomes to a person's disadvantage: they give their reason, and their notice names the remedies."""


class Decision(models.Model):
    """`revises`: the earlier decision that this one cancels or changes. The values (amount, month …) are those of
    the notice. `valid_from` and `expires_on`: how long a grant holds, where the procedure says so; both days included.
    """

    zone = Zone.ALL
    shown_to_person: ClassVar = (
        "id",
        "case_id",
        "revises_id",
        "outcome",
        "sealed_reason",
        "sealed_values",
        "decided_at",
        "decided_on",
        "valid_from",
        "expires_on",
    )
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions", verbose_name=_("案件"))
    revises = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="revised_by", verbose_name=_("改める決定")
    )
    outcome = models.CharField(_("結果"), max_length=16, choices=Outcome)
    sealed_reason = models.BinaryField(_("理由（封緘）"), default=b"")
    sealed_values = models.BinaryField(_("決定の内容（封緘）"), default=b"")
    approval = models.UUIDField(_("決裁"), null=True, unique=True)
    proposed_by = models.CharField(_("起案者"), max_length=80, blank=True)
    decided_by = models.CharField(_("決定した者"), max_length=80)
    decided_at = models.DateTimeField(_("決定日時"))
    decided_on = models.DateField(_("決定日"))
    valid_from = models.DateField(_("有効期間の初日"), null=True)
    expires_on = models.DateField(_("有効期間の末日"), null=True)

    class Meta:
        verbose_name = _("決定")
        constraints = [
            models.CheckConstraint(name="decision_outcome_known", condition=Q(outcome__in=Outcome.values)),
            models.CheckConstraint(name="refusal_gives_reason", condition=~Q(outcome__in=AGAINST, sealed_reason=b"")),
            models.CheckConstraint(name="cancelling_revises", condition=~Q(outcome=Outcome.CANCELLED, revises=None)),
            models.CheckConstraint(name="reply_says_something", condition=~Q(outcome=Outcome.ANSWERED, sealed_reason=b"")),
            models.CheckConstraint(
                name="validity_has_both_ends",
                condition=Q(valid_from=None, expires_on=None) | Q(valid_from__isnull=False, expires_on__gte=F("valid_from")),
            ),
            models.CheckConstraint(name="validity_of_grants", condition=Q(expires_on=None) | Q(outcome=Outcome.GRANTED)),
            models.UniqueConstraint(name="one_first_decision", fields=["case"], condition=Q(revises=None)),
        ]
        indexes = [
            models.Index(name="decision_day", fields=["decided_on"]),
            models.Index(name="decision_expires", fields=["expires_on"], condition=Q(expires_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.case_id}"

    @property
    def reason(self) -> str:
        return show(self.case.key, self.sealed_reason, f"cases.reason:{self.id}")

    @property
    def values(self) -> dict[str, Any]:
        found: dict[str, Any] = show_json(self.case.key, self.sealed_values, f"cases.values:{self.id}")
        return found

    def is_against(self) -> bool:
        return self.outcome in AGAINST
