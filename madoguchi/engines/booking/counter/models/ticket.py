"""整理券: somebody who waits, under a number that says nothing about them."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone


def new_token() -> str:
    return secrets.token_urlsafe(12)


class Ending(models.TextChoices):
    SERVED = "served", _("済み")
    NO_SHOW = "no-show", _("いなかった")
    LEFT = "left", _("取りやめ")


class LineDay(models.Model):
    """The numbers given in a line on a day; its row is locked while the next one is taken."""

    zone = Zone.ALL
    counter = models.CharField(_("窓口"), max_length=48)
    line = models.CharField(_("列"), max_length=48)
    day = models.DateField(_("日"))
    last_number = models.PositiveIntegerField(_("最後の番号"), default=0)

    class Meta:
        verbose_name = _("整理券の番号")
        constraints = [models.UniqueConstraint(name="one_count_a_line_and_day", fields=["counter", "line", "day"])]

    def __str__(self) -> str:
        return f"{self.counter} {self.line} {self.day}"


class TicketQuerySet(models.QuerySet["Ticket"]):
    def waiting(self) -> "TicketQuerySet":
        return self.filter(waiting_since__isnull=False)

    def in_turn(self, at: object) -> QuerySet["Ticket"]:
        """Reservations whose time has come, then those without one, then reservations that are early; each by time."""
        turn = Case(
            When(reserved=True, due_at__lte=at, then=Value(0)),
            When(reserved=False, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        return self.waiting().annotate(turn=turn).order_by("turn", "due_at", "number", "id")


class Ticket(models.Model):
    """`waiting_since` is set while it waits to be called, and only then; whoever empties it calls it. `due_at` is the time
    of the reservation, or when the ticket was taken. `token` is the address of its page for the one who holds it.
    """

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    counter = models.CharField(_("窓口"), max_length=48)
    line = models.CharField(_("列"), max_length=48)
    section = models.CharField(_("所属"), max_length=40)
    day = models.DateField(_("日"))
    letter = models.CharField(_("記号"), max_length=1)
    number = models.PositiveIntegerField(_("番号"))
    token = models.CharField(max_length=24, unique=True, default=new_token, editable=False)
    reservation = models.OneToOneField(
        "mado_booking.Reservation", models.PROTECT, null=True, related_name="ticket", verbose_name=_("予約")
    )
    reserved = models.BooleanField(_("予約あり"), default=False)
    due_at = models.DateTimeField(_("順番の時刻"))
    issued_at = models.DateTimeField(_("発券日時"))
    issued_by = models.CharField(_("発券した者"), max_length=80)
    asked = models.CharField(_("冪等性キー"), max_length=80, null=True, unique=True)
    waiting_since = models.DateTimeField(_("待ち始め"), null=True)
    ended_at = models.DateTimeField(_("終了日時"), null=True)
    ended_how = models.CharField(_("終わり方"), max_length=12, choices=Ending, blank=True)

    objects: ClassVar[TicketQuerySet] = TicketQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("整理券")
        constraints = [
            models.UniqueConstraint(name="one_ticket_a_number_and_day", fields=["day", "letter", "number"]),
            models.CheckConstraint(name="ticket_ended_waits_no_more", condition=Q(ended_at=None) | Q(waiting_since=None)),
            models.CheckConstraint(
                name="ticket_end_says_how",
                condition=Q(ended_at=None, ended_how="") | Q(ended_at__isnull=False, ended_how__in=Ending.values),
            ),
        ]
        indexes = [
            models.Index(name="ticket_queue", fields=["counter", "line", "due_at"], condition=Q(waiting_since__isnull=False)),
            models.Index(name="ticket_of_day", fields=["counter", "day", "issued_at"]),
        ]

    def __str__(self) -> str:
        return self.shown

    @property
    def shown(self) -> str:
        """As it stands on the ticket and on the wall: B-012."""
        return f"{self.letter}-{self.number:03d}"

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None
