"""発信簿: what is to cross to the other side, was sealed, and was received there."""

from django.db import models
from django.db.models import Q

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone


class Outgoing(models.Model):
    """Noted in the transaction of the deed; gets its number when it is sealed, so that numbers have no gaps.

    `trouble`: why it cannot be sealed; what follows of its subject waits. `receipt`: the other side's signature.
    """

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField("種類", max_length=64)
    subject = models.CharField("対象", max_length=64)
    item = models.CharField("もの", max_length=64, blank=True)
    noted_at = models.DateTimeField("登録日時")
    seq = models.PositiveBigIntegerField("番号", null=True, unique=True)
    sealed = models.BinaryField("封筒", null=True)
    digest = models.CharField("要約値", max_length=64, blank=True)
    enclosures = models.JSONField("添付", default=list)
    sealed_at = models.DateTimeField("封緘日時", null=True)
    received_at = models.DateTimeField("受領日時", null=True)
    receipt = models.BinaryField("受領の署名", null=True)
    trouble = models.CharField("封緘できない理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "発信"
        constraints = [
            models.CheckConstraint(
                name="numbered_when_sealed",
                condition=Q(seq=None, sealed_at=None) | Q(seq__isnull=False, sealed_at__isnull=False) & ~Q(digest=""),
            ),
            models.CheckConstraint(name="receipt_is_signed", condition=Q(received_at=None) | Q(receipt__isnull=False)),
        ]
        indexes = [
            models.Index(name="outgoing_unsealed", fields=["id"], condition=Q(seq=None)),
            models.Index(name="outgoing_unreceived", fields=["seq"], condition=Q(received_at=None)),
            models.Index(name="outgoing_subject", fields=["subject", "seq"]),
        ]

    def __str__(self) -> str:
        return f"{self.seq or '-'} {self.kind}"
