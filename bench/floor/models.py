"""目盛: a row to be read and a row to be written."""

from django.db import models

from madoguchi.core.zones import Zone


class Tick(models.Model):
    zone = Zone.ALL
    at = models.DateTimeField("日時")
    by = models.CharField("行為者", max_length=80)

    class Meta:
        verbose_name = "目盛"

    def __str__(self) -> str:
        return str(self.at)
