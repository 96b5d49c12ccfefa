"""What happened to a reservation. Codes and instants only."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import Event


@dataclass(frozen=True)
class ReservationEvent(Event):
    """`subject` is the reservation's id; `number` is what people read."""

    subject_kind: ClassVar[str] = "reservation"
    number: str = ""
    bookable: str = ""


@dataclass(frozen=True)
class Reserved(ReservationEvent):
    """`fee_yen` is what is owed for it once it is `confirmed`, here or by ReservationConfirmed: the ledger listens."""

    kind: ClassVar[str] = "booking.reserved"
    sentence: ClassVar[str | Promise] = _("予約しました。")
    starts_at: datetime | None = None
    party: int = 1
    way: str = ""
    fee_yen: int = 0
    confirmed: bool = True


@dataclass(frozen=True)
class ReservationConfirmed(ReservationEvent):
    kind: ClassVar[str] = "booking.confirmed"
    sentence: ClassVar[str | Promise] = _("確認により、予約が確定しました。")
    fee_yen: int = 0


@dataclass(frozen=True)
class ReservationChanged(ReservationEvent):
    kind: ClassVar[str] = "booking.changed"
    sentence: ClassVar[str | Promise] = _("予約の日時を変えました。")
    before: datetime | None = None
    starts_at: datetime | None = None
    fee_yen: int = 0


@dataclass(frozen=True)
class ReservationCancelled(ReservationEvent):
    kind: ClassVar[str] = "booking.cancelled"
    sentence: ClassVar[str | Promise] = _("予約を取り消しました。")
    starts_at: datetime | None = None
    why: str = ""
    fee_yen: int = 0


@dataclass(frozen=True)
class SlotsClosed(Event):
    """`subject` is the closure."""

    kind: ClassVar[str] = "booking.slots-closed"
    subject_kind: ClassVar[str] = "closure"
    sentence: ClassVar[str | Promise] = _("枠を休止しました。")
    bookable: str = ""
    from_at: datetime | None = None
    until_at: datetime | None = None
    slots: int = 0
    booked: int = 0


@dataclass(frozen=True)
class SlotsReopened(Event):
    kind: ClassVar[str] = "booking.slots-reopened"
    subject_kind: ClassVar[str] = "closure"
    sentence: ClassVar[str | Promise] = _("枠の休止を解除しました。")
    bookable: str = ""
    slots: int = 0
