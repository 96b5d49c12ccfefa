"""コメント: what colleagues say about a place of a manuscript."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.services.authoring.models.manuscript import Manuscript


class Remark(models.Model):
    """`place`: the part, named by keys and ids, so that it stays with its question when pages are moved."""

    zone = Zone.OFFICE
    manuscript = models.ForeignKey(Manuscript, models.PROTECT, related_name="remarks", verbose_name=_("原稿"))
    place = models.CharField(_("場所"), max_length=200)
    text = models.TextField(_("コメント"), max_length=2000)
    by_code = models.CharField(_("書いた者"), max_length=80)
    at = models.DateTimeField(_("日時"))
    settled_at = models.DateTimeField(_("済んだ日時"), null=True)
    settled_by = models.CharField(_("済みにした者"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("原稿へのコメント")
        indexes = [models.Index(name="remarks_of_manuscript", fields=["manuscript", "at"])]

    def __str__(self) -> str:
        return f"{self.manuscript_id} {self.place}"
