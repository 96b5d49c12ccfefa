"""依頼: a request that carried a key, and what it was answered. Answers hold numbers and addresses of pages, no personal data."""

from django.db import models

from madoguchi.core.zones import Zone


class Asked(models.Model):
    zone = Zone.ALL
    caller = models.CharField("依頼した者", max_length=80)
    key = models.CharField("キー", max_length=200)
    digest = models.CharField("内容の要約値", max_length=64)
    status = models.PositiveSmallIntegerField("応答の番号", default=0)
    body = models.JSONField("応答", default=dict)
    at = models.DateTimeField("日時")

    class Meta:
        verbose_name = "一度だけの依頼"
        constraints = [models.UniqueConstraint(name="asked_once_a_caller_and_key", fields=["caller", "key"])]
        indexes = [models.Index(name="asked_by_age", fields=["at"])]

    def __str__(self) -> str:
        return f"{self.caller} {self.key}"
