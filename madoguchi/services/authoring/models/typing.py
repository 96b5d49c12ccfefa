"""書きかけ: what somebody has typed on a page of the editor and not yet saved."""

import json

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.services.authoring.models.manuscript import Manuscript


class Typing(models.Model):
    """One a person and page; gone once it is saved. `base`: the revision that the page showed."""

    zone = Zone.OFFICE
    manuscript = models.ForeignKey(Manuscript, models.CASCADE, related_name="typings", verbose_name=_("原稿"))
    by_code = models.CharField(_("書いた者"), max_length=80)
    place = models.CharField(_("場所"), max_length=200)
    base = models.PositiveIntegerField(_("元の版の番号"))
    typed = models.TextField(_("入力した文字"))
    at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("書きかけ")
        constraints = [models.UniqueConstraint(name="one_typing_a_person_and_page", fields=["manuscript", "by_code", "place"])]

    def __str__(self) -> str:
        return f"{self.manuscript_id} {self.place}"

    @property
    def values(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = json.loads(self.typed)
        return found
