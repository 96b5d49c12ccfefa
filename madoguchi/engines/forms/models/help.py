"""手伝い: somebody types for the person, by a code that works once. Only the person hands in."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.forms.models.draft import Draft


class Help(models.Model):
    zone = Zone.PUBLIC
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="helps", verbose_name=_("下書き"))
    digest = models.CharField(_("コードの要約値"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("発行日時"))
    expires_at = models.DateTimeField(_("有効期限"))
    begun_at = models.DateTimeField(_("開始日時"), null=True)
    holder = models.CharField(_("手伝う者"), max_length=80, blank=True)
    ended_at = models.DateTimeField(_("終了日時"), null=True)
    confirmed_at = models.DateTimeField(_("本人の確認日時"), null=True)

    class Meta:
        verbose_name = _("手伝い")
        constraints = [
            models.UniqueConstraint(name="help_one_open_code", fields=["draft"], condition=Q(begun_at=None, ended_at=None)),
            models.CheckConstraint(name="help_confirmed_when_ended", condition=Q(confirmed_at=None) | Q(ended_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.draft_id)
