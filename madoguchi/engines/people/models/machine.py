"""ほかのシステム: a system that may use the API in a department's name. Its secret is shown once and kept as a digest only."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone


class MachineQuerySet(models.QuerySet["Machine"]):
    def in_force(self, on: date) -> Self:
        return self.filter(revoked_at=None, expires_on__gt=on)


class Machine(models.Model):
    """`scopes`: codes of permissions that machines may hold. It stops working on `expires_on`, or when revoked."""

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("名前"), max_length=80)
    section = models.CharField(_("所属"), max_length=60)
    scopes = models.JSONField(_("できること"), default=list)
    digest = models.CharField(_("鍵の要約値"), max_length=64, unique=True)
    made_by = models.CharField(_("作成した者"), max_length=80)
    made_at = models.DateTimeField(_("作成日時"))
    expires_on = models.DateField(_("期限"))
    used_on = models.DateField(_("最後に使われた日"), null=True)
    revoked_at = models.DateTimeField(_("取消日時"), null=True)
    revoked_by = models.CharField(_("取り消した者"), max_length=80, blank=True)

    objects: ClassVar[MachineQuerySet] = MachineQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("ほかのシステム")
        constraints = [
            models.CheckConstraint(name="machine_revoked_by_somebody", condition=Q(revoked_at=None) | ~Q(revoked_by="")),
            models.CheckConstraint(name="machine_ends_after_it_begins", condition=Q(expires_on__gt=F("made_at__date"))),
        ]

    def __str__(self) -> str:
        return self.name
