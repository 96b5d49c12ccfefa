"""改札: how many numbers have been given, how many people have been let in, and how many a second are. One row."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone


class Gate(models.Model):
    """`let_in`: up to which number people were in at `counted_at`; from then on it grows by `a_second`, which follows from how
    busy the servers were when they last looked (`tuned_at`). `busy_until`: as long as numbers are asked of everybody.
    """

    zone = Zone.PUBLIC
    code = models.CharField(_("符号"), max_length=48, primary_key=True)
    given = models.PositiveBigIntegerField(_("最後の番号"), default=0)
    let_in = models.FloatField(_("案内済みの番号"), default=0)
    counted_at = models.DateTimeField(_("計算日時"))
    a_second = models.FloatField(_("1秒に案内する人数"), default=1)
    tuned_at = models.DateTimeField(_("人数を見直した日時"), null=True)
    busy_until = models.DateTimeField(_("混雑の終わり"), null=True)

    objects: ClassVar[models.Manager["Gate"]] = models.Manager()

    class Meta:
        verbose_name = _("改札")
        constraints = [
            models.CheckConstraint(name="gate_lets_in_some", condition=Q(given__gte=0, let_in__gte=0)),
            models.CheckConstraint(name="gate_never_stands_still", condition=Q(a_second__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.let_in:.0f}/{self.given}"
