"""決裁の結果: the one answer a draft receives. Three kinds of row in one table, so that the database keeps it to
one.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.sealing.public import seal, unseal
from madoguchi.core.zones import Zone
from madoguchi.engines.approvals.models.approval import Approval


class Verdict(models.TextChoices):
    AGREED = "agreed", _("決裁")
    SENT_BACK = "sent-back", _("差戻し")
    WITHDRAWN = "withdrawn", _("取下げ")


class Answer(models.Model):
    """Who answered, when, and why. Never edited; a draft sent back is drafted anew."""

    zone = Zone.OFFICE
    approval = models.OneToOneField(Approval, models.PROTECT, related_name="answer", verbose_name=_("決裁"))
    verdict = models.CharField(_("結果"), max_length=16, choices=Verdict)
    sealed_reason = models.BinaryField(_("理由（封緘）"), default=b"")
    by_code = models.CharField(_("処理した者"), max_length=80)
    at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("決裁の結果")
        constraints = [
            models.CheckConstraint(name="answer_verdict_known", condition=Q(verdict__in=Verdict.values)),
            models.CheckConstraint(name="sending_back_gives_reason", condition=~Q(verdict=Verdict.SENT_BACK, sealed_reason=b"")),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} {self.approval_id}"

    @property
    def reason(self) -> str:
        if not self.sealed_reason:
            return ""
        return unseal(self.approval.key, bytes(self.sealed_reason), self.context()).decode()

    def keep_reason(self, text: str) -> None:
        self.sealed_reason = seal(self.approval.key, text.encode(), self.context()) if text else b""

    def context(self) -> str:
        return f"approvals.answer:{self.approval_id}"


class OfVerdict(models.Manager["Answer"]):
    def __init__(self, verdict: Verdict) -> None:
        super().__init__()
        self.verdict = verdict

    def get_queryset(self) -> models.QuerySet[Answer]:
        return super().get_queryset().filter(verdict=self.verdict)


class Agreement(Answer):
    """決裁: agreed."""

    objects: ClassVar[OfVerdict] = OfVerdict(Verdict.AGREED)  # type: ignore[assignment]

    class Meta:
        proxy = True


class SendingBack(Answer):
    """差戻し: sent back, with a reason."""

    objects: ClassVar[OfVerdict] = OfVerdict(Verdict.SENT_BACK)  # type: ignore[assignment]

    class Meta:
        proxy = True


class Withdrawal(Answer):
    """取下げ: taken back by who drafted it."""

    objects: ClassVar[OfVerdict] = OfVerdict(Verdict.WITHDRAWN)  # type: ignore[assignment]

    class Meta:
        proxy = True
