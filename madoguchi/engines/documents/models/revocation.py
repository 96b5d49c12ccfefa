"""効力の消滅: why a document stands no longer, and what stands in its place. Its number stays in the register."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.documents.models.document import Document


class WhyRevoked(models.TextChoices):
    SPOILED = "spoiled", _("書損")
    MISTAKE = "mistake", _("誤り")
    CANCELLED = "cancelled", _("処分の取消し")
    REPLACED = "replaced", _("差替え")


class Revocation(models.Model):
    zone = Zone.OFFICE
    document = models.OneToOneField(Document, models.PROTECT, related_name="revocation", verbose_name=_("文書"))
    reason = models.CharField(_("理由"), max_length=16, choices=WhyRevoked)
    replaced_by = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+", verbose_name=_("代わりの文書"))
    by_code = models.CharField(_("処理した者"), max_length=80)
    at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("効力の消滅")
        constraints = [
            models.CheckConstraint(name="revocation_reason_known", condition=Q(reason__in=WhyRevoked.values)),
            models.CheckConstraint(
                name="replaced_names_its_replacement", condition=~Q(reason="replaced") | Q(replaced_by__isnull=False)
            ),
            models.CheckConstraint(
                name="document_does_not_replace_itself",
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("document")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.get_reason_display()}"
