"""アカウント: on whose account things are done. A person (個人), a group (団体) or a staff member, never two of them.

Groups, and persons for whom a legal representative acts, have accounts into which nobody signs in: their address is a
placeholder below `.invalid`, to which no mail goes.
"""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone

NOWHERE = "account.invalid"
"""Domain of accounts without a mailbox of their own (RFC 2606: it never exists)."""


class Kind(models.TextChoices):
    RESIDENT = "resident", _("住民")
    GROUP = "group", _("団体")
    STAFF = "staff", _("職員")


class AccountManager(BaseUserManager["Account"]):
    @transaction.atomic
    def create_user(self, email: str, kind: str = Kind.RESIDENT, password: str | None = None, **fields: Any) -> "Account":
        """A new account. Its address counts as confirmed: callers create accounts only after a mail has proved it,
        or when the city vouches for it (staff)."""
        from allauth.account.models import EmailAddress

        account = self.model(email=email.strip().lower(), kind=kind, **fields)
        account.set_password(password)
        account.save(using=self._db)
        EmailAddress.objects.create(user=account, email=account.email, primary=True, verified=True)
        return account

    def create_represented(self, kind: str = Kind.RESIDENT, **fields: Any) -> "Account":
        """An account into which nobody signs in: a group's, or that of a person for whom another acts."""
        account = self.model(kind=kind, **fields)
        account.email = f"{account.id}@{NOWHERE}"
        account.set_unusable_password()
        account.save(using=self._db)
        return account

    def active(self, email: str, kind: str) -> "Account | None":
        return self.filter(email=email.strip().lower(), kind=kind, is_active=True).first()


class Account(AbstractBaseUser):
    """Signs in with a mail address; what it may do is its posts' (staff) or its own cases' (residents)."""

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("種別"), max_length=16, choices=Kind)
    email = models.EmailField(_("メールアドレス"), unique=True)
    name = models.CharField(_("表示名"), max_length=100, blank=True)
    language = models.CharField(_("言語"), max_length=10, default="ja")
    passkey_required = models.BooleanField(_("パスキーを必ず使う"), default=False)
    leaves_on = models.DateField(_("退職日"), null=True, blank=True)
    is_active = models.BooleanField(_("有効"), default=True)
    created_at = models.DateTimeField(_("登録日時"), auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    class Meta:
        verbose_name = _("アカウント")
        constraints = [
            models.CheckConstraint(name="account_kind_known", condition=Q(kind__in=["resident", "group", "staff"])),
            models.CheckConstraint(name="group_has_no_mailbox", condition=~Q(kind="group") | Q(email__endswith=f"@{NOWHERE}")),
            models.CheckConstraint(name="only_staff_leaves", condition=Q(leaves_on=None) | Q(kind="staff")),
            models.CheckConstraint(name="staff_has_mailbox", condition=~Q(kind="staff", email__endswith=f"@{NOWHERE}")),
        ]

    def __str__(self) -> str:
        return self.name or str(self.id)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Whatever of the ways in changes, password, address or the passkey made obligatory, every other session ends with it."""
        ways = f"{self.password} {self.email} {self.passkey_required}"
        return salted_hmac("mado-people-ways-in", ways, secret=secret, algorithm="sha256").hexdigest()

    @property
    def shown_name(self) -> str:
        """To somebody who knows the person: the name, or the address."""
        return self.name or (self.email if self.has_mailbox else "")

    @property
    def has_mailbox(self) -> bool:
        return not self.email.endswith(f"@{NOWHERE}")

    @property
    def is_staff_member(self) -> bool:
        return self.kind == Kind.STAFF
