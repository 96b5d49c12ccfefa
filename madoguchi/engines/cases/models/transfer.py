"""移送: another section, or another city, is the right place for a case."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.engines.cases.models.case import Case
from madoguchi.engines.cases.sealed import show


class Transfer(models.Model):
    """To a section of the house the case goes on there; to another city it ends here, and the person is told."""

    zone = Zone.ALL
    shown_to_person: ClassVar = ("id", "case_id", "from_section", "to_section", "to_city", "sealed_reason", "at")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="transfers", verbose_name=_("案件"))
    from_section = models.CharField(_("移送元の所属"), max_length=40)
    to_section = models.CharField(_("移送先の所属"), max_length=40, blank=True)
    to_city = models.CharField(_("移送先の市区町村"), max_length=60, blank=True)
    sealed_reason = models.BinaryField(_("理由（封緘）"))
    by_code = models.CharField(_("移送した者"), max_length=80)
    at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("移送")
        constraints = [
            models.CheckConstraint(
                name="transfer_goes_to_one_place",
                condition=Q(to_section="") & ~Q(to_city="") | ~Q(to_section="") & Q(to_city=""),
            ),
            models.CheckConstraint(name="transfer_goes_elsewhere", condition=~Q(to_section=F("from_section"))),
            models.CheckConstraint(name="transfer_gives_reason", condition=~Q(sealed_reason=b"")),
            models.UniqueConstraint(name="leaves_the_city_once", fields=["case"], condition=~Q(to_city="")),
        ]

    def __str__(self) -> str:
        return f"{self.from_section} → {self.to_section or self.to_city}"

    @property
    def reason(self) -> str:
        return show(self.case.key, self.sealed_reason, f"cases.transfer:{self.id}")
