"""封: a link of the chain over a batch of entries, and the one row that says who may make the next."""

from django.db import models
from django.db.models import Q

from madoguchi.core.zones import Zone


class Seal(models.Model):
    """`digest` is SHA-256 over the previous digest and the canonical JSON of the entries; `marks` tells which one
    changed.
    """

    zone = Zone.ALL
    previous = models.OneToOneField("self", models.PROTECT, null=True, related_name="next")
    at = models.DateTimeField("封をした日時")
    count = models.PositiveIntegerField("件数")
    marks = models.JSONField("各件の指紋")
    digest = models.CharField("指紋", max_length=64, unique=True)

    class Meta:
        verbose_name = "監査の封"
        constraints = [
            models.UniqueConstraint(models.Value(1), name="audit_one_first_seal", condition=Q(previous=None)),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.digest[:12]}"


class Sealer(models.Model):
    """One row: whoever holds its lock seals. `head` is the end of the chain."""

    zone = Zone.ALL
    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    head = models.ForeignKey(Seal, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(name="audit_one_sealer", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.head_id)
