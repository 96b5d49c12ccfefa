"""提出者: who filed an application, where that is not always the person whom it is about."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.cases.models.case import Case
from madoguchi.engines.cases.sealed import show


class FiledBy(models.TextChoices):
    SELF = "self", _("本人")
    FAMILY = "family", _("家族")
    GUARDIAN = "guardian", _("法定代理人")
    AGENT = "agent", _("任意代理人")
    OFFICE = "office", _("提出代行（事業者）")


class Filing(models.Model):
    """Read from the answers when the case is opened and after each correction. The number of a care office is public; the name
    and relation of a person are sealed.
    """

    zone = Zone.ALL
    shown_to_person: ClassVar = ("id", "case_id", "kind", "office_number", "sealed_name", "sealed_relation", "sealed_office")
    case = models.OneToOneField(Case, models.PROTECT, related_name="filing", verbose_name=_("案件"))
    kind = models.CharField(_("提出者の区分"), max_length=10, choices=FiledBy)
    office_number = models.CharField(_("事業所番号"), max_length=10, blank=True)
    sealed_name = models.BinaryField(_("提出者の氏名（封緘）"), default=b"")
    sealed_relation = models.BinaryField(_("本人との関係（封緘）"), default=b"")
    sealed_office = models.BinaryField(_("事業所名（封緘）"), default=b"")

    class Meta:
        verbose_name = _("提出者")
        constraints = [
            models.CheckConstraint(name="filer_kind_known", condition=Q(kind__in=FiledBy.values)),
            models.CheckConstraint(name="office_number_of_offices", condition=Q(office_number="") | Q(kind=FiledBy.OFFICE)),
        ]
        indexes = [models.Index(name="filed_by_office", fields=["office_number"], condition=~Q(office_number=""))]

    def __str__(self) -> str:
        return f"{self.kind} {self.office_number}".strip()

    @property
    def name(self) -> str:
        return show(self.case.key, self.sealed_name, f"cases.filer:{self.case_id}")

    @property
    def relation(self) -> str:
        return show(self.case.key, self.sealed_relation, f"cases.filer-relation:{self.case_id}")

    @property
    def office(self) -> str:
        return show(self.case.key, self.sealed_office, f"cases.filer-office:{self.case_id}")
