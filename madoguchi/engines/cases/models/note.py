"""メモ: what staff write down for each other about a case. Part of the record, sealed like the rest."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.engines.cases.models.case import Case
from madoguchi.engines.cases.sealed import show


class Note(models.Model):
    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="notes", verbose_name=_("案件"))
    sealed_text = models.BinaryField(_("内容（封緘）"))
    by_code = models.CharField(_("書いた者"), max_length=80)
    at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("メモ")

    def __str__(self) -> str:
        return str(self.at)

    @property
    def text(self) -> str:
        return show(self.case.key, self.sealed_text, f"cases.note:{self.id}")
