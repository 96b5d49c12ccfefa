"""受けた要求: so that none is answered twice."""

from django.db import models

from madoguchi.core.zones import Zone


class SeenRequest(models.Model):
    """Kept as long as its time would let it in again."""

    zone = Zone.PUBLIC
    nonce = models.CharField("符号", max_length=64, primary_key=True)
    at = models.DateTimeField("日時", db_index=True)

    class Meta:
        verbose_name = "受けた要求"

    def __str__(self) -> str:
        return self.nonce
