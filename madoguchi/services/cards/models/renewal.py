"""更新対象: a card or certificate that ends on a day, what the person was told, whether they came."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import DataKey, Unreadable, seal_json, unseal_json
from madoguchi.core.zones import Zone
from madoguchi.engines.people.public import Actor, ScopedQuerySet, own


class What(models.TextChoices):
    CARD = "card", _("カード")
    CERTIFICATE = "e-certificate", _("電子証明書")


class RenewalQuerySet(ScopedQuerySet["Renewal"]):
    def visible_to(self, by: Actor) -> "RenewalQuerySet":
        """Residents: their own, where their account is known to be meant. Staff: those of the department that renews."""
        if by.kind == "system":
            return self.all()
        if by.kind == "resident" and by.account_id:
            return self.filter(own(by, "booking"))
        return self.of_sections(by.sections_with("cards.see"))

    def outstanding(self) -> "RenewalQuerySet":
        return self.filter(renewed_on=None)


class Renewal(models.Model):
    """Named by 宛名番号, kind and day of ending, so that a file may come again. Name and address are sealed.

    `notice_on`: the day from which the person may renew and is told. `reserved`: the number of the reservation.
    """

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    section = models.CharField(_("所属"), max_length=40)
    addressee = models.CharField(_("宛名番号"), max_length=15)
    what = models.CharField(_("種別"), max_length=16, choices=What)
    expires_on = models.DateField(_("有効期限"))
    notice_on = models.DateField(_("お知らせの日"))
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", verbose_name=_("鍵"))
    sealed = models.BinaryField(_("氏名と住所（封緘）"))
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("アカウント")
    )
    reserved = models.CharField(_("予約番号"), max_length=16, blank=True)
    came_on = models.DateField(_("来庁日"), null=True)
    renewed_on = models.DateField(_("更新日"), null=True)
    known_at = models.DateTimeField(_("登録日時"))

    objects: ClassVar[RenewalQuerySet] = RenewalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("更新対象")
        constraints = [
            models.UniqueConstraint(name="one_renewal_an_end", fields=["addressee", "what", "expires_on"]),
            models.CheckConstraint(name="renewal_what_known", condition=Q(what__in=What.values)),
        ]
        indexes = [
            models.Index(name="renewal_to_tell", fields=["notice_on"], condition=Q(renewed_on=None)),
            models.Index(name="renewal_by_end", fields=["section", "expires_on", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.expires_on}"

    def keep(self, **person: Any) -> None:
        """name, postal, address, building."""
        self.sealed = seal_json(self.key, person, self.context())

    @property
    def person(self) -> dict[str, Any]:
        try:
            found: dict[str, Any] = unseal_json(self.key, bytes(self.sealed), self.context())
        except Unreadable:
            return {}
        return found

    def context(self) -> str:
        return f"cards.renewal:{self.id}"


class Told(models.Model):
    """お知らせ: once a stage (1: when one may renew, 2: shortly before the end)."""

    zone = Zone.OFFICE
    renewal = models.ForeignKey(Renewal, models.PROTECT, related_name="told", verbose_name=_("更新対象"))
    stage = models.PositiveSmallIntegerField(_("回"))
    channel = models.CharField(_("方法"), max_length=16)
    at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("更新のお知らせ")
        constraints = [models.UniqueConstraint(name="told_once_a_stage", fields=["renewal", "stage"])]

    def __str__(self) -> str:
        return f"{self.renewal_id} {self.stage}"


class FollowUp(models.Model):
    """連絡: what staff did about somebody who has not come."""

    class Way(models.TextChoices):
        TELEPHONE = "telephone", _("電話した")
        NO_ANSWER = "no-answer", _("電話に出なかった")
        VISIT = "visit", _("訪問した")
        NO_WISH = "no-wish", _("更新しないとの申出")

    zone = Zone.OFFICE
    renewal = models.ForeignKey(Renewal, models.PROTECT, related_name="follow_ups", verbose_name=_("更新対象"))
    way = models.CharField(_("方法"), max_length=12, choices=Way)
    by_code = models.CharField(_("連絡した者"), max_length=80)
    at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("来ていない方への連絡")
        indexes = [models.Index(name="follow_up_of_renewal", fields=["renewal", "-at"])]

    def __str__(self) -> str:
        return self.way
