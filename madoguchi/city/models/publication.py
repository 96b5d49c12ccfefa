"""Publication: which version is in force; Change: how it came to be."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.city.models.load import Load
from madoguchi.city.models.version import AppendOnly, Source, Version
from madoguchi.core.zones import Zone


class PublicationQuerySet(models.QuerySet["Publication"]):
    def in_force(self) -> "PublicationQuerySet":
        return self.filter(retired_at=None)


class Publication(models.Model):
    """公開: one row a definition. `retired_at` is set when it was taken out of use; nothing is deleted."""

    zone: ClassVar = Zone.ALL

    kind = models.CharField(_("種類"), max_length=40)
    code = models.CharField(_("コード"), max_length=60)
    version = models.ForeignKey(Version, models.PROTECT, related_name="publications", verbose_name=_("版"))
    since = models.DateTimeField(_("この版になった日時"))
    taken_from = models.CharField(_("出どころ"), max_length=8, choices=Source.choices)
    retired_at = models.DateTimeField(_("廃止日時"), null=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_publication_a_definition", fields=["kind", "code"])]
        verbose_name = _("公開")

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


class Change(models.Model):
    """公開の記録: from then on this version was in force, or none (`version` empty: retired)."""

    zone: ClassVar = Zone.ALL

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="changes", verbose_name=_("公開"))
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="changes", verbose_name=_("版"))
    at = models.DateTimeField(_("日時"))
    by = models.CharField(_("した者"), max_length=80)
    source = models.CharField(_("出どころ"), max_length=8, choices=Source.choices)
    load = models.ForeignKey(Load, models.PROTECT, null=True, related_name="changes", verbose_name=_("読み込み"))

    objects = AppendOnly.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = _("公開の記録")

    def __str__(self) -> str:
        return f"{self.publication} {self.at:%Y-%m-%d %H:%M}"
