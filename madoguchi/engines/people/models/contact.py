"""連絡方法: by which means a person wants to hear from the city, and whether notices may come electronically."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.people.models.account import Account


class Channel(models.TextChoices):
    MAIL = "mail", _("メール")
    LETTER = "letter", _("郵便")
    TELEPHONE = "telephone", _("電話")
    SMS = "sms", _("SMS（ショートメッセージ）")
    LINE = "line", "LINE"


class Contact(models.Model):
    """One row an account and channel; exactly the preferred one is asked first."""

    zone = Zone.ALL
    account = models.ForeignKey(Account, models.CASCADE, related_name="contacts")
    channel = models.CharField(_("方法"), max_length=16, choices=Channel)
    value = models.CharField(_("連絡先"), max_length=300, blank=True)
    language = models.CharField(_("言語"), max_length=10, default="ja")
    preferred = models.BooleanField(_("優先する"), default=False)
    confirmed_at = models.DateTimeField(_("確認日時"), null=True)
    chosen_at = models.DateTimeField(_("選択日時"))

    class Meta:
        verbose_name = _("連絡方法")
        constraints = [
            models.UniqueConstraint(name="contact_once_a_channel", fields=["account", "channel"]),
            models.UniqueConstraint(name="contact_one_preferred", fields=["account"], condition=Q(preferred=True)),
        ]

    def __str__(self) -> str:
        return self.channel


class ElectronicConsent(models.Model):
    """電子通知の同意: since when notices of dispositions (処分通知) may come electronically, and until when."""

    zone = Zone.ALL
    account = models.ForeignKey(Account, models.CASCADE, related_name="electronic_consents")
    since = models.DateTimeField(_("同意日時"))
    stopped_at = models.DateTimeField(_("停止日時"), null=True)

    class Meta:
        verbose_name = _("電子通知の同意")
        constraints = [
            models.UniqueConstraint(name="one_open_electronic_consent", fields=["account"], condition=Q(stopped_at=None)),
        ]

    def __str__(self) -> str:
        return str(self.since)
