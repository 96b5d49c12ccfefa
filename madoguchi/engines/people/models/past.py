"""異動の履歴と取込みの記録: what an addressee was before, and from which file the register was brought up to date."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.engines.people.models.addressee import Addressee


class AddresseePast(models.Model):
    """An earlier state: what stood there, why it ended (異動事由) and when. Seen by whom the person is seen by."""

    zone = Zone.OFFICE
    addressee = models.ForeignKey(Addressee, models.PROTECT, related_name="past", verbose_name=_("宛名"))
    number = models.PositiveIntegerField(_("個人履歴番号"))
    changed_on = models.DateField(_("異動年月日"), null=True)
    reason = models.CharField(_("異動事由"), max_length=40, blank=True)
    values = models.JSONField(_("異動前の内容"))
    kept_at = models.DateTimeField(_("記録日時"))

    objects: ClassVar[models.Manager["AddresseePast"]] = models.Manager()

    class Meta:
        verbose_name = _("宛名の履歴")
        ordering = ["addressee", "-number"]
        constraints = [models.UniqueConstraint(name="one_past_a_number", fields=["addressee", "number"])]

    def __str__(self) -> str:
        return f"{self.number} {self.reason}"


class ExtractImport(models.Model):
    """One run: which file, how far it came, what it changed. Numbers only."""

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sha256 = models.CharField(_("ファイルの要約値"), max_length=64)
    people = models.PositiveIntegerField(_("人数"))
    done = models.PositiveIntegerField(_("処理済み"), default=0)
    added = models.PositiveIntegerField(_("追加"), default=0)
    changed = models.PositiveIntegerField(_("変更"), default=0)
    same = models.PositiveIntegerField(_("変更なし"), default=0)
    households = models.PositiveIntegerField(_("組み直した世帯"), default=0)
    by = models.CharField(_("取り込んだ者"), max_length=80)
    begun_at = models.DateTimeField(_("開始日時"))
    ended_at = models.DateTimeField(_("終了日時"), null=True)

    objects: ClassVar[models.Manager["ExtractImport"]] = models.Manager()

    class Meta:
        verbose_name = _("住民情報の取込み")

    def __str__(self) -> str:
        return f"{self.sha256[:12]} {self.done}/{self.people}"
