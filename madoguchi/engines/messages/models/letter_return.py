"""返戻: a letter that came back. What it means for the matter is said by whoever sent it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.messages.models.delivery import Delivery
from madoguchi.engines.people.public import Actor, ScopedQuerySet


class WhyReturned(models.TextChoices):
    UNKNOWN = "unknown", _("あて所に尋ねあたりません")
    MOVED = "moved", _("転居先不明・転送期間経過")
    KEPT = "kept", _("保管期間経過")
    REFUSED = "refused", _("受取拒絶")
    OTHER = "other", _("その他")


class LetterReturnQuerySet(ScopedQuerySet["LetterReturn"]):
    short = True

    def visible_to(self, by: Actor) -> "LetterReturnQuerySet":
        """Whoever prints in the section that sent it."""
        return self.all() if by.kind == "system" else self.of_sections(by.sections_with("messages.print"))


class LetterReturn(models.Model):
    """`section`: that of the delivery, which never changes."""

    zone = Zone.OFFICE
    delivery = models.OneToOneField(Delivery, models.PROTECT, related_name="letter_return", verbose_name=_("配信"))
    section = models.CharField(_("所属"), max_length=40)
    reason = models.CharField(_("理由"), max_length=10, choices=WhyReturned)
    returned_on = models.DateField(_("戻った日"))
    by_code = models.CharField(_("登録した者"), max_length=80)
    at = models.DateTimeField(_("日時"))

    objects: ClassVar[LetterReturnQuerySet] = LetterReturnQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("返戻")
        constraints = [models.CheckConstraint(name="return_reason_known", condition=Q(reason__in=WhyReturned.values))]
        indexes = [
            models.Index(name="letter_return_at", fields=["-at"]),
            models.Index(name="letter_return_of_section", fields=["section", "-at", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.returned_on}"
