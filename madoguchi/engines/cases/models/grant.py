"""内訳: what was decided for each child, or each item, of a decision."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.cases.models.decision import Decision, Outcome
from madoguchi.engines.cases.sealed import show, show_json

EACH = (Outcome.GRANTED.value, Outcome.REFUSED.value)


class Grant(models.Model):
    """One line of a decision: for `children[0]`, granted with its amount, or refused with its reason."""

    zone = Zone.ALL
    shown_to_person: ClassVar = ("id", "decision_id", "path", "outcome", "yen", "sealed_name", "sealed_reason", "sealed_values")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="grants", verbose_name=_("決定"))
    path = models.CharField(_("項目"), max_length=80)
    outcome = models.CharField(_("結果"), max_length=16, choices=[(one.value, one.label) for one in Outcome if one.value in EACH])
    yen = models.PositiveIntegerField(_("額"), null=True)
    sealed_name = models.BinaryField(_("氏名など（封緘）"), default=b"")
    sealed_reason = models.BinaryField(_("理由（封緘）"), default=b"")
    sealed_values = models.BinaryField(_("内容（封緘）"), default=b"")

    class Meta:
        verbose_name = _("決定の内訳")
        constraints = [
            models.UniqueConstraint(name="one_grant_an_item", fields=["decision", "path"]),
            models.CheckConstraint(name="grant_outcome_known", condition=Q(outcome__in=EACH)),
            models.CheckConstraint(name="refused_item_gives_reason", condition=~Q(outcome=Outcome.REFUSED, sealed_reason=b"")),
            models.CheckConstraint(name="refused_item_gives_nothing", condition=~Q(outcome=Outcome.REFUSED, yen__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.path} {self.outcome}"

    @property
    def name(self) -> str:
        return show(self.decision.case.key, self.sealed_name, f"cases.grant-name:{self.decision_id}:{self.path}")

    @property
    def reason(self) -> str:
        return show(self.decision.case.key, self.sealed_reason, f"cases.grant-reason:{self.decision_id}:{self.path}")

    @property
    def values(self) -> dict[str, Any]:
        found: dict[str, Any] = show_json(
            self.decision.case.key, self.sealed_values, f"cases.grant-values:{self.decision_id}:{self.path}"
        )
        return found
