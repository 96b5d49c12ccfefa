"""事実: how many of what a day, a month, a fiscal year had."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.insight.models.count import Count


class Grain(models.TextChoices):
    DAY = "day", _("日")
    MONTH = "month", _("月")
    YEAR = "year", _("年度")


class Fact(models.Model):
    """`part` is empty for everything together; months and years are kept by part too. A page reads a few of these rows, whatever
    the number of events behind them.
    """

    zone = Zone.ALL
    count = models.ForeignKey(Count, models.CASCADE, related_name="facts", verbose_name=_("計数"))
    grain = models.CharField(_("期間の種類"), max_length=5, choices=Grain)
    at = models.DateField(_("期間の最初の日"))
    part = models.CharField(_("内訳"), max_length=64, blank=True)
    n = models.BigIntegerField(_("数"))

    class Meta:
        verbose_name = _("事実")
        constraints = [
            models.UniqueConstraint(name="insight_fact_of_part_once", fields=["count", "grain", "part", "at"]),
            models.CheckConstraint(name="insight_fact_not_negative", condition=Q(n__gte=0)),
            models.CheckConstraint(name="insight_fact_grain_known", condition=Q(grain__in=Grain.values)),
        ]

    def __str__(self) -> str:
        return f"{self.at} {self.part} {self.n}"
