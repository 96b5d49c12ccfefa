"""呼出し: a ticket that is called to a desk, until something comes of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.engines.booking.counter.models.ticket import Ticket


class Outcome(models.TextChoices):
    SERVED = "served", _("済み")
    BACK = "back", _("あとで呼ぶ")
    NO_SHOW = "no-show", _("いなかった")
    HANDED_OVER = "handed-over", _("別の列へ")


class Call(models.Model):
    """Open until `ended_at`. The database knows one open call a ticket and one a desk. `shown_at` moves when the number is
    called again; `waited_seconds` is what the person waited for this call.
    """

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="calls", verbose_name=_("整理券"))
    counter = models.CharField(_("窓口"), max_length=48)
    line = models.CharField(_("列"), max_length=48)
    desk = models.CharField(_("番号"), max_length=3)
    section = models.CharField(_("所属"), max_length=40)
    day = models.DateField(_("日"))
    called_at = models.DateTimeField(_("呼出日時"))
    shown_at = models.DateTimeField(_("表示日時"))
    times = models.PositiveIntegerField(_("呼んだ回数"), default=1)
    by_code = models.CharField(_("呼んだ者"), max_length=80)
    waited_seconds = models.PositiveIntegerField(_("待ち時間（秒）"))
    ended_at = models.DateTimeField(_("終了日時"), null=True)
    outcome = models.CharField(_("結果"), max_length=12, choices=Outcome, blank=True)

    class Meta:
        verbose_name = _("呼出し")
        constraints = [
            models.UniqueConstraint(name="one_open_call_a_ticket", fields=["ticket"], condition=Q(ended_at=None)),
            models.UniqueConstraint(name="one_open_call_a_desk", fields=["counter", "desk"], condition=Q(ended_at=None)),
            models.CheckConstraint(
                name="call_end_says_what",
                condition=Q(ended_at=None, outcome="") | Q(ended_at__isnull=False, outcome__in=Outcome.values),
            ),
        ]
        indexes = [
            models.Index(name="call_on_the_wall", fields=["counter", "day", "-shown_at"]),
            models.Index(name="call_measured", fields=["counter", "line", "day", "-called_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} → {self.desk}"
