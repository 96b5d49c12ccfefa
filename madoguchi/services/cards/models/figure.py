"""交付の統計: how many cards were handed over and are held, by month."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone


class IssueFigure(models.Model):
    """`month` is its first day. `held`: valid cards at the end of the month; the rate is held by population."""

    zone = Zone.OFFICE
    section = models.CharField(_("所属"), max_length=40)
    month = models.DateField(_("月"), unique=True)
    issued = models.PositiveIntegerField(_("その月の交付枚数"))
    held = models.PositiveIntegerField(_("保有枚数"))
    population = models.PositiveIntegerField(_("人口"))
    by_code = models.CharField(_("入力した者"), max_length=80)
    at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("交付の統計")
        constraints = [
            models.CheckConstraint(name="cards_not_more_than_people", condition=Q(held__lte=F("population"))),
            models.CheckConstraint(name="figure_of_a_month", condition=Q(month__day=1)),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"

    @property
    def rate(self) -> float:
        """Percent of the population."""
        return 100 * self.held / self.population if self.population else 0.0
