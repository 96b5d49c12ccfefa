"""所属と役割: what a staff member may do, in which department, from when until when."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.people.models.account import Account


class Role(models.TextChoices):
    CLERK = "clerk", _("担当者")
    CHIEF = "chief", _("決裁者")
    ADMINISTRATOR = "administrator", _("管理者")
    AUDITOR = "auditor", _("監査担当")


class PostQuerySet(models.QuerySet["Post"]):
    def in_force(self, on: date) -> Self:
        return self.filter(Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on)


class Post(models.Model):
    """Holds from its first day up to the day before `until_on`. A department is a key of the city's definitions."""

    zone = Zone.ALL
    account = models.ForeignKey(Account, models.PROTECT, related_name="posts", verbose_name=_("職員"))
    department = models.CharField(_("所属"), max_length=60)
    role = models.CharField(_("役割"), max_length=20, choices=Role)
    from_on = models.DateField(_("着任日"))
    until_on = models.DateField(_("離任日"), null=True, blank=True)
    deputy_of = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="deputies", verbose_name=_("代理される職員")
    )
    given_by = models.CharField(_("発令した者"), max_length=80)
    given_at = models.DateTimeField(_("発令の記録日時"))

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("所属と役割")
        constraints = [
            models.CheckConstraint(name="post_from_before_until", condition=Q(until_on=None) | Q(from_on__lt=F("until_on"))),
            models.CheckConstraint(name="post_role_known", condition=Q(role__in=["clerk", "chief", "administrator", "auditor"])),
            models.CheckConstraint(name="post_not_own_deputy", condition=Q(deputy_of=None) | ~Q(deputy_of=F("account"))),
            models.UniqueConstraint(
                name="post_once_while_open", fields=["account", "department", "role"], condition=Q(until_on=None)
            ),
        ]
        indexes = [models.Index(name="post_of_account", fields=["account", "from_on"])]

    def __str__(self) -> str:
        return f"{self.department} {self.role}"
