"""お知らせのメール: says only that there is news. Its text comes from a registered template; a sign-in mail is kept
whole, sealed.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import DataKey, seal_json, unseal_json
from madoguchi.core.zones import Zone


class Message(models.Model):
    """To an account, or to an address that somebody gave. `data` holds codes and ids for the link, nothing else."""

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    idempotency_key = models.CharField(_("重複防止の符号"), max_length=160, unique=True)
    template = models.CharField(_("文面"), max_length=60)
    data = models.JSONField(_("値"), default=dict)
    section = models.CharField(_("所属"), max_length=40, blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("アカウント")
    )
    language = models.CharField(_("言語"), max_length=10, default="ja")
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", verbose_name=_("鍵"))
    sealed_content = models.BinaryField(_("宛先と本文（封緘）"), default=b"")
    told_by = models.CharField(_("知らせた者"), max_length=80)
    told_at = models.DateTimeField(_("日時"))
    expires_on = models.DateField(_("保存期限"))

    class Meta:
        verbose_name = _("お知らせのメール")
        constraints = [
            models.CheckConstraint(name="message_has_addressee", condition=~Q(account=None, sealed_content=b"")),
        ]
        indexes = [models.Index(name="message_expiry", fields=["expires_on"])]

    def __str__(self) -> str:
        return f"{self.template} {self.id}"

    @property
    def content(self) -> dict[str, str]:
        """`to`, and for a mail that came in whole: `subject`, `text`."""
        if not self.sealed_content:
            return {}
        found: dict[str, str] = unseal_json(self.key, bytes(self.sealed_content), f"messages.content:{self.id}")
        return found

    def keep_content(self, **content: str) -> None:
        self.sealed_content = seal_json(self.key, content, f"messages.content:{self.id}")
