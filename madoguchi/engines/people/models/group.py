"""団体: a club, a neighbourhood association, a care office. It has an account of its own, and people who act for it."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.engines.people.models.account import Account
from madoguchi.engines.people.scope import ScopedQuerySet


class GroupQuerySet(ScopedQuerySet["Group"]):
    def visible_to(self, actor: Any) -> "GroupQuerySet":
        """Those who are in it, in their own name or acting for it."""
        if actor.kind == "system":
            return self
        if actor.kind != "resident":
            return self.none()
        if actor.acting_for:
            return self.filter(account_id=actor.account_id) if actor.acting_for.role in GroupRole.values else self.none()
        mine = GroupMember.objects.filter(member_id=actor.account_id, left_at=None).values("group")
        return self.filter(pk__in=mine)


class Group(models.Model):
    """`account` is on whose account things are done; closed when nobody is to act for it any more."""

    zone = Zone.ALL
    account = models.OneToOneField(Account, models.PROTECT, primary_key=True, related_name="group", verbose_name=_("アカウント"))
    kana = models.CharField(_("読み"), max_length=100, blank=True)
    activity = models.CharField(_("活動の内容"), max_length=200)
    made_by = models.CharField(_("登録した者"), max_length=80)
    made_at = models.DateTimeField(_("登録日時"))
    closed_at = models.DateTimeField(_("廃止日時"), null=True)
    closed_by = models.CharField(_("廃止した者"), max_length=80, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("団体")
        constraints = [
            models.CheckConstraint(
                name="group_closed_whole",
                condition=Q(closed_at=None, closed_by="") | (Q(closed_at__isnull=False) & ~Q(closed_by="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.account_id)

    @property
    def name(self) -> str:
        return self.account.name


class GroupRole(models.TextChoices):
    OFFICER = "officer", _("役員")
    MEMBER = "member", _("構成員")


class GroupMemberQuerySet(ScopedQuerySet["GroupMember"]):
    def visible_to(self, actor: Any) -> "GroupMemberQuerySet":
        """The rows of one's groups, and one's own."""
        if actor.kind == "system":
            return self
        return self.filter(group__in=Group.objects.visible_to(actor).values("pk"))

    def current(self) -> "GroupMemberQuerySet":
        return self.filter(joined_at__isnull=False, left_at=None)


class GroupMember(models.Model):
    """Officers (役員) do everything for the group and keep its list; members (構成員) book for it.

    Invited by mail address; `member` is set when the invited person agrees.
    """

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="members", verbose_name=_("団体"))
    member = models.ForeignKey(Account, models.PROTECT, null=True, related_name="memberships", verbose_name=_("構成員"))
    role = models.CharField(_("役割"), max_length=12, choices=GroupRole)
    invited_mail = models.EmailField(_("招いたメールアドレス"), blank=True)
    invited_by = models.CharField(_("招いた者"), max_length=80)
    invited_at = models.DateTimeField(_("招いた日時"))
    joined_at = models.DateTimeField(_("加わった日時"), null=True)
    left_at = models.DateTimeField(_("離れた日時"), null=True)
    ended_by = models.CharField(_("離した者"), max_length=80, blank=True)

    objects = GroupMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("団体の構成員")
        constraints = [
            models.CheckConstraint(name="group_role_known", condition=Q(role__in=GroupRole.values)),
            models.CheckConstraint(name="joined_is_somebody", condition=Q(joined_at=None) | Q(member__isnull=False)),
            models.CheckConstraint(
                name="left_group_whole", condition=Q(left_at=None, ended_by="") | (Q(left_at__isnull=False) & ~Q(ended_by=""))
            ),
            models.UniqueConstraint(
                name="once_in_a_group", fields=["group", "member"], condition=Q(left_at=None, member__isnull=False)
            ),
            models.UniqueConstraint(
                name="invited_once", fields=["group", "invited_mail"], condition=Q(left_at=None, joined_at=None)
            ),
        ]
        indexes = [
            models.Index(name="invited_to_group", fields=["invited_mail"], condition=Q(joined_at=None, left_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.group_id}"
