"""満了の案内: that a person was reminded so many days before a grant ends."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.cases.models.decision import Decision


class ExpiryReminder(models.Model):
    """Once for a decision and a number of days. `means`: how it went out; "" where the person left no way to be told."""

    zone = Zone.OFFICE
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="expiry_reminders", verbose_name=_("決定"))
    days = models.PositiveSmallIntegerField(_("満了の何日前"))
    means = models.CharField(_("手段"), max_length=20, blank=True)
    delivery = models.UUIDField(_("配信"), null=True, unique=True)
    at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("満了の案内")
        constraints = [
            models.UniqueConstraint(name="one_reminder_a_term", fields=["decision", "days"]),
            models.CheckConstraint(name="reminder_that_went_out_names_delivery", condition=Q(means="") | Q(delivery__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} -{self.days}"
