"""What happened at the counter. Codes and instants; a ticket's number is nobody's name."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import Event


@dataclass(frozen=True)
class TicketEvent(Event):
    """`subject` is the ticket."""

    subject_kind: ClassVar[str] = "ticket"
    counter: str = ""
    line: str = ""


@dataclass(frozen=True)
class TicketTaken(TicketEvent):
    kind: ClassVar[str] = "counter.ticket-taken"
    sentence: ClassVar[str | Promise] = _("整理券を出しました。")
    reserved: bool = False


@dataclass(frozen=True)
class TicketCalled(TicketEvent):
    kind: ClassVar[str] = "counter.called"
    sentence: ClassVar[str | Promise] = _("窓口に呼び出しました。")
    desk: str = ""
    waited_seconds: int = 0


@dataclass(frozen=True)
class CallEnded(TicketEvent):
    """`outcome`: served, back, no-show, handed-over."""

    kind: ClassVar[str] = "counter.call-ended"
    sentence: ClassVar[str | Promise] = _("窓口での対応を終えました。")
    desk: str = ""
    outcome: str = ""


@dataclass(frozen=True)
class TicketLeft(TicketEvent):
    kind: ClassVar[str] = "counter.ticket-left"
    sentence: ClassVar[str | Promise] = _("待つのをやめました。")


@dataclass(frozen=True)
class AttendanceEvent(Event):
    """`subject` is the reservation."""

    subject_kind: ClassVar[str] = "reservation"
    number: str = ""
    bookable: str = ""
    starts_at: datetime | None = None


@dataclass(frozen=True)
class ReservationCame(AttendanceEvent):
    kind: ClassVar[str] = "counter.came"
    sentence: ClassVar[str | Promise] = _("来庁を受け付けました。")


@dataclass(frozen=True)
class ReservationMissed(AttendanceEvent):
    kind: ClassVar[str] = "counter.missed"
    sentence: ClassVar[str | Promise] = _("予約の時刻に来なかったと記録しました。")
