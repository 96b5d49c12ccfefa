"""改札: how many numbers have been given, and how many people have been let in. One row, locked while a number is taken."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone


class Gate(models.Model):
    """`let_in`: up to which number people were in at `counted_at`; from then on it grows with the clock. `busy_until`: as
    long as numbers are asked of everybody.
    """

    zone = Zone.PUBLIC
    code = models.CharField(_("符号"), max_length=48, primary_key=True)
    given = models.PositiveBigIntegerField(_("最後の番号"), default=0)
    let_in = models.FloatField(_("案内済みの番号"), default=0)
    counted_at = models.DateTimeField(_("計算日時"))
    busy_until = models.DateTimeField(_("混雑の終わり"), null=True)

    objects: ClassVar[models.Manager["Gate"]] = models.Manager()

    class Meta:
        verbose_name = _("改札")
        constraints = [models.CheckConstraint(name="gate_lets_in_some", condition=Q(given__gte=0, let_in__gte=0))]

    def __str__(self) -> str:
        return f"{self.code} {self.let_in:.0f}/{self.given}"
