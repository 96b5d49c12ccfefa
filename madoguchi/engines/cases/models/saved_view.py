"""保存した絞り込み: a clerk's own filters of the queue, under a name. Codes only; never what was searched for."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone


class SavedView(models.Model):
    zone = Zone.OFFICE
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("職員"))
    name = models.CharField(_("名前"), max_length=40)
    filters = models.JSONField(_("絞り込み"), default=dict)
    at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("保存した絞り込み")
        constraints = [models.UniqueConstraint(name="one_view_a_name", fields=["account", "name"])]

    def __str__(self) -> str:
        return self.name
