"""定期の仕事: when a chore ran last, how it went, and when it is due."""

from django.db import models

from madoguchi.core.zones import Zone


class Periodic(models.Model):
    """One row a chore, claimed by a lease as a job is: of many workers one runs it. `counted`: what its last run says it did;
    where it `compares`, the differences that it found, and `differed_at` when there were any.
    """

    zone = Zone.ALL
    name = models.CharField("名前", max_length=80, primary_key=True)
    next_at = models.DateTimeField("次回", db_index=True)
    lease = models.CharField("賃借", max_length=32, null=True)
    lease_until = models.DateTimeField("賃借の期限", null=True)
    started_at = models.DateTimeField("前回の開始", null=True)
    finished_at = models.DateTimeField("前回の終了", null=True)
    failures = models.PositiveIntegerField("続けての失敗", default=0)
    reason = models.CharField("理由", max_length=400, blank=True)
    counted = models.BigIntegerField("件数", null=True)
    compares = models.BooleanField("照合", default=False)
    differed_at = models.DateTimeField("違いがあった日時", null=True)

    class Meta:
        verbose_name = "定期の仕事"

    def __str__(self) -> str:
        return self.name
