"""データ鍵: the key under which one subject's data are sealed. Destroyed, they are erased, in backups too."""

from typing import Any

from django.db import models
from django.db.models import Q

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone


class DataKey(models.Model):
    """`wrapped` is the key as the ring or the office opens it; `wrapped_by` names which: a ring key, or
    "office:<mark>".
    """

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject_kind = models.CharField("対象の種類", max_length=40)
    subject_id = models.CharField("対象", max_length=64)
    algorithm = models.CharField("方式", max_length=16, default="AES-256-GCM")
    wrapped = models.BinaryField("包まれた鍵", null=True)
    wrapped_by = models.CharField("包んだ鍵", max_length=64)
    destroyed_at = models.DateTimeField("破棄した日時", null=True)

    class Meta:
        verbose_name = "データ鍵"
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="data_key_of_subject")]
        constraints = [
            models.CheckConstraint(
                name="destroyed_key_is_gone",
                condition=Q(wrapped__isnull=True, destroyed_at__isnull=False) | Q(wrapped__isnull=False, destroyed_at__isnull=True),
            )
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Set by `new_key` alone, on the object it returns: the public side cannot open a key wrapped to the office.
        self._plain: bytes | None = None

    def __str__(self) -> str:
        return str(self.id)

    def __getstate__(self) -> dict[str, Any]:
        return {**super().__getstate__(), "_plain": None}
