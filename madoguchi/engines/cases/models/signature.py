"""電子署名: what was asked to be signed, and the signature that came with an application, kept with its evidence."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import unseal
from madoguchi.core.zones import Zone
from madoguchi.engines.cases.models.application import Application
from madoguchi.engines.people.public import Addressee


class SigningRequest(models.Model):
    """Bytes that the house made for one draft at one moment, known by their digest. Good for one signature, for half an hour."""

    zone = Zone.PUBLIC
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey("mado_forms.Draft", models.CASCADE, related_name="+", verbose_name=_("下書き"))
    nonce = models.CharField(_("一度限りの値"), max_length=64, unique=True)
    digest = models.CharField(_("署名する内容の要約値"), max_length=64)
    asked_by = models.CharField(_("求めた者"), max_length=80)
    asked_at = models.DateTimeField(_("作成日時"))
    expires_at = models.DateTimeField(_("有効期限"))
    used_at = models.DateTimeField(_("使用日時"), null=True)

    objects: ClassVar[models.Manager["SigningRequest"]] = models.Manager()

    class Meta:
        verbose_name = _("署名の求め")
        indexes = [models.Index(name="signing_of_draft", fields=["draft", "-asked_at"])]

    def __str__(self) -> str:
        return str(self.id)


class SignatureState(models.TextChoices):
    VALID = "valid", _("有効")
    UNCONFIRMED = "unconfirmed", _("失効の確認がまだ")


class Signature(models.Model):
    """The evidence is sealed with the application's key, so that only the office reads it and erasing the case erases it.
    What is invalid is never kept: the person is told, and may sign again or hand in without."""

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.OneToOneField(Application, models.PROTECT, related_name="signature", verbose_name=_("申請"))
    request = models.UUIDField(_("署名の求め"), unique=True)
    sealed_evidence = models.BinaryField(_("証拠（封緘）"))
    digest = models.CharField(_("証拠の要約値"), max_length=64)
    state = models.CharField(_("結果"), max_length=12, choices=SignatureState)
    waits_for_clerk = models.BooleanField(_("職員の照合を待つ"))
    medium = models.CharField(_("媒体"), max_length=8, default="card")
    test = models.BooleanField(_("テスト用の証明書"), default=False)
    at = models.DateTimeField(_("検証日時"))

    objects: ClassVar[models.Manager["Signature"]] = models.Manager()

    class Meta:
        verbose_name = _("電子署名")
        constraints = [
            models.CheckConstraint(name="signature_state_known", condition=Q(state__in=SignatureState.values)),
            models.CheckConstraint(name="signature_keeps_evidence", condition=~Q(sealed_evidence=b"") & ~Q(digest="")),
        ]
        indexes = [models.Index(name="signature_unconfirmed", fields=["at"], condition=Q(state="unconfirmed"))]

    def __str__(self) -> str:
        return f"{self.state} {self.digest[:8]}"

    @property
    def evidence(self) -> bytes:
        return unseal(self.application.key, bytes(self.sealed_evidence), signature_context(self.application.pk))


def signature_context(application_id: object) -> str:
    return f"cases.signature:{application_id}"


class SignatureMatch(models.Model):
    """照合: whose certificate it was, by its serial number or by a clerk who compared. Known on the office side alone."""

    class How(models.TextChoices):
        SERIAL = "serial", _("シリアル番号")
        CLERK = "clerk", _("職員の照合")

    zone = Zone.OFFICE
    signature = models.OneToOneField(Signature, models.PROTECT, related_name="match", verbose_name=_("電子署名"))
    addressee = models.ForeignKey(Addressee, models.PROTECT, related_name="+", verbose_name=_("宛名"))
    how = models.CharField(_("照合の方法"), max_length=8, choices=How)
    by_code = models.CharField(_("照合した者"), max_length=80)
    at = models.DateTimeField(_("照合日時"))

    objects: ClassVar[models.Manager["SignatureMatch"]] = models.Manager()

    class Meta:
        verbose_name = _("署名者の照合")

    def __str__(self) -> str:
        return str(self.how)
