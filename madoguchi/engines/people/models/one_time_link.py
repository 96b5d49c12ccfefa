"""一度限りのリンク: proves that whoever opens it reads the mailbox (or holds the paper) it was sent to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.engines.people.models.account import Account

TRIES = 5


class Purpose(models.TextChoices):
    SIGN_IN = "sign-in", _("サインイン")
    SIGN_UP = "sign-up", _("利用登録")
    CONFIRM = "confirm", _("本人の確認")
    ADDRESS = "address", _("メールアドレスの変更")
    MERGE = "merge", _("アカウントの統合")
    ENROL = "enrol", _("職員の登録")


class OneTimeLink(models.Model):
    """Only hashes are kept. A row without account or address answers for an unknown address, and looks alike."""

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    purpose = models.CharField(_("目的"), max_length=16, choices=Purpose)
    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="one_time_links")
    email = models.EmailField(_("メールアドレス"), blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, blank=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    after = models.CharField(_("次のページ"), max_length=500, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("一度限りのリンク")
        constraints = [
            models.CheckConstraint(name="one_time_link_few_tries", condition=models.Q(code_tries__lte=TRIES)),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}"
