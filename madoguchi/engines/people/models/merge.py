"""名寄せ: two accounts of one person became one. The closed one stays, empty, for what was written of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.engines.people.models.account import Account


class Merge(models.Model):
    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kept = models.ForeignKey(Account, models.PROTECT, related_name="merged", verbose_name=_("残したアカウント"))
    closed = models.OneToOneField(Account, models.PROTECT, related_name="merged_into", verbose_name=_("閉じたアカウント"))
    moved = models.JSONField(_("移したもの"), default=dict)
    by = models.CharField(_("まとめた者"), max_length=80)
    at = models.DateTimeField(_("まとめた日時"))

    class Meta:
        verbose_name = _("アカウントの統合")
        constraints = [models.CheckConstraint(name="merge_of_two", condition=~Q(kept=F("closed")))]

    def __str__(self) -> str:
        return str(self.at)
