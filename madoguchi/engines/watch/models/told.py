"""渡した閲覧: looks that the office has told the public side of, and until when it has told them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.people.public import Account


class ToldLook(models.Model):
    """What the person may read of a look, on the public side: no more than the page shows. Replaced as a whole."""

    zone = Zone.PUBLIC
    account = models.ForeignKey(Account, models.CASCADE, related_name="+", verbose_name=_("アカウント"))
    order = models.PositiveSmallIntegerField(_("順"))
    day = models.DateField(_("日"))
    section = models.CharField(_("所属"), max_length=40, blank=True)
    purpose = models.CharField(_("目的"), max_length=40)
    kind = models.CharField(_("何の記録"), max_length=40)
    subject = models.CharField(_("対象"), max_length=64)

    objects: ClassVar[models.Manager["ToldLook"]] = models.Manager()

    class Meta:
        verbose_name = _("渡した閲覧")
        constraints = [models.UniqueConstraint(name="told_look_in_order", fields=["account", "order"])]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"


class ToldUpTo(models.Model):
    """One row, at the office. `rules`: the digest of what was withheld then; with other rules all is told anew."""

    zone = Zone.OFFICE
    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    at = models.DateTimeField(_("日時"))
    rules = models.CharField(_("開示の決まりの要約値"), max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(name="watch_one_teller", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.at)
