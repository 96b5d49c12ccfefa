"""ほかのサービスの利用者: that somebody known to a provider (issuer, subject) is this account."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.people.models.account import Account


class Identity(models.Model):
    """One account a person of a provider, one person of a provider an account."""

    zone = Zone.ALL
    account = models.ForeignKey(Account, models.CASCADE, related_name="identities", verbose_name=_("アカウント"))
    provider = models.CharField(_("サービス"), max_length=40)
    issuer = models.CharField(_("発行者"), max_length=255)
    subject = models.CharField(_("利用者の符号"), max_length=255)
    added_at = models.DateTimeField(_("加えた日時"))
    used_at = models.DateTimeField(_("最後に使った日時"), null=True)

    class Meta:
        verbose_name = _("ほかのサービスの利用者")
        constraints = [
            models.UniqueConstraint(name="identity_of_one_account", fields=["issuer", "subject"]),
            models.UniqueConstraint(name="one_identity_a_provider", fields=["account", "issuer"]),
            models.CheckConstraint(name="identity_whole", condition=~Q(issuer="") & ~Q(subject="")),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.account_id}"
