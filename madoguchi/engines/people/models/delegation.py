"""委任: that one account may act for another, on what evidence, in what, from when until when."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.files.public import StoredFile
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.relay.public import has_word
from madoguchi.core.sealing.public import DataKey, seal_json, unseal_json
from madoguchi.core.zones import Zone, zone_here
from madoguchi.engines.people.models.account import Account
from madoguchi.engines.people.models.binding import Binding
from madoguchi.engines.people.models.group import GroupMember, GroupRole
from madoguchi.engines.people.models.representation import Representation
from madoguchi.engines.people.scope import ScopedQuerySet

EVERYTHING = "*"
OF_REPRESENTATION = ("people.representation", "people.delegated")
"""What the public side must have heard of lately, before anybody acts for another there."""


class Basis(models.TextChoices):
    """代理の種類: on what the right to act rests."""

    LEGAL = "legal", _("法定代理")
    VOLUNTARY = "voluntary", _("任意代理")
    FILING = "filing", _("提出代行")


class Relation(models.TextChoices):
    PARENT = "parent", _("親権者")
    MINOR_GUARDIAN = "minor-guardian", _("未成年後見人")
    ADULT_GUARDIAN = "adult-guardian", _("成年後見人")
    CURATOR = "curator", _("保佐人")
    ASSISTANT = "assistant", _("補助人")
    FAMILY = "family", _("家族")
    OFFICE = "office", _("居宅介護支援事業所など")
    OTHER = "other", _("そのほか")


LEGAL_RELATIONS = ("parent", "minor-guardian", "adult-guardian", "curator", "assistant")


class Ending(models.TextChoices):
    """Why a delegation is no longer: refused before it began, or ended after."""

    REFUSED = "refused", _("認められませんでした")
    REVOKED = "revoked", _("本人が取り消しました")
    GIVEN_UP = "given-up", _("代理人がやめました")
    WITHDRAWN = "withdrawn", _("求めた人が取り下げました")
    BY_CITY = "by-city", _("市が終わらせました")
    EXPIRED = "expired", _("期間が終わりました")


class DelegationQuerySet(ScopedQuerySet["Delegation"]):
    def visible_to(self, actor: Any) -> "DelegationQuerySet":
        """Both parties, in their own name: whoever acts for another reads nothing of that person's other proxies. Staff
        of sections that may look people up: where the evidence is examined by the city."""
        from madoguchi.engines.people.rights import may_confirm, may_see_suppressed

        if actor.kind == "system":
            return self
        if actor.kind == "staff":
            examined = self.filter(basis=Basis.LEGAL) if may_confirm(actor) else self.none()
            protected = Binding.objects.filter(addressee__suppressed=True).values("account")
            return examined if may_see_suppressed(actor) else examined.exclude(principal__in=protected)
        if actor.kind != "resident" or actor.acting_for:
            return self.none()
        offices = GroupMember.objects.current().filter(member_id=actor.account_id, role=GroupRole.OFFICER).values("group")
        party = Q(principal_id=actor.account_id) | Q(proxy_id=actor.account_id) | Q(asked_by_id=actor.account_id)
        return self.filter(party | Q(proxy__in=offices))

    def in_force(self, on: date) -> "DelegationQuerySet":
        """Confirmed, begun, not over, not ended, and both accounts open. Of a person under protection (支援措置) only what
        a clerk who knew of it has allowed."""
        current = self.filter(Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on, confirmed_at__isnull=False, ended_at=None)
        return current.unsilenced().filter(principal__is_active=True, proxy__is_active=True)

    def unsilenced(self) -> "DelegationQuerySet":
        """Without those that are silent while their principal is under protection. The office knows who is; the public side
        has its word for each account, and while there was none lately, all are silent there."""
        if zone_here() is Zone.PUBLIC:
            represented = Representation.objects.filter(open=True).values("account")
            told = self.filter(Q(despite_protection=True) | Q(principal__in=represented))
            return told if has_word(*OF_REPRESENTATION) else self.none()
        protected = Binding.objects.filter(ended_at=None, addressee__suppressed=True).values("account")
        return self.filter(Q(despite_protection=True) | ~Q(principal__in=protected))

    def waiting(self) -> "DelegationQuerySet":
        return self.filter(confirmed_at=None, ended_at=None)


class Delegation(models.Model):
    """One proxy for one principal. `scope` is codes with spaces between them: `*`, `procedure`, `procedure:…`, `booking` ….

    The side that has not asked is known by its mail address (`answer_mail`) until it answers; of a legal proxy the
    principal may have no account at all (a child): what was said of the person is sealed in `sealed_about`, and the
    clerk who confirms opens the account. `until_on` is the first day without it.
    """

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    basis = models.CharField(_("代理の種類"), max_length=12, choices=Basis)
    relation = models.CharField(_("関係"), max_length=20, choices=Relation)
    principal = models.ForeignKey(Account, models.PROTECT, null=True, related_name="proxies", verbose_name=_("本人"))
    proxy = models.ForeignKey(Account, models.PROTECT, null=True, related_name="principals", verbose_name=_("代理人"))
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name=_("求めた人"))
    asked_at = models.DateTimeField(_("求めた日時"))
    answer_mail = models.EmailField(_("答える人のメールアドレス"), blank=True)
    scope = models.TextField(_("できること"))
    from_on = models.DateField(_("始まる日"))
    until_on = models.DateField(_("終わる日"), null=True, blank=True)
    key = models.ForeignKey(DataKey, models.PROTECT, null=True, related_name="+", verbose_name=_("鍵"))
    sealed_about = models.BinaryField(_("本人について（封緘）"), default=b"")
    despite_protection = models.BooleanField(_("支援措置の後も認める"), default=False)
    confirmed_at = models.DateTimeField(_("確認日時"), null=True)
    confirmed_by = models.CharField(_("確認した者"), max_length=80, blank=True)
    evidence = models.CharField(_("確認した資料"), max_length=200, blank=True)
    ended_at = models.DateTimeField(_("終了日時"), null=True)
    ended_by = models.CharField(_("終わらせた者"), max_length=80, blank=True)
    ending = models.CharField(_("終了の理由"), max_length=12, choices=Ending, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("委任")
        constraints = [
            models.CheckConstraint(name="delegation_basis_known", condition=Q(basis__in=Basis.values)),
            models.CheckConstraint(name="delegation_not_to_oneself", condition=~Q(principal=F("proxy"))),
            models.CheckConstraint(name="delegation_says_in_what", condition=~Q(scope="")),
            models.CheckConstraint(name="delegation_days", condition=Q(until_on=None) | Q(from_on__lt=F("until_on"))),
            models.CheckConstraint(
                name="delegation_confirmed_whole",
                condition=Q(confirmed_at=None, confirmed_by="")
                | (Q(confirmed_at__isnull=False, principal__isnull=False, proxy__isnull=False) & ~Q(confirmed_by="")),
            ),
            models.CheckConstraint(
                name="legal_proxy_by_evidence", condition=~Q(basis="legal", confirmed_at__isnull=False, evidence="")
            ),
            models.CheckConstraint(
                name="delegation_ended_whole",
                condition=Q(ended_at=None, ended_by="", ending="") | (Q(ended_at__isnull=False) & ~Q(ended_by="") & ~Q(ending="")),
            ),
            models.CheckConstraint(name="filing_for_a_time", condition=~Q(basis="filing") | Q(until_on__isnull=False)),
            models.UniqueConstraint(
                name="one_open_delegation_a_pair",
                fields=["principal", "proxy", "basis"],
                condition=Q(confirmed_at__isnull=False, ended_at=None),
            ),
        ]
        indexes = [
            models.Index(name="delegation_to_answer", fields=["answer_mail"], condition=Q(confirmed_at=None, ended_at=None)),
            models.Index(name="delegation_waiting", fields=["basis", "asked_at"], condition=Q(confirmed_at=None, ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.basis} {self.id}"

    @property
    def scope_codes(self) -> frozenset[str]:
        return frozenset(self.scope.split())

    @property
    def about(self) -> dict[str, str]:
        """What was said of a principal without account: name, kana, birth, address."""
        if not self.sealed_about or self.key is None:
            return {}
        found: dict[str, str] = unseal_json(self.key, bytes(self.sealed_about), f"people.about:{self.id}")
        return found

    def keep_about(self, values: dict[str, str]) -> None:
        assert self.key is not None
        self.sealed_about = seal_json(self.key, values, f"people.about:{self.id}")

    @property
    def principal_name(self) -> str:
        """Of the account; of one who has none yet, as was said."""
        return self.principal.shown_name if self.principal else self.about.get("name", "")

    @property
    def is_waiting(self) -> bool:
        return self.confirmed_at is None and self.ended_at is None

    @property
    def last_on(self) -> date | None:
        return self.until_on - timedelta(days=1) if self.until_on else None

    def is_in_force(self, on: date) -> bool:
        begun = self.from_on <= on and (self.until_on is None or on < self.until_on)
        return begun and self.confirmed_at is not None and self.ended_at is None


class DelegationFile(models.Model):
    """A paper that proves it: 委任状, 登記事項証明書, 戸籍."""

    zone = Zone.ALL
    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="files", verbose_name=_("委任"))
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+", verbose_name=_("ファイル"))

    class Meta:
        verbose_name = _("委任を示す書類")

    def __str__(self) -> str:
        return str(self.file_id)
