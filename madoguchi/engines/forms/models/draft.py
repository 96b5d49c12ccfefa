"""下書き: a form that somebody has begun. Its answers stand in pages, sealed by its own key."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import Version
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import DataKey, unseal_json
from madoguchi.core.zones import Zone
from madoguchi.engines.forms.definitions import FormSpec
from madoguchi.engines.people.public import Delegation, ScopedQuerySet, own


class DraftQuerySet(ScopedQuerySet["Draft"]):
    def visible_to(self, actor: Any) -> "DraftQuerySet":
        """The account it belongs to, whoever acts for it within the scope and began it for it, whoever holds it by a
        code, and the house itself. Staff see no drafts."""
        if actor.kind == "system":
            return self.all()
        if not has_name(actor):
            return self.none()
        held = Holder.objects.filter(code=actor.code, until=None).values("draft")
        if actor.kind == "resident":
            # By ids, not by OR: every engine finds the few there are by their indexes instead of reading all drafts.
            condition = own(actor, "procedure", code="version__code", delegation="delegation", begun_only=True)
            mine = Draft.objects.filter(condition).values("pk")
            if actor.acting_for:
                return self.filter(pk__in=mine)
            return self.filter(pk__in=mine.union(held))
        return self.filter(pk__in=held)

    def open_on(self, day: date) -> "DraftQuerySet":
        return self.filter(frozen_at=None, discarded_at=None, expires_on__gte=day)


def has_name(actor: Any) -> bool:
    """May this actor hold anything? Staff do not, nor somebody without account and without session."""
    return bool((actor.kind == "resident" and actor.account_id) or (actor.kind == "anonymous" and actor.session))


class Draft(models.Model):
    """Pinned to the version of the definition it was begun with. Frozen when handed in, discarded when given up."""

    zone = Zone.PUBLIC
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(Version, models.PROTECT, related_name="+", verbose_name=_("様式の版"))
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("アカウント")
    )
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("作成のもとになった委任")
    )
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", verbose_name=_("鍵"))
    language = models.CharField(_("言語"), max_length=10, default="ja")
    started_at = models.DateTimeField(_("作成日時"))
    saved_at = models.DateTimeField(_("保存日時"))
    expires_on = models.DateField(_("保存期限"))
    frozen_at = models.DateTimeField(_("提出日時"), null=True)
    discarded_at = models.DateTimeField(_("破棄日時"), null=True)
    sealed_proposed = models.BinaryField(_("提案する回答（封緘）"), default=b"")
    resume_digest = models.CharField(_("再開コードの要約値"), max_length=64, blank=True)

    objects: ClassVar[DraftQuerySet] = DraftQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("下書き")
        constraints = [
            models.CheckConstraint(name="draft_frozen_or_discarded", condition=Q(frozen_at=None) | Q(discarded_at=None)),
            models.UniqueConstraint(name="draft_resume_code_once", fields=["resume_digest"], condition=~Q(resume_digest="")),
        ]
        indexes = [
            models.Index(name="draft_of_account", fields=["account", "-saved_at"]),
            models.Index(name="draft_open_by_expiry", fields=["expires_on"], condition=Q(frozen_at=None, discarded_at=None)),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def spec(self) -> FormSpec:
        found = self.version.definition
        assert isinstance(found, FormSpec)
        return found

    @property
    def proposed(self) -> dict[str, Any]:
        """Answers that stand in the fields until their page is saved: those of an earlier application."""
        if not self.sealed_proposed:
            return {}
        found: dict[str, Any] = unseal_json(self.key, bytes(self.sealed_proposed), proposed_context(self.id))
        return found

    @property
    def is_open(self) -> bool:
        return self.frozen_at is None and self.discarded_at is None


def proposed_context(id: UUID) -> str:
    return f"forms.proposed:{id}"


class Holder(models.Model):
    """保持者: who, beside the account, may open a draft: a browser without sign-in, or a helper's."""

    class Role(models.TextChoices):
        OWNER = "owner", _("本人")
        HELPER = "helper", _("手伝い")

    zone = Zone.PUBLIC
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="holders", verbose_name=_("下書き"))
    code = models.CharField(_("保持者"), max_length=80, db_index=True)
    role = models.CharField(_("役割"), max_length=8, choices=Role)
    since = models.DateTimeField(_("開始"))
    until = models.DateTimeField(_("終了"), null=True)

    class Meta:
        verbose_name = _("下書きの保持者")
        constraints = [
            models.CheckConstraint(name="draft_holder_role_known", condition=Q(role__in=["owner", "helper"])),
            models.UniqueConstraint(name="draft_held_once", fields=["draft", "code"], condition=Q(until=None)),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.draft_id}"
