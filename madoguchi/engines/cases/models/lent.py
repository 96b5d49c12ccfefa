"""貸出し: the answers, given back to the public side for as long as the person has to mend them."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.sealing.public import DataKey
from madoguchi.core.zones import Zone
from madoguchi.engines.cases.models.application import Application
from madoguchi.engines.cases.sealed import show_json


class LentAnswers(models.Model):
    """Sealed by a key of its own, which is destroyed when the correction ends."""

    zone = Zone.PUBLIC
    application = models.OneToOneField(Application, models.PROTECT, related_name="lent", verbose_name=_("申請"))
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", verbose_name=_("鍵"))
    sealed = models.BinaryField(_("回答（封緘）"))
    lent_at = models.DateTimeField(_("日時"))

    objects: models.Manager["LentAnswers"]

    class Meta:
        verbose_name = _("貸し出した回答")

    def __str__(self) -> str:
        return str(self.application_id)

    @property
    def answers(self) -> dict[str, Any]:
        found: dict[str, Any] = show_json(self.key, self.sealed, lent_context(self.application_id))
        return found


def lent_context(application_id: object) -> str:
    return f"cases.lent:{application_id}"
