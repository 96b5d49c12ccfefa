"""ひも付け: the office has found out that an account is a person of its registers. Known on the office side alone."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.people.models.account import Account
from madoguchi.engines.people.models.addressee import Addressee


class Binding(models.Model):
    zone = Zone.OFFICE
    account = models.ForeignKey(Account, models.PROTECT, related_name="bindings")
    addressee = models.ForeignKey(Addressee, models.PROTECT, related_name="bindings")
    by = models.CharField(_("確認した者"), max_length=80)
    at = models.DateTimeField(_("確認日時"))
    ended_at = models.DateTimeField(_("解除日時"), null=True)

    class Meta:
        verbose_name = _("アカウントと宛名のひも付け")
        constraints = [
            models.UniqueConstraint(name="one_open_binding_an_account", fields=["account"], condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return str(self.at)
