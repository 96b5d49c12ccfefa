"""保管したファイル: its row. The name is sealed like the content, for people write names of people into file names."""

from typing import Any

from django.db import models

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import DataKey, Unreadable, unseal_json
from madoguchi.core.zones import Zone


class StoredFile(models.Model):
    """`size` and `sha256` are of what `open_file` gives back, which for a picture is not what was handed in."""

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="files")
    purpose = models.CharField("用途", max_length=64, blank=True)
    kind = models.CharField("種類", max_length=16)
    mime = models.CharField("MIME", max_length=100)
    size = models.PositiveBigIntegerField("大きさ")
    sha256 = models.CharField("指紋", max_length=64)
    sealed_names = models.BinaryField("名前（封緘）")
    scan = models.CharField("検査", max_length=16, default="clean")
    scanned_by = models.CharField("検査したもの", max_length=64, blank=True)
    kept_at = models.DateTimeField("保管日時")
    kept_by = models.CharField("保管した人", max_length=80)

    class Meta:
        verbose_name = "保管したファイル"
        indexes = [models.Index(fields=["key", "purpose"], name="files_of_key")]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def name(self) -> str:
        """The cleaned name, with the ending that fits the content; of an erased file only the ending is left."""
        return str(self._names().get("name", f"消去済み.{self.kind}"))

    @property
    def original_name(self) -> str:
        """The name as it was handed in."""
        return str(self._names().get("original", ""))

    @property
    def context(self) -> str:
        return f"file:{self.pk}"

    def _names(self) -> dict[str, Any]:
        try:
            return dict(unseal_json(self.key, bytes(self.sealed_names), f"{self.context}:names"))
        except Unreadable:
            return {}
