"""延期: the answer takes longer than the law or the standard period says. The person is told the reason and the new day."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.engines.cases.models.case import Case
from madoguchi.engines.cases.sealed import show


class Extension(models.Model):
    """`due_on`: the day that would have held; `until_on`: the one that was promised instead (介護保険法27条11項ただし書)."""

    zone = Zone.ALL
    shown_to_person: ClassVar = ("id", "case_id", "due_on", "until_on", "sealed_reason", "at")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="extensions", verbose_name=_("案件"))
    due_on = models.DateField(_("延ばす前の期限"))
    until_on = models.DateField(_("見込みの日"))
    sealed_reason = models.BinaryField(_("理由（封緘）"))
    by_code = models.CharField(_("延ばした者"), max_length=80)
    at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("延期")
        constraints = [
            models.CheckConstraint(name="extension_lies_later", condition=Q(until_on__gt=F("due_on"))),
            models.CheckConstraint(name="extension_gives_reason", condition=~Q(sealed_reason=b"")),
            models.UniqueConstraint(name="one_extension_a_day", fields=["case", "until_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.until_on}"

    @property
    def reason(self) -> str:
        return show(self.case.key, self.sealed_reason, f"cases.extension:{self.id}")
