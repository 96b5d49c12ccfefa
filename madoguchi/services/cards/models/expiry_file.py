"""期限の取込み: one file of expiry dates, taken in row by row."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import DataKey
from madoguchi.core.zones import Zone


class ExpiryFile(models.Model):
    """The content is sealed while it is worked on; its key is destroyed with the last row. `done` rows of `rows`."""

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    section = models.CharField(_("所属"), max_length=40)
    name = models.CharField(_("ファイル名"), max_length=200)
    digest = models.CharField("SHA-256", max_length=64, unique=True)
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", verbose_name=_("鍵"))
    sealed = models.BinaryField(_("内容（封緘）"))
    rows = models.PositiveIntegerField(_("行数"))
    done = models.PositiveIntegerField(_("済んだ行"), default=0)
    new = models.PositiveIntegerField(_("新しい対象"), default=0)
    renewed = models.PositiveIntegerField(_("更新済み"), default=0)
    by_code = models.CharField(_("取り込んだ者"), max_length=80)
    at = models.DateTimeField(_("日時"))
    finished_at = models.DateTimeField(_("終了日時"), null=True)

    class Meta:
        verbose_name = _("期限の取込み")
        constraints = [models.CheckConstraint(name="expiry_file_done_at_most_all", condition=Q(done__lte=F("rows")))]
        indexes = [models.Index(name="expiry_file_of_section", fields=["section", "-at"])]

    def __str__(self) -> str:
        return self.name

    def context(self) -> str:
        return f"cards.file:{self.id}"


class LineError(models.Model):
    """What is wrong with a line, in a sentence that names no person."""

    zone = Zone.OFFICE
    file = models.ForeignKey(ExpiryFile, models.CASCADE, related_name="errors", verbose_name=_("取込み"))
    line = models.PositiveIntegerField(_("行"))
    reason = models.CharField(_("理由"), max_length=200)

    class Meta:
        verbose_name = _("取り込めなかった行")
        constraints = [models.UniqueConstraint(name="one_error_a_line", fields=["file", "line"])]

    def __str__(self) -> str:
        return f"{self.line}"
