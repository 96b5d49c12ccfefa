"""仕事: one call of a task, from being queued to its outcome."""

from django.db import models
from django.db.models import Q

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone


class State(models.TextChoices):
    LATER = "later", "予定"
    READY = "ready", "待ち"
    RUNNING = "running", "実行中"
    DONE = "done", "済み"
    DEAD = "dead", "失敗"
    ASIDE = "aside", "取りやめ"


class Job(models.Model):
    """A row is claimed, kept and finished by conditional updates only; `lease` is the token of who runs it."""

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    task = models.CharField("処理", max_length=200)
    args = models.JSONField("引数", default=list)
    kwargs = models.JSONField("名前つき引数", default=dict)
    queue = models.CharField("列", max_length=40, default="default")
    lane = models.CharField("車線", max_length=41, default="default")
    priority = models.SmallIntegerField("優先度", default=0)
    key = models.CharField("一度だけの鍵", max_length=200, null=True, unique=True)
    state = models.CharField("状態", max_length=8, choices=State, default=State.READY)
    enqueued_at = models.DateTimeField("登録日時")
    run_after = models.DateTimeField("実行予定")
    attempts = models.PositiveSmallIntegerField("試行回数", default=0)
    max_attempts = models.PositiveSmallIntegerField("試行の上限", default=10)
    lease = models.CharField("賃借", max_length=32, null=True)
    lease_until = models.DateTimeField("賃借の期限", null=True)
    worker = models.CharField("担い手", max_length=64, blank=True)
    started_at = models.DateTimeField("開始日時", null=True)
    finished_at = models.DateTimeField("終了日時", null=True)
    reason = models.CharField("理由", max_length=400, blank=True)

    class Meta:
        verbose_name = "仕事"
        indexes = [
            models.Index(fields=["state", "lane", "-priority", "id"], name="jobs_next"),
            models.Index(fields=["state", "run_after"], name="jobs_due"),
        ]
        constraints = [
            models.CheckConstraint(name="job_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="job_runs_under_lease",
                condition=Q(state="running", lease__isnull=False, lease_until__isnull=False)
                | ~Q(state="running") & Q(lease__isnull=True, lease_until__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.state}"
