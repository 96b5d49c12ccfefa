"""アカウント: whoever can sign in. A resident or a staff member, never both."""

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone


class Kind(models.TextChoices):
    RESIDENT = "resident", _("住民")
    STAFF = "staff", _("職員")


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, kind: str = Kind.RESIDENT, password: str | None = None, **fields: Any) -> "Account":
        account = self.model(email=self.normalize_email(email), kind=kind, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """Signs in with a mail address; what it may do is its posts' (staff) or its own cases' (residents)."""

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(_("種別"), max_length=16, choices=Kind)
    email = models.EmailField(_("メールアドレス"), unique=True)
    name = models.CharField(_("表示名"), max_length=100, blank=True)
    language = models.CharField(_("言語"), max_length=10, default="ja")
    is_active = models.BooleanField(_("有効"), default=True)
    created_at = models.DateTimeField(_("登録日時"), auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    class Meta:
        verbose_name = _("アカウント")
        constraints = [models.CheckConstraint(name="account_kind_known", condition=Q(kind__in=Kind.values))]

    def __str__(self) -> str:
        return self.name or str(self.id)
