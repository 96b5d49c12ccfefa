"""届いた包み: one application as another system sent it, and what became of it. The ledger of the intake."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.files.public import StoredFile
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import DataKey, seal_json, unseal_json
from madoguchi.core.zones import Zone
from madoguchi.engines.cases.public import Application, Source
from madoguchi.engines.people.public import Actor, ScopedQuerySet
from madoguchi.services.intake.faults import Fault, fault_of
from madoguchi.services.intake.models.run import Run


class ParcelState(models.TextChoices):
    WAITING = "waiting", _("取込み待ち")
    ACCEPTED = "accepted", _("取り込み済み")
    ASIDE = "aside", _("取り込めなかった")
    REPLACED = "replaced", _("差し替え済み")
    SPLIT = "split", _("1件ずつに分けた")
    DISMISSED = "dismissed", _("取り込まないことにした")
    EXPIRED = "expired", _("期限が過ぎて消した")


class ParcelQuerySet(ScopedQuerySet["Parcel"]):
    def visible_to(self, by: Actor) -> "ParcelQuerySet":
        """Those of the sections in which packages may be seen: of its procedure, or of its channel while that is unknown."""
        return self.all() if by.kind == "system" else self.of_sections(by.sections_with("intake.see"))


class Parcel(models.Model):
    """`number`: 受付番号 there. `file`: as it came, under the key of the application once it is taken in, so that erasing the case
    erases it; till then under its own, for as long as the channel says. `reason`: the code of the fault; what it names is
    sealed, for it may name people.
    """

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    channel = models.CharField(_("経路"), max_length=48)
    source = models.CharField(_("受け方"), max_length=12, choices=Source)
    section = models.CharField(_("所属"), max_length=40)
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="parcels", verbose_name=_("取込み"))
    number = models.CharField(_("相手の受付番号"), max_length=80, blank=True)
    procedure = models.CharField(_("手続"), max_length=60, blank=True)
    digest = models.CharField("SHA-256", max_length=64)
    size = models.PositiveBigIntegerField(_("大きさ"))
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", verbose_name=_("鍵"))
    sealed = models.BinaryField(_("名前と理由（封緘）"))
    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("届いたファイル"))
    state = models.CharField(_("状態"), max_length=12, choices=ParcelState, default=ParcelState.WAITING)
    reason = models.CharField(_("理由"), max_length=40, blank=True)
    application = models.OneToOneField(Application, models.PROTECT, null=True, related_name="parcel", verbose_name=_("申請"))
    sent_at = models.DateTimeField(_("送信日時"), null=True)
    arrived_at = models.DateTimeField(_("届いた日時"))
    settled_at = models.DateTimeField(_("決まった日時"), null=True)
    settled_by = models.CharField(_("決めた者"), max_length=80, blank=True)
    told = models.CharField(_("返した段階"), max_length=12, blank=True)
    over = models.BooleanField(_("返し終えた"), default=False)
    looked_at = models.DateTimeField(_("状況を見た日時"), null=True)

    objects: ClassVar[ParcelQuerySet] = ParcelQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("届いた申請データ")
        constraints = [
            models.UniqueConstraint(name="intake_parcel_once", fields=["channel", "digest"]),
            models.UniqueConstraint(name="intake_number_once", fields=["source", "number"], condition=Q(state="accepted")),
            models.CheckConstraint(name="intake_parcel_state_known", condition=Q(state__in=ParcelState.values)),
            models.CheckConstraint(
                name="intake_accepted_is_an_application",
                condition=Q(state="accepted", application__isnull=False) | ~Q(state="accepted") & Q(application=None),
            ),
            models.CheckConstraint(name="intake_aside_says_why", condition=~Q(state="aside", reason="")),
        ]
        indexes = [
            models.Index(name="intake_parcel_of_section", fields=["section", "state", "-arrived_at", "-id"]),
            models.Index(name="intake_parcel_of_run", fields=["run", "state"]),
            models.Index(name="intake_parcel_to_tell", fields=["channel", "looked_at"], condition=Q(state="accepted", over=False)),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.number or self.digest[:8]}"

    def context(self) -> str:
        return f"intake.parcel:{self.id}"

    @property
    def is_kept(self) -> bool:
        """Whether what was sent can still be read."""
        return self.state != ParcelState.EXPIRED

    def say(self, name: str, values: dict[str, Any]) -> None:
        self.sealed = seal_json(self.key, {"name": name, "values": values}, self.context())

    @property
    def said(self) -> dict[str, Any]:
        """Nothing once its case was erased."""
        if not self.sealed or self.key.destroyed_at:
            return {"name": "", "values": {}}
        found: dict[str, Any] = unseal_json(self.key, bytes(self.sealed), self.context())
        return found

    @property
    def fault(self) -> Fault:
        """Why it was set aside, in a sentence, and how it is mended."""
        return fault_of(self.reason, self.said["values"])

    @property
    def name(self) -> str:
        return str(self.said["name"]) if self.is_kept else ""
