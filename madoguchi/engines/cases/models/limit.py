"""限度額: what a person was granted against a limit. The person and the house are known by keyed digests only."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.sealing.public import DataKey
from madoguchi.core.zones import Zone
from madoguchi.engines.cases.models.decision import Decision


class DigestKey(models.Model):
    """The secret by which digests are made, itself sealed; rotating the ring of keys does not change them."""

    zone = Zone.OFFICE
    name = models.CharField(_("用途"), max_length=40, unique=True)
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", verbose_name=_("鍵"))
    sealed = models.BinaryField(_("秘密（封緘）"))

    class Meta:
        verbose_name = _("要約値の鍵")

    def __str__(self) -> str:
        return self.name


class LimitAccount(models.Model):
    """One person's use of one limit. Whoever grants holds this row, so that two grants can't both use up the rest."""

    zone = Zone.OFFICE
    name = models.CharField(_("限度額の名前"), max_length=60)
    who = models.CharField(_("本人（要約値）"), max_length=64)

    class Meta:
        verbose_name = _("限度額の台帳")
        constraints = [models.UniqueConstraint(name="one_limit_account_a_person", fields=["name", "who"])]

    def __str__(self) -> str:
        return self.name


class LimitUse(models.Model):
    """What one decision took. A decision that was revised takes nothing any more."""

    zone = Zone.OFFICE
    account = models.ForeignKey(LimitAccount, models.PROTECT, related_name="uses", verbose_name=_("限度額の台帳"))
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="limit_uses", verbose_name=_("決定"))
    on = models.DateField(_("基準日"))
    yen = models.PositiveIntegerField(_("額"))
    place = models.CharField(_("家屋（要約値）"), max_length=64, blank=True)
    step = models.SmallIntegerField(_("要介護の段階"), null=True)
    same = models.JSONField(_("種目"), default=list)

    class Meta:
        verbose_name = _("限度額の利用")
        constraints = [
            models.UniqueConstraint(name="one_use_a_decision", fields=["account", "decision"]),
            models.CheckConstraint(name="limit_use_is_something", condition=Q(yen__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.yen}"
