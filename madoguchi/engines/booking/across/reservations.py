"""予約を渡す: a reservation whole, with the places it keeps and whom it is for; both ways."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from madoguchi.core.events.public import StoredEvent, adopt, envelope_of
from madoguchi.core.relay.public import (
    Crossing,
    Said,
    Taken,
    Writing,
    crosses,
    heard,
    is_unheard,
    said_of,
    values_of,
)
from madoguchi.core.sealing.public import new_key
from madoguchi.core.zones import Zone, zone_here
from madoguchi.engines.booking.across.versions import say_version, version_of
from madoguchi.engines.booking.contact import mark, phone_mark
from madoguchi.engines.booking.events import (
    ReservationCancelled,
    ReservationChanged,
    ReservationConfirmed,
    ReservationEvent,
    Reserved,
)
from madoguchi.engines.booking.locking import lock_slots
from madoguchi.engines.booking.models import Cancellation, Hold, Reservation, Seat
from madoguchi.engines.booking.taking import free_seats, put_seats
from madoguchi.engines.people import public as people

OF_HOLD = ("id", "bookable", "holder", "party", "extras", "why", "made_at", "expires_at", "ended_at", "ended_by")
OF_RESERVATION = (
    "id", "number", "hold_id", "bookable", "track", "section", "starts_at", "ends_at", "party", "account_id", "scope", "who",
    "fee_yen", "way", "language", "asked", "asked_digest", "made_by", "made_at", "confirmed_at", "cancelled_at",
)  # fmt: skip
OF_CANCELLATION = ("why", "by_code", "at")
EVENTS = (Reserved, ReservationConfirmed, ReservationChanged, ReservationCancelled)


def say(row: Reservation) -> Said:
    """As it stands: without the mark of a telephone, which each side makes with a key of its own."""
    cancellation = Cancellation.objects.filter(reservation=row).first()
    seats = Seat.objects.filter(hold=row.hold_id, released_at=None).order_by("slot_id")
    events = StoredEvent.objects.filter(subject_kind="reservation", subject_id=str(row.pk)).order_by("id")
    return {
        "reservation": said_of(row, OF_RESERVATION),
        "version": say_version(row.version),
        "hold": said_of(row.hold, OF_HOLD),
        "seats": [said_of(seat, ("slot_id", "places", "from_quota")) for seat in seats],
        "cancellation": said_of(cancellation, OF_CANCELLATION) if cancellation else None,
        "account": people.say_account(row.account) if row.account else None,
        "kept": row.kept,
        "events": [seen_outside(envelope_of(one)) for one in events],
    }


def seen_outside(envelope: dict[str, Any]) -> dict[str, Any]:
    """Which section, never who."""
    return {**envelope, "by": "staff" if envelope["by"].startswith("staff:") else envelope["by"]}


def find(pk: Any) -> Reservation:
    return Reservation.objects.select_related("version", "hold", "key", "account").get(pk=pk)


def write(subject: str, item: str, writing: Writing) -> Said:
    return {"heard": heard(subject), **say(find(subject))}


@transaction.atomic
def keep(said: Said, *, at: datetime) -> Reservation:
    """Known from now on as it was said, with the places: those of a side's own counter are counted by it."""
    values = values_of(Reservation, {name: said["reservation"][name] for name in OF_RESERVATION})
    if said["account"]:
        known_account(said["account"])
    hold = values_of(Hold, {name: said["hold"][name] for name in OF_HOLD})
    Hold.objects.update_or_create(id=hold.pop("id"), defaults=hold)
    keep_seats(Hold.objects.get(pk=values["hold_id"]), said["seats"], at=at)
    row = Reservation.objects.select_related("key").filter(pk=values["id"]).first() or Reservation(id=values["id"])
    if row.key is None and any(said["kept"].values()):
        row.key = new_key("reservation", str(row.id))
    for name, value in values.items():
        setattr(row, name, value)
    contact = said["kept"]["contact"]
    row.version, row.phone_mark, row.who = version_of(said["version"]), phone_mark(contact), who_here(row.who, contact)
    if row.key is not None and row.kept != said["kept"]:
        row.keep(contact, said["kept"]["answers"])
    row.save()
    if said["cancellation"]:
        Cancellation.objects.get_or_create(
            reservation=row, defaults=values_of(Cancellation, {name: said["cancellation"][name] for name in OF_CANCELLATION})
        )
    for one in said["events"]:
        adopt(values_of(StoredEvent, one))
    return row


def known_account(said: dict[str, Any]) -> None:
    """The public side knows its accounts better."""
    if zone_here() is Zone.OFFICE:
        people.take_account(said)


def who_here(who: str, contact: dict[str, Any]) -> str:
    """Whom it counts for: an account is the same on both sides, a mark is made anew with this side's key."""
    kind = who.split(":", 1)[0]
    return f"{kind}:{mark(kind, contact[kind].lower())}" if kind in {"mail", "phone"} and contact.get(kind) else who


def keep_seats(hold: Hold, said: list[dict[str, Any]], *, at: datetime) -> None:
    wanted = {(UUID(one["slot_id"]), one["places"], one["from_quota"]) for one in said}
    lock_slots([slot for slot, _, _ in wanted])
    mine = Seat.objects.filter(hold=hold, released_at=None)
    there = {(seat.slot_id, seat.places, seat.from_quota): seat for seat in mine}
    free_seats([seat for key, seat in there.items() if key not in wanted], at=at)
    put_seats(hold, sorted(wanted - set(there)))


def take(subject: str, said: Said, taken: Taken) -> None:
    """At the office: the public side's state stands, once it has heard what the office did last."""
    if not is_unheard(subject, said["heard"]):
        keep(said, at=taken.at)


def about(event: ReservationEvent, stored: StoredEvent) -> tuple[str, str]:
    return str(event.subject), ""


crosses(Crossing("booking.reservation", Zone.OFFICE, write, take, on=EVENTS, about=about, whole=True))
