"""処理済み: a subscriber has had an event. Written in the transaction of the subscriber's effects."""

from django.db import models

from madoguchi.core.events.models.stored_event import StoredEvent
from madoguchi.core.zones import Zone


class Handled(models.Model):
    """Unique, so that a job that runs twice has its effects once. `run` is above 1 where a person had it replayed."""

    zone = Zone.ALL
    event = models.ForeignKey(StoredEvent, models.PROTECT, related_name="handled")
    subscriber = models.CharField("受け手", max_length=64)
    run = models.PositiveSmallIntegerField("回", default=1)
    at = models.DateTimeField("日時")

    class Meta:
        verbose_name = "処理済みの出来事"
        constraints = [models.UniqueConstraint(fields=["event", "subscriber", "run"], name="event_handled_once")]

    def __str__(self) -> str:
        return f"{self.subscriber} {self.event_id}"
