"""不在と代わり: who is away from when until when, and who looks after their cases meanwhile."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def on(self, day: date) -> Self:
        return self.filter(from_on__lte=day, until_on__gte=day, ended_at=None)


class Absence(models.Model):
    """Both days belong to it. The cases stay with whom they were given to; the deputy finds them in the queue."""

    zone = Zone.OFFICE
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("不在の職員"))
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("代わりの職員"))
    section = models.CharField(_("所属"), max_length=40)
    from_on = models.DateField(_("初日"))
    until_on = models.DateField(_("最終日"))
    by_code = models.CharField(_("登録した者"), max_length=80)
    at = models.DateTimeField(_("日時"))
    ended_at = models.DateTimeField(_("取り消した日時"), null=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("不在と代わり")
        constraints = [
            models.CheckConstraint(name="absence_from_before_until", condition=Q(from_on__lte=F("until_on"))),
            models.CheckConstraint(name="absent_not_own_deputy", condition=~Q(deputy=F("account"))),
        ]
        indexes = [
            models.Index(name="absence_deputy", fields=["deputy", "until_on"], condition=Q(ended_at=None)),
            models.Index(name="absence_section", fields=["section", "until_on"], condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.from_on}–{self.until_on}"
