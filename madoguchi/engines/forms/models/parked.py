"""お預かり: a page that was sent after the session had ended. Kept sealed for half an hour."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import unseal_json
from madoguchi.core.zones import Zone
from madoguchi.engines.forms.models.draft import Draft


class Parked(models.Model):
    """Only the browser that sent it knows the token, and only who may fill in the draft gets it back."""

    zone = Zone.PUBLIC
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="parked", verbose_name=_("下書き"))
    digest = models.CharField(_("合言葉の要約値"), max_length=64, unique=True)
    sealed = models.BinaryField(_("内容（封緘）"))
    parked_at = models.DateTimeField(_("預かり日時"))
    expires_at = models.DateTimeField(_("期限"))

    class Meta:
        verbose_name = _("預かったページ")

    def __str__(self) -> str:
        return str(self.id)

    def content(self) -> dict[str, Any]:
        found: dict[str, Any] = unseal_json(self.draft.key, bytes(self.sealed), parked_context(self))
        return found


def parked_context(parked: Parked) -> str:
    return f"forms.parked:{parked.draft_id}:{parked.pk}"
