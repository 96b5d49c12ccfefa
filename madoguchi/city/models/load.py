"""Load: one reading of the city's folder into the database."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone


class Load(models.Model):
    """読み込み: which folder, in which state, by which release of the software, with what effect."""

    zone: ClassVar = Zone.ALL

    at = models.DateTimeField(_("日時"))
    by = models.CharField(_("した者"), max_length=80)
    release = models.CharField(_("版番号"), max_length=40)
    folder = models.CharField(_("フォルダー"), max_length=400)
    folder_sha256 = models.CharField(_("フォルダーのハッシュ"), max_length=64)
    take = models.CharField(_("食い違いの扱い"), max_length=8, blank=True)
    added = models.PositiveIntegerField(_("追加"))
    changed = models.PositiveIntegerField(_("変更"))
    retired = models.PositiveIntegerField(_("廃止"))

    class Meta:
        ordering = ["id"]
        verbose_name = _("読み込み")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.folder}"
