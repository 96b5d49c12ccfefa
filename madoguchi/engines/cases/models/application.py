"""申請: what a person sent, as it was sent. Revision 1 of the answers; it never changes."""

from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import Version
from madoguchi.core.files.public import StoredFile
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import DataKey
from madoguchi.core.zones import Zone
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.cases.sealed import show_json
from madoguchi.engines.people.public import Actor, Delegation, ScopedQuerySet, own


class Source(models.TextChoices):
    PORTAL = "portal", _("ポータル")
    PAPER = "paper", _("窓口（紙）")
    COUNTER = "counter", _("窓口")
    POST = "post", _("郵送")
    FAX = "fax", _("ファクス")
    TELEPHONE = "telephone", _("電話")
    MAIL = "mail", _("電子メール")
    API = "api", _("ほかのシステム")
    PITTARI = "pittari", _("ぴったりサービス")
    CHIBA = "chiba", _("ちば電子申請サービス")


class ApplicationQuerySet(ScopedQuerySet["Application"]):
    def visible_to(self, by: Actor) -> "ApplicationQuerySet":
        """Residents: their own, and what they may handle for another. Staff and machines: those of the
        sections in which they may see cases; a machine also what it handed in, and nothing of a protected person's."""
        if by.kind == "system":
            return self.all()
        if by.kind == "resident" and by.account_id:
            return self.filter(own(by, "procedure", code="procedure", delegation="delegation"))
        sections = by.sections_with("cases.see")
        if by.kind != "machine":
            return self.of_sections(sections)
        from madoguchi.engines.cases.protection import of_protected_persons

        return self.filter(Q(section__in=sections) | Q(submitted_by=by.code)).exclude(of_protected_persons())


class Application(models.Model):
    """`received_at`: when it was recorded here, or the time stamp of the system that it came through; `stamped_on`: the day
    of its arrival stamp, for what came on paper, with the reason for the difference. `draft`: the draft it came from, handed in
    once.
    """

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("受付番号"), max_length=16, unique=True)
    procedure = models.CharField(_("手続"), max_length=60)
    version = models.ForeignKey(Version, models.PROTECT, related_name="+", verbose_name=_("手続の版"))
    section = models.CharField(_("所属"), max_length=40)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("アカウント")
    )
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("提出のもとになった委任")
    )
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", verbose_name=_("鍵"))
    sealed_answers = models.BinaryField(_("回答（封緘）"))
    digest = models.CharField(_("回答の要約値"), max_length=64)
    source = models.CharField(_("受け方"), max_length=12, choices=Source, default=Source.PORTAL)
    received_at = models.DateTimeField(_("到達日時"))
    stamped_on = models.DateField(_("受付印の日"), null=True, blank=True)
    sealed_stamp_reason = models.BinaryField(_("受付印の日とした理由（封緘）"), default=b"")
    assurance = models.CharField(_("本人確認の水準"), max_length=16, default="none")
    helped = models.BooleanField(_("手伝いがあった"), default=False)
    electronic_notice = models.BooleanField(_("電子通知の希望"), default=False)
    language = models.CharField(_("言語"), max_length=10, default="ja")
    confirmed = models.JSONField(_("確認済みの説明"), default=list)
    later = models.JSONField(_("後日提出の書類"), default=list)
    draft = models.UUIDField(_("下書き"), null=True, unique=True, editable=False)
    submitted_by = models.CharField(_("提出した者"), max_length=80)

    objects: ClassVar[ApplicationQuerySet] = ApplicationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("申請")
        constraints = [
            models.CheckConstraint(name="application_source_known", condition=Q(source__in=Source.values)),
            models.CheckConstraint(name="stamp_gives_reason", condition=Q(stamped_on=None) | ~Q(sealed_stamp_reason=b"")),
        ]
        indexes = [
            models.Index(name="application_of_account", fields=["account", "-received_at"]),
            models.Index(name="application_of_section", fields=["section", "-received_at", "-id"]),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def answers(self) -> dict[str, Any]:
        """Revision 1. A later one, if there is any, counts: see `answers_of`."""
        found: dict[str, Any] = show_json(self.key, self.sealed_answers, answers_context(self.id, 1))
        return found

    @property
    def definition(self) -> Procedure:
        """The procedure as it was when this was sent."""
        found = self.version.definition
        assert isinstance(found, Procedure)
        return found


class ApplicationFile(models.Model):
    """A paper that came with the application; `slot` is the attachment of the definition it belongs to."""

    zone = Zone.ALL
    application = models.ForeignKey(Application, models.PROTECT, related_name="files", verbose_name=_("申請"))
    slot = models.CharField(_("添付の種類"), max_length=60)
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+", verbose_name=_("ファイル"))
    order = models.PositiveSmallIntegerField(_("順"), default=0)

    class Meta:
        verbose_name = _("申請の添付")

    def __str__(self) -> str:
        return f"{self.slot} {self.application_id}"


class ApplicationSecret(models.Model):
    """個人番号 and the like: sealed to the office under a key of its own from the moment it was typed, and carried
    along unopened.
    """

    zone = Zone.ALL
    application = models.ForeignKey(Application, models.PROTECT, related_name="secrets", verbose_name=_("申請"))
    path = models.CharField(_("項目"), max_length=80)
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", verbose_name=_("鍵"))
    sealed = models.BinaryField(_("内容（封緘）"))
    context = models.CharField(_("封緘の文脈"), max_length=200)

    class Meta:
        verbose_name = _("別に封緘した値")
        constraints = [models.UniqueConstraint(name="one_secret_a_path", fields=["application", "path"])]

    def __str__(self) -> str:
        return f"{self.path} {self.application_id}"


def answers_context(application_id: UUID, revision: int) -> str:
    return f"cases.answers:{application_id}:{revision}"
