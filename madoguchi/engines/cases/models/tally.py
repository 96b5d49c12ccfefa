"""集計: a day of a procedure in a section, counted from the rows and counted again while late rows may still come."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.people.public import Actor, ScopedQuerySet


class TallyQuerySet(ScopedQuerySet["Tally"]):
    def visible_to(self, by: Actor) -> "TallyQuerySet":
        if by.kind == "system":
            return self.all()
        return self.of_sections(by.sections_with("cases.see"))

    def between(self, first: date, last: date) -> "TallyQuerySet":
        return self.filter(day__gte=first, day__lte=last)


class Tally(models.Model):
    """`outcomes`: first decisions by outcome, and `revised` ones under their own name. `took`: days from arrival to the
    first decision → how many, so that a median over any months can be made.
    """

    zone = Zone.OFFICE
    section = models.CharField(_("所属"), max_length=40)
    procedure = models.CharField(_("手続"), max_length=60)
    day = models.DateField(_("日"))
    received = models.PositiveIntegerField(_("到達"), default=0)
    withdrawn = models.PositiveIntegerField(_("取下げ"), default=0)
    corrections = models.PositiveIntegerField(_("補正の依頼"), default=0)
    outcomes = models.JSONField(_("決定"), default=dict)
    took = models.JSONField(_("日数"), default=dict)

    objects: ClassVar[TallyQuerySet] = TallyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("集計")
        constraints = [models.UniqueConstraint(name="one_tally_a_day", fields=["section", "day", "procedure"])]

    def __str__(self) -> str:
        return f"{self.section} {self.procedure} {self.day}"


class FormDownload(models.Model):
    """用紙の取得: how often the blank form of a procedure was fetched on a day. Nobody is noted."""

    zone = Zone.ALL
    procedure = models.CharField(_("手続"), max_length=60)
    day = models.DateField(_("日"))
    count = models.PositiveIntegerField(_("回数"), default=0)

    class Meta:
        verbose_name = _("用紙の取得")
        constraints = [models.UniqueConstraint(name="one_count_a_day", fields=["procedure", "day"])]

    def __str__(self) -> str:
        return f"{self.procedure} {self.day}"
