"""計数: how far the counting of an indicator has come along the events."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone


class Count(models.Model):
    """One counting of one indicator, from the first event on. `upto` is the last event that was counted: none before it is ever
    counted again. A new one, for a definition that changed or a rebuilding, grows in the shade until it has caught up; then it
    takes the place of the one that is shown.
    """

    zone = Zone.ALL
    indicator = models.CharField(_("指標"), max_length=48)
    digest = models.CharField(_("数え方"), max_length=64)
    upto = models.UUIDField(_("数えた最後の出来事"), null=True)
    shown = models.BooleanField(_("見せる"), default=False)
    revision = models.PositiveBigIntegerField(_("改訂"), default=0)
    begun_at = models.DateTimeField(_("始めた日時"))
    counted_at = models.DateTimeField(_("数えた日時"), null=True)

    class Meta:
        verbose_name = _("計数")
        constraints = [
            models.UniqueConstraint(name="insight_one_count_shown", fields=["indicator"], condition=Q(shown=True)),
            models.UniqueConstraint(name="insight_one_count_growing", fields=["indicator"], condition=Q(shown=False)),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.digest[:8]}"
