"""気づき: looks of one member of staff that met a rule on a day. Found by a job, ended by a person with a reason."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import DataKey
from madoguchi.core.zones import Zone
from madoguchi.engines.people.public import Account, Actor, ScopedQuerySet, may_guard_privacy


class State(models.TextChoices):
    """The last of its steps, kept beside them for lists."""

    NEW = "new", _("新しい")
    ASKED = "asked", _("説明を求めている")
    EXPLAINED = "explained", _("説明があった")
    CLEARED = "cleared", _("問題なし")
    CONFIRMED = "confirmed", _("不適切な閲覧")


OPEN = (State.NEW, State.ASKED, State.EXPLAINED)


class AnomalyQuerySet(ScopedQuerySet["Anomaly"]):
    def visible_to(self, by: Actor) -> "AnomalyQuerySet":
        """Privacy officers all, section heads what their section is asked about; nobody what is about themselves."""
        if by.kind == "system":
            return self.all()
        if by.kind != "staff":
            return self.none()
        others = self.exclude(account=by.account_id)
        if may_guard_privacy(by):
            return others
        return others.of_sections(by.sections_with("watch.explain")).exclude(state=State.NEW)

    def open(self) -> "AnomalyQuerySet":
        return self.filter(state__in=OPEN).few()


class Anomaly(models.Model):
    """`subject`: the record looked at, where the rule is about one; `count`: looks, or records of the worst hour."""

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    rule = models.CharField(_("決まり"), max_length=60)
    looks_at = models.CharField(_("何に気づいたか"), max_length=16)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name=_("職員"))
    section = models.CharField(_("所属"), max_length=40, blank=True)
    day = models.DateField(_("日"))
    subject_kind = models.CharField(_("対象の種類"), max_length=40, blank=True)
    subject_id = models.CharField(_("対象"), max_length=64, blank=True)
    count = models.PositiveIntegerField(_("件数"), default=0)
    first_at = models.DateTimeField(_("はじめの閲覧"))
    last_at = models.DateTimeField(_("最後の閲覧"))
    found_at = models.DateTimeField(_("気づいた日時"))
    state = models.CharField(_("状態"), max_length=12, choices=State, default=State.NEW)
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", verbose_name=_("鍵"))

    objects: ClassVar[AnomalyQuerySet] = AnomalyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("気づき")
        constraints = [
            models.UniqueConstraint(name="anomaly_once_a_day", fields=["rule", "account", "day", "subject_kind", "subject_id"]),
            models.CheckConstraint(name="anomaly_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(name="anomaly_counts", condition=Q(count__gt=0)),
        ]
        indexes = [
            models.Index(name="anomaly_by_state", fields=["state", "-id"]),
            models.Index(name="anomaly_by_state_of_section", fields=["section", "state", "-id"]),
            models.Index(name="anomaly_open_of_section", fields=["section", "-id"], condition=Q(state__in=OPEN)),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.day}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN
