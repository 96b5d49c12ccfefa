"""受信簿: what came from the other side, in its order, and what became of it."""

from django.db import models
from django.db.models import Q

from madoguchi.core.zones import Zone


class Fate(models.TextChoices):
    """`STUCK`: tried, and to be tried again; what follows of the subject waits. `REFUSED`: a rule says no, for good."""

    KEPT = "kept", "受領"
    STUCK = "stuck", "滞留"
    TAKEN = "taken", "実行済み"
    REFUSED = "refused", "断り"


class Incoming(models.Model):
    """Kept before its receipt is signed. The envelope is emptied once it was taken."""

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, editable=False)
    seq = models.PositiveBigIntegerField("番号", unique=True)
    kind = models.CharField("種類", max_length=64)
    subject = models.CharField("対象", max_length=64)
    digest = models.CharField("要約値", max_length=64)
    sealed = models.BinaryField("封筒", null=True)
    received_at = models.DateTimeField("受領日時")
    fate = models.CharField("結果", max_length=8, choices=Fate, default=Fate.KEPT)
    settled_at = models.DateTimeField("確定日時", null=True)
    attempts = models.PositiveIntegerField("試行", default=0)
    reason = models.CharField("理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "受信"
        constraints = [
            models.CheckConstraint(name="incoming_fate_known", condition=Q(fate__in=Fate.values)),
            models.CheckConstraint(
                name="settled_says_when",
                condition=Q(fate__in=["kept", "stuck"], settled_at=None)
                | Q(fate__in=["taken", "refused"], settled_at__isnull=False),
            ),
            models.CheckConstraint(name="unsettled_keeps_envelope", condition=~Q(fate__in=["kept", "stuck"], sealed=None)),
        ]
        indexes = [
            models.Index(name="incoming_unsettled", fields=["seq"], condition=Q(fate__in=["kept", "stuck"])),
            models.Index(name="incoming_refused", fields=["seq"], condition=Q(fate="refused")),
            models.Index(name="incoming_subject", fields=["subject", "seq"]),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind} {self.fate}"
