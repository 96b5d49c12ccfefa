"""最後の順番: how far the events of this side are numbered."""

from django.db import models

from madoguchi.core.zones import Zone


class Last(models.Model):
    """One row, locked while events are numbered: numberers stand in line here."""

    zone = Zone.ALL
    position = models.BigIntegerField("順番", default=0)

    class Meta:
        verbose_name = "最後の順番"

    def __str__(self) -> str:
        return str(self.position)
