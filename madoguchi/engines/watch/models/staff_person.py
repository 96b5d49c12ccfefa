"""職員本人: which person of the registers a member of staff is, so that looks at the own family are noticed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.people.public import Account, Addressee


class StaffPerson(models.Model):
    """Said by a privacy officer or by the personnel's list; used for nothing else."""

    zone = Zone.OFFICE
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name=_("職員"))
    addressee = models.ForeignKey(Addressee, models.PROTECT, related_name="+", verbose_name=_("宛名"))
    by_code = models.CharField(_("登録した者"), max_length=80)
    at = models.DateTimeField(_("登録日時"))
    ended_at = models.DateTimeField(_("解除日時"), null=True)

    objects: ClassVar[models.Manager["StaffPerson"]] = models.Manager()

    class Meta:
        verbose_name = _("職員本人の宛名")
        constraints = [
            models.UniqueConstraint(name="one_person_a_staff_member", fields=["account"], condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return str(self.at)
