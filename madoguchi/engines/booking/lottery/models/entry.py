"""応募: one person's or group's wishes in a lottery, sealed lots beside them."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import seal_json, unseal_json
from madoguchi.core.zones import Zone
from madoguchi.engines.booking.lottery.commitments import Sealed
from madoguchi.engines.booking.lottery.models.lottery import Lottery
from madoguchi.engines.people.public import Actor, ScopedQuerySet, own


class EntryQuerySet(ScopedQuerySet["Entry"]):
    def visible_to(self, by: Actor) -> "EntryQuerySet":
        """Residents: their own, and what they may book for another.
        Staff: those of the sections in which they may see lotteries."""
        if by.kind == "system":
            return self.all()
        if by.kind == "resident" and by.account_id:
            return self.filter(own(by, "booking", code="lottery__rules"))
        if by.kind == "staff":
            return self.filter(lottery__section__in=by.sections_with("lottery.see"))
        return self.none()

    def in_draw(self) -> "EntryQuerySet":
        """Neither taken back nor excluded."""
        return self.filter(withdrawn_at=None, exclusion=None)


class Entry(models.Model):
    """`holder` is the tag of the person or group, one entry each. `lots` are what is published of it; a changed entry gets
    a new secret, so that its old receipt opens nothing. `place` and what was won come from the draw.
    """

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("応募番号"), max_length=16, unique=True)
    lottery = models.ForeignKey(Lottery, models.PROTECT, related_name="entries", verbose_name=_("抽選"))
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("アカウント"))
    holder = models.CharField(_("応募者の印"), max_length=32)
    is_group = models.BooleanField(_("団体"), default=False)
    party = models.PositiveIntegerField(_("人数"))
    wishes = models.JSONField(_("希望"))
    weight = models.PositiveIntegerField(_("くじの本数"), default=1)
    lots = models.JSONField(_("くじ"))
    sealed = models.BinaryField(_("控えと連絡先（封緘）"))
    entered_at = models.DateTimeField(_("応募日時"))
    changed_at = models.DateTimeField(_("変更日時"))
    withdrawn_at = models.DateTimeField(_("取下げ日時"), null=True)
    place = models.PositiveIntegerField(_("抽選の順番"), null=True)

    objects: ClassVar[EntryQuerySet] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("応募")
        constraints = [
            models.UniqueConstraint(name="one_entry_a_holder", fields=["lottery", "holder"], condition=Q(withdrawn_at=None)),
            models.UniqueConstraint(name="one_entry_a_place", fields=["lottery", "place"], condition=Q(place__isnull=False)),
            models.CheckConstraint(name="entry_for_somebody", condition=Q(party__gte=1, weight__gte=1)),
        ]
        indexes = [models.Index(name="entry_of_account", fields=["account", "-entered_at"])]

    def __str__(self) -> str:
        return self.number

    def keep(self, **kept: Any) -> None:
        """secret, places, contact (name, phone, mail), group: sealed by the lottery's key."""
        self.sealed = seal_json(self.lottery.key, kept, self.context())

    @property
    def kept(self) -> dict[str, Any]:
        found: dict[str, Any] = unseal_json(self.lottery.key, bytes(self.sealed), self.context())
        return found

    def context(self) -> str:
        return f"booking.lottery-entry:{self.id}"

    def sealed_lots(self) -> Sealed:
        """What its lots are made of."""
        kept = self.kept
        return Sealed(kept["secret"], self.holder, self.party, tuple(self.wishes), kept["places"])

    @property
    def is_excluded(self) -> bool:
        return hasattr(self, "exclusion")


class Exclusion(models.Model):
    """除外: an entry that does not take part, and why; before the list is published."""

    zone = Zone.ALL
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="exclusion", verbose_name=_("応募"))
    reason = models.CharField(_("理由"), max_length=200)
    by_code = models.CharField(_("除外した者"), max_length=80)
    at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("応募の除外")
        constraints = [models.CheckConstraint(name="exclusion_gives_reason", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return str(self.entry_id)
