"""個人番号: sealed to the office the moment it arrives. This side can't open it again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.sealing.public import DataKey
from madoguchi.core.zones import Zone
from madoguchi.engines.forms.models.draft import Draft


class DraftSecret(models.Model):
    """One a question; a later one replaces it and its key."""

    zone = Zone.PUBLIC
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="secrets", verbose_name=_("下書き"))
    path = models.CharField(_("項目"), max_length=80)
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", verbose_name=_("鍵"))
    sealed = models.BinaryField(_("内容（封緘）"))
    kept_at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("別に封緘した値")
        constraints = [models.UniqueConstraint(name="draft_secret_once", fields=["draft", "path"])]

    def __str__(self) -> str:
        return f"{self.path} {self.draft_id}"


def secret_context(draft_id: object, path: str) -> str:
    return f"forms.secret:{draft_id}:{path}"
