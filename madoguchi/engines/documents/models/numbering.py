"""番号簿: how far a section has counted in a fiscal year."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone


class Numbering(models.Model):
    zone = Zone.OFFICE
    section = models.CharField(_("所属"), max_length=48)
    fiscal_year = models.PositiveSmallIntegerField(_("年度"))
    last = models.PositiveIntegerField(_("最後の番号"), default=0)

    class Meta:
        verbose_name = _("番号簿")
        constraints = [models.UniqueConstraint(name="one_numbering_a_section_and_year", fields=["section", "fiscal_year"])]

    def __str__(self) -> str:
        return f"{self.section} {self.fiscal_year}: {self.last}"


def take_number(section: str, fiscal_year: int) -> int:
    """The next number. Only inside the transaction that writes its document: they stand and fall together."""
    return take_numbers(section, fiscal_year, 1)[0]


def take_numbers(section: str, fiscal_year: int, count: int) -> range:
    """As many numbers in a row, for as many documents of the same transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a number is taken in the transaction that writes its document")
    Numbering.objects.get_or_create(section=section, fiscal_year=fiscal_year)
    held = Numbering.objects.select_for_update().get(section=section, fiscal_year=fiscal_year)
    held.last += count
    held.save(update_fields=["last"])
    return range(held.last - count + 1, held.last + 1)
