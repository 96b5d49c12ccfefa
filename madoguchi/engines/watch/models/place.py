"""どこまで読んだか: the seal of the audit up to which looks have been judged."""

from django.db import models
from django.db.models import Q

from madoguchi.core.zones import Zone


class ReadUpTo(models.Model):
    """One row. `seal` is a number, no key: the audit does not know who reads it."""

    zone = Zone.OFFICE
    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seal = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(name="watch_one_reader", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.seal)
