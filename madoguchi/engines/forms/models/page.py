"""保存したページ: what was typed on a page and what it came to, sealed. `revision` counts the saves."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.sealing.public import seal_json, unseal_json
from madoguchi.core.zones import Zone
from madoguchi.engines.forms.models.draft import Draft


class DraftPage(models.Model):
    """Content: `{"items": [{"values": {…}, "typed": {…}, "confirmed": […]}]}`; a page not repeated has one item."""

    zone = Zone.PUBLIC
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="pages", verbose_name=_("下書き"))
    key = models.CharField(_("ページ"), max_length=60)
    revision = models.PositiveIntegerField(_("改訂"), default=1)
    sealed = models.BinaryField(_("内容（封緘）"))
    saved_at = models.DateTimeField(_("保存日時"))
    saved_by = models.CharField(_("保存した者"), max_length=80)
    by_helper = models.BooleanField(_("手伝いによる入力"), default=False)

    class Meta:
        verbose_name = _("下書きのページ")
        constraints = [models.UniqueConstraint(name="draft_page_once", fields=["draft", "key"])]

    def __str__(self) -> str:
        return f"{self.key} {self.draft_id}"

    def items(self) -> list[dict[str, Any]]:
        """What was saved, an item each."""
        content = unseal_json(self.draft.key, bytes(self.sealed), page_context(self.draft, self.key))
        found: list[dict[str, Any]] = content["items"]
        return found


def seal_items(draft: Draft, key: str, items: list[dict[str, Any]]) -> bytes:
    return seal_json(draft.key, {"items": items}, page_context(draft, key))


def page_context(draft: Draft, key: str) -> str:
    return f"forms.page:{draft.pk}:{key}"
