"""通知: the legal act of telling a person what was decided. What carries it is a `Delivery`."""

from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.files.public import StoredFile
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import DataKey, seal_json, unseal_json
from madoguchi.core.zones import Zone
from madoguchi.engines.messages.recipients import Recipient
from madoguchi.engines.people.public import Actor, ScopedQuerySet, own


class NoticeQuerySet(ScopedQuerySet["Notice"]):
    def visible_to(self, by: Actor) -> "NoticeQuerySet":
        """A resident's own, where the portal is one of the ways (whoever acts for another sees them only with a scope of
        everything: a notice does not say of which procedure it is); staff: what their section gave."""
        if by.kind == "system":
            return self.all()
        if by.kind == "resident" and by.account_id:
            return self.filter(own(by, "notice"), deliveries__channel="portal", deliveries__state="sent")
        return self.of_sections(by.sections_with("messages.see"))


class Notice(models.Model):
    """Given once for its key. `kind` and `title` say what sort of notice it is; name and address are sealed."""

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    idempotency_key = models.CharField(_("重複防止の符号"), max_length=160, unique=True)
    kind = models.CharField(_("種類"), max_length=60)
    title = models.CharField(_("件名"), max_length=200)
    section = models.CharField(_("所属"), max_length=40)
    subject_kind = models.CharField(_("対象の種類"), max_length=40)
    subject_id = models.CharField(_("対象"), max_length=64)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("アカウント")
    )
    language = models.CharField(_("言語"), max_length=10, default="ja")
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", verbose_name=_("鍵"))
    sealed_recipient = models.BinaryField(_("宛先（封緘）"))
    document_id = models.UUIDField(_("文書"), null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("文書の写し"))
    given_by = models.CharField(_("通知した者"), max_length=80)
    given_at = models.DateTimeField(_("通知日時"))
    opened_at = models.DateTimeField(_("はじめて開いた日時"), null=True, editable=False)
    expires_on = models.DateField(_("保存期限"), null=True, blank=True)

    objects: ClassVar[NoticeQuerySet] = NoticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("通知")
        indexes = [
            models.Index(name="notice_account", fields=["account", "-given_at"]),
            models.Index(name="notice_subject", fields=["subject_kind", "subject_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def recipient(self) -> Recipient:
        kept = unseal_json(self.key, bytes(self.sealed_recipient), context_of(self.id))
        return Recipient.from_sealed(kept, self.account_id, self.language)

    def address_to(self, recipient: Recipient) -> None:
        self.sealed_recipient = seal_json(self.key, recipient.sealed_part(), context_of(self.id))


def context_of(notice_id: UUID) -> str:
    return f"messages.recipient:{notice_id}"
