"""使った回数: how many requests of somebody's minute were given to the processes that serve."""

from django.db import models

from madoguchi.core.zones import Zone


class Taken(models.Model):
    """`minute`: minutes since 1970. Kept for an hour."""

    zone = Zone.ALL
    who = models.CharField("依頼した者", max_length=80)
    minute = models.BigIntegerField("分")
    number = models.PositiveIntegerField("回数")

    class Meta:
        verbose_name = "使った回数"
        constraints = [models.UniqueConstraint(name="taken_once_a_minute", fields=["who", "minute"])]
        indexes = [models.Index(name="taken_by_age", fields=["minute"])]

    def __str__(self) -> str:
        return f"{self.who} {self.number}"
