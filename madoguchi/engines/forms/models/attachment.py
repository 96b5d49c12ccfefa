"""添付: files that go with a draft, and the papers that are to follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.files.public import StoredFile
from madoguchi.core.zones import Zone
from madoguchi.engines.forms.models.draft import Draft


class DraftFile(models.Model):
    """`slot` is the id of an attachment of the definition, or the path of a question of type file."""

    zone = Zone.PUBLIC
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files", verbose_name=_("下書き"))
    slot = models.CharField(_("添付の種類"), max_length=80)
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+", verbose_name=_("ファイル"))
    added_at = models.DateTimeField(_("追加日時"))

    class Meta:
        verbose_name = _("下書きの添付")
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return f"{self.slot} {self.draft_id}"


class LaterMark(models.Model):
    """後日提出: the person will bring the paper after handing in."""

    zone = Zone.PUBLIC
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="later_marks", verbose_name=_("下書き"))
    slot = models.CharField(_("添付の種類"), max_length=80)
    marked_at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("後日提出の印")
        constraints = [models.UniqueConstraint(name="draft_later_once", fields=["draft", "slot"])]

    def __str__(self) -> str:
        return f"{self.slot} {self.draft_id}"
