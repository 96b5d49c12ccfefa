"""版: one state of a manuscript. Never changed: undoing goes back to an earlier one, redoing forward again."""

import json
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.services.authoring.models.manuscript import Manuscript


class Revision(models.Model):
    """`written` is JSON in the order in which it was written: people see the order of options. `before` is what it was made of."""

    class What(models.TextChoices):
        BEGUN = "begun", _("始めた")
        EDITED = "edited", _("直した")
        ADDED = "added", _("足した")
        MOVED = "moved", _("並べ替えた")
        REMOVED = "removed", _("削除した")
        WHOLE = "whole", _("全体を書き直した")
        TAKEN = "taken", _("公開中の版を取り込んだ")

    zone = Zone.OFFICE
    manuscript = models.ForeignKey(Manuscript, models.PROTECT, related_name="revisions", verbose_name=_("原稿"))
    number = models.PositiveIntegerField(_("番号"))
    before = models.ForeignKey("self", models.PROTECT, null=True, related_name="after", verbose_name=_("前の版"))
    what = models.CharField(_("したこと"), max_length=12, choices=What)
    place = models.CharField(_("場所"), max_length=200, blank=True)
    written = models.TextField(_("内容"))
    by_code = models.CharField(_("した者"), max_length=80)
    at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("原稿の版")
        constraints = [
            models.UniqueConstraint(name="one_text_a_number", fields=["manuscript", "number"]),
            models.CheckConstraint(name="revision_what_known", condition=models.Q(what__in=[
                "begun", "edited", "added", "moved", "removed", "whole", "taken",
            ])),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.manuscript_id} {self.number}"

    @cached_property
    def body(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.written)
        return found
