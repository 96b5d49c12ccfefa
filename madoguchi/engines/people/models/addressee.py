"""宛名: a person or body as the city's registers know it. Office side only; nothing here is ever 個人番号."""

from typing import Any

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.text.public import Degraded, Repertoire, degrade
from madoguchi.core.zones import Zone
from madoguchi.engines.people.scope import ScopedQuerySet


class AddresseeKind(models.TextChoices):
    RESIDENT = "resident", _("住民")
    OUTSIDE = "outside", _("住登外")
    FORMER = "former", _("除票")
    BODY = "body", _("法人等")


class KanaStatus(models.TextChoices):
    CERTIFIED = "certified", _("公証済")
    UNCERTIFIED = "uncertified", _("未公証")
    NONE = "none", _("なし")


class AddresseeQuerySet(ScopedQuerySet["Addressee"]):
    def visible_to(self, actor: Any) -> "AddresseeQuerySet":
        """Staff of sections that may look people up; a suppressed person (支援措置) only to those told of it."""
        from madoguchi.engines.people.rights import may_look_up, may_see_suppressed

        if actor.kind == "system":
            return self
        if not may_look_up(actor):
            return self.none()
        return self if may_see_suppressed(actor) else self.filter(suppressed=False)


class Addressee(models.Model):
    """Keyed by the city's own 宛名番号; the fold keys beside the names and the address are for searching only."""

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("宛名番号"), max_length=15, unique=True)
    kind = models.CharField(_("種別"), max_length=16, choices=AddresseeKind, default=AddresseeKind.RESIDENT)
    family = models.CharField(_("氏"), max_length=100)
    given = models.CharField(_("名"), max_length=100, blank=True)
    family_kana = models.CharField(_("氏フリガナ"), max_length=100, blank=True)
    given_kana = models.CharField(_("名フリガナ"), max_length=100, blank=True)
    family_kana_status = models.CharField(_("氏フリガナの公証"), max_length=12, choices=KanaStatus, default=KanaStatus.NONE)
    given_kana_status = models.CharField(_("名フリガナの公証"), max_length=12, choices=KanaStatus, default=KanaStatus.NONE)
    birth_on = models.DateField(_("生年月日"), null=True, blank=True)
    birth_text = models.CharField(_("生年月日（不詳を含む表記）"), max_length=40, blank=True)
    sex = models.CharField(_("性別コード"), max_length=1, blank=True)
    postal = models.CharField(_("郵便番号"), max_length=8, blank=True)
    address = models.CharField(_("住所"), max_length=300, blank=True)
    building = models.CharField(_("方書"), max_length=200, blank=True)
    state = models.CharField(_("住民状態"), max_length=16, blank=True)
    former_family = models.CharField(_("旧氏"), max_length=100, blank=True)
    common_name = models.CharField(_("通称"), max_length=200, blank=True)
    name_mj = models.CharField(_("氏名のMJ文字図形名"), max_length=600, blank=True)
    resident_on = models.DateField(_("住民となった日"), null=True, blank=True)
    history = models.PositiveIntegerField(_("個人履歴番号"), default=1)
    changed_on = models.DateField(_("異動年月日"), null=True, blank=True)
    reason = models.CharField(_("異動事由"), max_length=40, blank=True)
    digest = models.CharField(_("取り込んだ行の要約値"), max_length=32, blank=True)
    suppressed = models.BooleanField(_("支援措置"), default=True)
    name_key = models.CharField(max_length=400, blank=True, db_index=True)
    kana_key = models.CharField(max_length=400, blank=True, db_index=True)
    address_key = models.CharField(max_length=600, blank=True)
    updated_at = models.DateTimeField(_("更新日時"))

    objects = AddresseeQuerySet.as_manager()

    class Meta:
        verbose_name = _("宛名")
        constraints = [
            models.CheckConstraint(name="addressee_number_15_digits", condition=Exact(Length("number"), 15)),
        ]
        indexes = [models.Index(name="addressee_by_birth", fields=["birth_on"])]

    def __str__(self) -> str:
        return self.number

    @property
    def name(self) -> str:
        return f"{self.family}　{self.given}".strip()

    @property
    def plain_name(self) -> Degraded:
        """For channels that know fewer letters (JIS X 0213): with what had to change, so that somebody can tell."""
        return degrade(self.name, Repertoire.JIS_X_0213)

    @property
    def kana(self) -> str:
        return f"{self.family_kana}　{self.given_kana}".strip()
