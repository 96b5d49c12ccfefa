"""検索の索引: marks under which a case or a memo is found again by who asked. No name stands here in clear."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.cases.models.case import Case
from madoguchi.engines.cases.models.memo import Memo


class Trait(models.TextChoices):
    """What is marked: the whole name, its reading, the family part of either, the birthday, the telephone."""

    NAME = "name", _("氏名")
    KANA = "kana", _("フリガナ")
    FAMILY = "family", _("氏")
    FAMILY_KANA = "family-kana", _("氏のフリガナ")
    BIRTH = "birth", _("生年月日")
    PHONE = "phone", _("電話番号")


class SearchKey(models.Model):
    """`mark`: a keyed digest of the folded value (`core.sealing.mark`). Goes with its case or memo."""

    zone = Zone.OFFICE
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="search_keys", verbose_name=_("案件"))
    memo = models.ForeignKey(Memo, models.CASCADE, null=True, related_name="search_keys", verbose_name=_("電話メモ"))
    trait = models.CharField(_("種類"), max_length=12, choices=Trait)
    mark = models.CharField(_("符号"), max_length=22)

    class Meta:
        verbose_name = _("検索の索引")
        constraints = [
            models.CheckConstraint(
                name="search_key_of_one_thing",
                condition=Q(case=None, memo__isnull=False) | Q(case__isnull=False, memo=None),
            ),
            models.UniqueConstraint(name="one_search_key_a_mark", fields=["case", "mark"], condition=Q(memo=None)),
        ]
        indexes = [models.Index(name="search_key_mark", fields=["mark", "case"])]

    def __str__(self) -> str:
        return f"{self.trait} {self.mark}"
