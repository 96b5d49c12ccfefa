"""錨: the end of the chain as it stood when a day was over. Copied to a file that is kept elsewhere."""

from typing import Any

from django.db import models

from madoguchi.core.audit.models.seal import Seal
from madoguchi.core.zones import Zone


class Anchor(models.Model):
    """Written once a day. `before` is the fingerprint of the line before it, so that lines can't be taken out either."""

    zone = Zone.ALL
    day = models.DateField("日", unique=True)
    seal = models.ForeignKey(Seal, models.PROTECT, related_name="+")
    digest = models.CharField("指紋", max_length=64)
    before = models.CharField("前の行の指紋", max_length=64)
    mark = models.CharField("行の指紋", max_length=64)
    at = models.DateTimeField("書いた日時")

    class Meta:
        verbose_name = "監査の錨"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day}: {self.digest[:12]}"

    def plain(self) -> dict[str, Any]:
        """What a line of the file says."""
        return {"v": 1, "day": self.day.isoformat(), "seal": self.seal_id, "digest": self.digest, "before": self.before}
