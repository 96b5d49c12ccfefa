"""一歩: somebody asked, explained, or closed an anomaly. What was written is sealed by the anomaly's key."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.sealing.public import seal, unseal
from madoguchi.core.zones import Zone
from madoguchi.engines.watch.models.anomaly import Anomaly, State


class Step(models.Model):
    """Never edited: a wrong word is followed by a further step."""

    zone = Zone.OFFICE
    anomaly = models.ForeignKey(Anomaly, models.PROTECT, related_name="steps", verbose_name=_("気づき"))
    what = models.CharField(_("したこと"), max_length=12, choices=State)
    sealed_text = models.BinaryField(_("内容（封緘）"))
    by_code = models.CharField(_("した者"), max_length=80)
    at = models.DateTimeField(_("日時"))

    objects: ClassVar[models.Manager["Step"]] = models.Manager()

    class Meta:
        verbose_name = _("気づきの記録")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(name="step_is_a_deed", condition=Q(what__in=["asked", "explained", "cleared", "confirmed"])),
            models.UniqueConstraint(name="anomaly_closed_once", fields=["anomaly"], condition=Q(what__in=["cleared", "confirmed"])),
        ]

    def __str__(self) -> str:
        return self.what

    def keep(self, text: str) -> None:
        self.sealed_text = seal(self.anomaly.key, text.encode(), f"watch.step:{self.anomaly_id}")

    @property
    def text(self) -> str:
        return unseal(self.anomaly.key, bytes(self.sealed_text), f"watch.step:{self.anomaly_id}").decode()
