"""知らせ先: an address at which a system wants to be told."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import DataKey
from madoguchi.core.zones import Zone
from madoguchi.engines.people.public import Machine


class Why(models.TextChoices):
    FAILING = "failing", _("届かない状態が1日続いたため")
    GONE = "gone", _("送り先が「もうない」（410）と答えたため")
    BY_HAND = "by-hand", _("職員が止めたため")


class HookQuerySet(models.QuerySet["Hook"]):
    def at_work(self) -> Self:
        return self.filter(ended_at=None, paused_at=None)

    def free(self, at: datetime) -> Self:
        """Nobody sends for it just now, and it need not be left alone for a while."""
        return self.filter(Q(busy_until=None) | Q(busy_until__lt=at), Q(not_before=None) | Q(not_before__lte=at))


class Hook(models.Model):
    """`after`: the position up to which events have been planned. `secret` is sealed; the earlier one signs beside it until
    `earlier_until`. `failing_since`, `failures`: since the last success. `not_before`: left alone until then. `busy_until`: the
    lease of whoever sends.
    """

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    machine = models.ForeignKey(Machine, models.PROTECT, related_name="+", verbose_name=_("システム"))
    address = models.CharField(_("送り先"), max_length=500)
    kinds = models.JSONField(_("知らせること"), default=list)
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", verbose_name=_("鍵"))
    secret = models.BinaryField(_("署名の鍵"))
    earlier_secret = models.BinaryField(_("前の署名の鍵"), null=True)
    earlier_until = models.DateTimeField(_("前の署名の鍵を使う期限"), null=True)
    after = models.BigIntegerField(_("どこまで"), default=0)
    made_by = models.CharField(_("登録した者"), max_length=80)
    made_at = models.DateTimeField(_("登録日時"))
    failing_since = models.DateTimeField(_("届かなくなった日時"), null=True)
    failures = models.PositiveIntegerField(_("続けての失敗"), default=0)
    not_before = models.DateTimeField(_("次に送る日時"), null=True)
    busy_until = models.DateTimeField(_("送っている期限"), null=True)
    paused_at = models.DateTimeField(_("止めた日時"), null=True)
    paused_why = models.CharField(_("止めた理由"), max_length=8, choices=Why, blank=True)
    ended_at = models.DateTimeField(_("やめた日時"), null=True)
    ended_by = models.CharField(_("やめた者"), max_length=80, blank=True)

    objects: ClassVar[HookQuerySet] = HookQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("知らせ先")
        constraints = [
            models.CheckConstraint(
                name="hook_paused_for_a_reason",
                condition=Q(paused_at=None, paused_why="") | Q(paused_at__isnull=False, paused_why__in=Why.values),
            ),
            models.CheckConstraint(name="hook_ended_by_somebody", condition=Q(ended_at=None) | ~Q(ended_by="")),
            models.CheckConstraint(
                name="hook_earlier_secret_ends",
                condition=Q(earlier_secret=None, earlier_until=None) | Q(earlier_secret__isnull=False, earlier_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.address
