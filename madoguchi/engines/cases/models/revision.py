"""改訂: the answers after a correction. Revision 1 is the application itself; these are 2 and on."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.sealing.public import DataKey
from madoguchi.core.zones import Zone
from madoguchi.engines.cases.models.application import Application, answers_context
from madoguchi.engines.cases.sealed import show_json


class Revision(models.Model):
    """Sealed by a key of its own to the office, since the public side can seal but not open."""

    zone = Zone.ALL
    application = models.ForeignKey(Application, models.PROTECT, related_name="revisions", verbose_name=_("申請"))
    number = models.PositiveSmallIntegerField(_("改訂"))
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", verbose_name=_("鍵"))
    sealed_answers = models.BinaryField(_("回答（封緘）"))
    digest = models.CharField(_("回答の要約値"), max_length=64)
    paths = models.JSONField(_("変わった項目"), default=list)
    by_code = models.CharField(_("直した者"), max_length=80)
    at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("回答の改訂")
        constraints = [
            models.UniqueConstraint(name="one_revision_a_number", fields=["application", "number"]),
            models.CheckConstraint(name="revisions_begin_at_two", condition=Q(number__gte=2)),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.number}"

    @property
    def answers(self) -> dict[str, Any]:
        context = answers_context(self.application_id, self.number)
        found: dict[str, Any] = show_json(self.key, self.sealed_answers, context)
        return found
