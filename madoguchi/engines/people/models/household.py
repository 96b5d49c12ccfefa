"""世帯: who lives as one household, in which relation to its head and in which order."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.engines.people.models.addressee import Addressee

HEAD = "02"
RELATIONS = {
    "01": "本人", "02": "世帯主", "03": "準世帯主", "11": "夫", "12": "妻", "13": "夫（未届）", "14": "妻（未届）", "20": "子",
    "51": "父", "52": "母", "71": "兄", "74": "弟", "81": "姉", "84": "妹", "98": "使用人", "99": "同居人",
}  # fmt: skip
"""As one program writes them; a code that is not here is shown as it is."""


class Household(models.Model):
    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("世帯番号"), max_length=15, unique=True)

    class Meta:
        verbose_name = _("世帯")
        constraints = [
            models.CheckConstraint(name="household_number_15_digits", condition=Exact(Length("number"), 15)),
        ]

    def __str__(self) -> str:
        return self.number


class Membership(models.Model):
    """A person in a household: 続柄 by its code (two digits a level, 02 the head), place in the list, since when."""

    zone = Zone.OFFICE
    household = models.ForeignKey(Household, models.PROTECT, related_name="memberships")
    addressee = models.ForeignKey(Addressee, models.PROTECT, related_name="memberships")
    relation = models.CharField(_("続柄コード"), max_length=8)
    order = models.PositiveSmallIntegerField(_("記載順位"))
    from_on = models.DateField(_("世帯に入った日"), null=True, blank=True)
    until_on = models.DateField(_("世帯を離れた日"), null=True, blank=True)

    class Meta:
        verbose_name = _("世帯員")
        ordering = ["household", "order"]
        constraints = [
            models.UniqueConstraint(name="one_head_a_household", fields=["household"], condition=Q(relation=HEAD, until_on=None)),
            models.UniqueConstraint(name="one_household_a_person", fields=["addressee"], condition=Q(until_on=None)),
            models.UniqueConstraint(name="one_place_in_household", fields=["household", "order"], condition=Q(until_on=None)),
            models.CheckConstraint(name="relation_given", condition=~Q(relation="")),
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.relation}"

    @property
    def relation_words(self) -> str:
        """続柄 as 住民票 writes it: 1220 → 妻の子."""
        parts = [self.relation[place : place + 2] for place in range(0, len(self.relation), 2)]
        return "の".join(RELATIONS.get(part, part) for part in parts)
