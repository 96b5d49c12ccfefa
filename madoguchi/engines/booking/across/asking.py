"""同じ扉から予約する: what the desk books, moves and calls off, asked of the public side while the caller waits."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from madoguchi.core.audit.public import note
from madoguchi.core.relay.public import Outgoing, RelayRefused, Said, SaidNo, ask_public, note_crossing
from madoguchi.core.zones import Zone, zone_here
from madoguchi.engines.booking.across.reservations import keep
from madoguchi.engines.booking.locking import lock_holder
from madoguchi.engines.booking.models import Reservation, Seat, Slot
from madoguchi.engines.booking.refusals import LineBroke, NotFree, Unanswered
from madoguchi.engines.people.public import Actor

CALL_OFF = "booking.call-off"
LONGEST = 64


def is_elsewhere(*, quota: bool) -> bool:
    """Whether the places are the public side's to give."""
    return zone_here() is Zone.OFFICE and not quota


def keeps_elsewhere(reservation: Reservation) -> bool:
    seats = Seat.objects.filter(hold=reservation.hold_id, released_at=None, from_quota=False)
    return zone_here() is Zone.OFFICE and seats.exists()


def book_there(slots: Sequence[Slot], wish: Any, *, party: int, extras: Sequence[str], by: Actor, at: datetime) -> Reservation:
    """Raises NotFree and SaidNo, in the public side's words; LineBroke where no answer came. It is then called
    off by the ledger, should it have been done, for the caller is told that it was not.
    """
    asked = key_of(wish.asked)
    if is_called_off(asked):
        raise LineBroke
    said = {
        "slots": [str(one.pk) for one in slots], "contact": dict(wish.contact), "answers": dict(wish.answers),
        "way": str(wish.way), "language": wish.language, "asked": asked, "party": party, "extras": list(extras),
        "section": by.section,
    }  # fmt: skip
    try:
        found = ask("booking.book", said)
    except RelayRefused as lost:
        call_off(asked, at=at)
        raise LineBroke from lost
    with transaction.atomic():
        lock_holder("asked", asked)
        if is_called_off(asked):
            raise LineBroke
        return kept(found, "booking.booked-there", by=by, at=at)


def change_there(reservation: Reservation, slots: Sequence[Slot], *, by: Actor, at: datetime) -> Reservation:
    """Asked twice, it is done once: whoever has these places already keeps them."""
    said = {"reservation": str(reservation.pk), "slots": [str(one.pk) for one in slots], "section": by.section}
    return touched("booking.change", said, "booking.changed-there", by=by, at=at)


def cancel_there(reservation: Reservation, why: str, *, by: Actor, at: datetime) -> Reservation:
    said = {"reservation": str(reservation.pk), "why": why, "section": by.section}
    return touched("booking.cancel", said, "booking.cancelled-there", by=by, at=at)


def touched(question: str, said: Said, deed: str, *, by: Actor, at: datetime) -> Reservation:
    try:
        found = ask(question, said)
    except RelayRefused as lost:
        raise Unanswered from lost
    with transaction.atomic():
        return kept(found, deed, by=by, at=at)


def kept(found: Said, deed: str, *, by: Actor, at: datetime) -> Reservation:
    row = keep(found, at=at)
    note(deed, by=by, at=at, subject_kind="reservation", subject_id=str(row.pk), data={"number": row.number})
    return row


def ask(question: str, said: Said) -> Said:
    try:
        return ask_public(question, said)
    except SaidNo as no:
        raise as_known(no) from no


def as_known(no: SaidNo) -> Exception:
    """One of those that mean "choose another", so that pages show what is near; else as it was said."""
    for kind in NotFree.__subclasses__():
        if kind.code == no.code:
            found = kind()
            found.message = no.sentence.replace("{", "{{").replace("}", "}}")  # type: ignore[misc, assignment]
            return found
    return no


def key_of(asked: str) -> str:
    """By which a request is known on both sides; short enough for the ledger."""
    if not asked:
        return f"desk:{secrets.token_urlsafe(12)}"
    return asked if len(asked) <= LONGEST else hashlib.sha256(asked.encode()).hexdigest()


@transaction.atomic
def call_off(asked: str, *, at: datetime) -> None:
    """Nobody knows whether it was done: the ledger sees to it that it is not. Another click may have had its answer."""
    lock_holder("asked", asked)
    if not Reservation.objects.filter(asked=asked).exists() and not is_called_off(asked):
        note_crossing(CALL_OFF, asked, at=at)


def is_called_off(asked: str) -> bool:
    return Outgoing.objects.filter(kind=CALL_OFF, subject=asked).exists()
