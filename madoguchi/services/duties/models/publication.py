"""公表: the register of personal-data files as it was put before everybody. Nobody's data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone


class Publication(models.Model):
    """`entries`: by the code of the file what is told of it. Written once; the newest is in force."""

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entries = models.JSONField(_("ファイル"))
    digest = models.CharField(_("要約値"), max_length=64)
    by_code = models.CharField(_("公表した者"), max_length=80)
    at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("個人情報ファイル簿の公表")
        indexes = [models.Index(name="publication_newest", fields=["-at", "-id"])]

    def __str__(self) -> str:
        return str(self.at)
