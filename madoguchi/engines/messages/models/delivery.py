"""配信: one notice or message on one channel. Its state moves by conditional updates only, so that two workers never
both act.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core import among  # noqa: F401  the lookup
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.engines.messages.models.message import Message
from madoguchi.engines.messages.models.notice import Notice
from madoguchi.engines.people.public import Actor, ScopedQuerySet


class State(models.TextChoices):
    """`UNKNOWN`: it was being handed over when the worker was lost; it may or may not have left."""

    QUEUED = "queued", _("送信待ち")
    SENDING = "sending", _("送信中")
    SENT = "sent", _("送信済み")
    FAILED = "failed", _("失敗（再送待ち）")
    UNKNOWN = "unknown", _("送れたか不明")
    GIVEN_UP = "given-up", _("送れません")


TROUBLE = [State.FAILED, State.UNKNOWN, State.GIVEN_UP]


class DeliveryQuerySet(ScopedQuerySet["Delivery"]):
    def visible_to(self, by: Actor) -> "DeliveryQuerySet":
        if by.kind == "system":
            return self.all()
        return self.of_sections(by.sections_with("messages.see"))

    def claim(self, delivery_id: UUID | str, *, at: datetime, lease: timedelta) -> "Delivery | None":
        """Take a waiting delivery in hand, or None where another has it or there is nothing to do."""
        due = Q(state__in=[State.QUEUED, State.FAILED]) & (Q(next_try=None) | Q(next_try__lte=at))
        taken = self.filter(due, pk=delivery_id).update(
            state=State.SENDING, attempt=F("attempt") + 1, lease_until=at + lease, changed_at=at, reason=""
        )
        return self.select_related("notice", "message", "message__account").get(pk=delivery_id) if taken else None

    def move(self, delivery: "Delivery", *, from_states: Sequence[str], at: datetime, **to: Any) -> bool:
        """Move on, if it still stands where this attempt left it."""
        still = self.filter(pk=delivery.pk, state__in=from_states, attempt=delivery.attempt)
        return bool(still.update(changed_at=at, **to))

    def lost(self, at: datetime) -> "DeliveryQuerySet":
        """Handed over by a worker that never came back to say how it went."""
        return self.filter(state=State.SENDING, lease_until__lt=at)

    def troubled(self) -> "DeliveryQuerySet":
        return self.filter(state__among=TROUBLE)


class Delivery(models.Model):
    """`uncertain` counts how often it was sent again after `unknown`; `reason` is a code of the channel."""

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    notice = models.ForeignKey(Notice, models.PROTECT, null=True, related_name="deliveries", verbose_name=_("通知"))
    message = models.ForeignKey(Message, models.CASCADE, null=True, related_name="deliveries", verbose_name=_("お知らせ"))
    channel = models.CharField(_("手段"), max_length=20)
    section = models.CharField(_("所属"), max_length=40, blank=True)
    state = models.CharField(_("状態"), max_length=10, choices=State, default=State.QUEUED)
    reason = models.CharField(_("理由の符号"), max_length=60, blank=True)
    attempt = models.PositiveSmallIntegerField(_("試行"), default=0)
    uncertain = models.PositiveSmallIntegerField(_("不明からの再送"), default=0)
    lease_until = models.DateTimeField(_("作業の期限"), null=True)
    next_try = models.DateTimeField(_("次の試行"), null=True)
    queued_at = models.DateTimeField(_("登録日時"))
    changed_at = models.DateTimeField(_("更新日時"))
    sent_at = models.DateTimeField(_("送信日時"), null=True)

    objects: ClassVar[DeliveryQuerySet] = DeliveryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("配信")
        constraints = [
            models.CheckConstraint(name="delivery_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(name="delivery_sent_says_when", condition=~Q(state=State.SENT, sent_at=None)),
            models.CheckConstraint(
                name="delivery_of_one_thing",
                condition=Q(notice=None, message__isnull=False) | Q(notice__isnull=False, message=None),
            ),
            models.UniqueConstraint(
                name="one_delivery_a_notice_and_channel", fields=["notice", "channel"], condition=Q(message=None)
            ),
            models.UniqueConstraint(
                name="one_delivery_a_message_and_channel", fields=["message", "channel"], condition=Q(notice=None)
            ),
        ]
        indexes = [
            models.Index(name="delivery_leases", fields=["lease_until"], condition=Q(state=State.SENDING)),
            models.Index(name="delivery_uncertain", fields=["changed_at"], condition=Q(state=State.UNKNOWN)),
            models.Index(
                name="delivery_trouble",
                fields=["section", "changed_at"],
                condition=Q(state__in=TROUBLE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state} {self.id}"
