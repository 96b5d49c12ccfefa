"""送信の記録: one try: what the other side answered, or why it was not reached. Its words are not kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.webhooks.models.sending import Sending


class Attempt(models.Model):
    """`status`: of the answer, 0 without one; then `trouble` is a code (timeout, refused, private-address …)."""

    zone = Zone.ALL
    sending = models.ForeignKey(Sending, models.CASCADE, related_name="attempts")
    at = models.DateTimeField(_("日時"))
    status = models.PositiveSmallIntegerField(_("応答の番号"), default=0)
    trouble = models.CharField(_("不達の理由"), max_length=40, blank=True)
    milliseconds = models.PositiveIntegerField(_("かかった時間"), default=0)

    class Meta:
        verbose_name = _("送信の記録")

    def __str__(self) -> str:
        return f"{self.sending_id} {self.status or self.trouble}"
