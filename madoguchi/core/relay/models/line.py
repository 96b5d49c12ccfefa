"""線: how far each direction has come, and when the two sides last spoke."""

from django.db import models

from madoguchi.core.zones import Zone


class Line(models.Model):
    """`out`: the last number given. `in`: the last number received. Held by whoever writes that ledger.

    `word_at`: until then the other side has said everything it had to say, but for the kinds in `word_without`.
    """

    zone = Zone.ALL
    direction = models.CharField("向き", max_length=3, primary_key=True)
    seq = models.PositiveBigIntegerField("番号", default=0)
    spoke_at = models.DateTimeField("最後に話した日時", null=True)
    word_at = models.DateTimeField("もう一方の側が知っていたことがすべて届いた日時", null=True)
    word_without = models.JSONField("それに含まれない種類", default=list)
    trouble = models.CharField("困りごと", max_length=300, blank=True)
    trouble_at = models.DateTimeField("困りはじめた日時", null=True)

    class Meta:
        verbose_name = "線"

    def __str__(self) -> str:
        return f"{self.direction} {self.seq}"
