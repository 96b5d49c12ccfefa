"""要注意の人: a person of the registers whom many would like to look up. Flagged by a privacy officer, with days."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.people.public import Actor, Addressee, ScopedQuerySet, may_guard_privacy


class Why(models.TextChoices):
    OFFICE = "office", _("首長・議員など")
    STAFF = "staff", _("職員")
    KNOWN = "known", _("著名な人")
    EVENT = "event", _("事件・報道の当事者")
    WISH = "wish", _("本人の申出")


class FlagQuerySet(ScopedQuerySet["Flag"]):
    def visible_to(self, by: Actor) -> "FlagQuerySet":
        """Privacy officers alone: whoever is flagged is no clerk's concern."""
        return self.all() if by.kind == "system" or may_guard_privacy(by) else self.none()

    def in_force(self, on: date) -> "FlagQuerySet":
        return self.filter(Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on)


class Flag(models.Model):
    """`until_on` is the first day without it."""

    zone = Zone.OFFICE
    addressee = models.ForeignKey(Addressee, models.PROTECT, related_name="+", verbose_name=_("宛名"))
    why = models.CharField(_("理由"), max_length=12, choices=Why)
    from_on = models.DateField(_("初日"))
    until_on = models.DateField(_("終わる日"), null=True)
    by_code = models.CharField(_("登録した者"), max_length=80)
    at = models.DateTimeField(_("登録日時"))

    objects: ClassVar[FlagQuerySet] = FlagQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("要注意の人")
        constraints = [
            models.UniqueConstraint(name="flagged_once", fields=["addressee"], condition=Q(until_on=None)),
            models.CheckConstraint(name="flag_until_not_before_from", condition=Q(until_on=None) | Q(until_on__gte=F("from_on"))),
            models.CheckConstraint(name="flag_why_known", condition=Q(why__in=Why.values)),
        ]

    def __str__(self) -> str:
        return str(self.from_on)
