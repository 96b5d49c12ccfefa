"""後日提出の添付: a paper that came after the application."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.files.public import StoredFile
from madoguchi.core.zones import Zone
from madoguchi.engines.cases.models.application import Application


class LaterAttachment(models.Model):
    zone = Zone.ALL
    application = models.ForeignKey(Application, models.PROTECT, related_name="later_attachments", verbose_name=_("申請"))
    slot = models.CharField(_("添付の種類"), max_length=60)
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+", verbose_name=_("ファイル"))
    by_code = models.CharField(_("出した者"), max_length=80)
    at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("後日提出の添付")

    def __str__(self) -> str:
        return f"{self.slot} {self.application_id}"
