"""The tests' door of booking: a small thing to book, its slots, holds and reservations made by the real actions."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from unittest import mock
from zoneinfo import ZoneInfo

from django.db.models import Sum
from django.utils import timezone

from madoguchi.city.public import NotDefined, Version, city, publish
from madoguchi.city.testing import a_city
from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.actions.materialise import make_units, materialise
from madoguchi.engines.booking.models import Gate, Hold, Reservation, Seat, Slot
from madoguchi.engines.booking.rush import crowd, entering
from madoguchi.engines.booking.unmet import write_unmet
from madoguchi.engines.people.public import SYSTEM, Actor

__all__ = [
    "BOOKABLE", "NOON", "a_bookable", "a_hold", "a_reservation", "a_resource", "counter", "lottery", "nothing_left_to_write",
    "pass_by_at_the_gate", "slots", "somebody", "untrue_counters", "within_one_moment",
]  # fmt: skip

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
"""A Wednesday."""

BOOKABLE: dict[str, Any] = {
    "code": "sample-counter",
    "title": {"ja": "見本の窓口", "en": "Sample counter", "easy": "見本（みほん）の 窓口（まどぐち）"},
    "summary": {"ja": "見本です。", "en": "A sample.", "easy": "見本（みほん）です。"},
    "kind": "counter",
    "department": "kodomo",
    "place": {"name": "市役所 1階", "lift": True},
    "ask": {"name": "optional", "mail": "optional", "phone": "optional"},
    "openings": [{"days": "mon-fri", "hours": "9:00-12:00", "length": 60, "capacity": 2}],
}


def a_bookable(at: datetime = NOON, **changes: Any) -> Version:
    """The sample in force, changed or not, in a small city, with its slots."""
    try:
        city()
    except NotDefined:
        a_city()
    version = publish("bookable", {**BOOKABLE, **changes}, by=SYSTEM, at=at - timedelta(days=30))
    make_units()
    materialise(version, at=at)
    return version


def a_resource(code: str, *parts: str, at: datetime = NOON) -> None:
    try:
        city()
    except NotDefined:
        a_city()
    raw: dict[str, Any] = {"code": code, "title": code, "department": "kodomo", "parts": list(parts)}
    publish("resource", raw, by=SYSTEM, at=at - timedelta(days=30))
    make_units()


def slots(code: str = "sample-counter", on: date | None = None) -> list[Slot]:
    """Slots of a bookable in order, those of a day or all."""
    rows = Slot.objects.filter(bookable=code, withdrawn_at=None).order_by("starts_at", "track")
    return list(rows.filter(day=on) if on else rows)


def somebody(number: int = 1) -> Actor:
    """Somebody who did not sign in, in a browser of their own."""
    return Actor(kind="anonymous", session=f"browser{number}")


def a_hold(slot: Slot, *, by: Actor | None = None, at: datetime = NOON, **wish: Any) -> Hold:
    return booking.hold([slot.pk], by=by or somebody(), at=at, **wish)


def a_reservation(
    slot: Slot | None = None,
    *,
    contact: Mapping[str, Any] | None = None,
    by: Actor | None = None,
    at: datetime = NOON,
    party: int = 1,
    **request: Any,
) -> Reservation:
    """A reservation on this slot, or on the first of the sample."""
    if slot is None:
        slot = slots()[0] if Slot.objects.filter(bookable="sample-counter").exists() else _first(a_bookable(at))
    wish = booking.Request(contact=contact or {}, **request)
    return booking.book([slot.pk], wish, party=party, by=by or somebody(), at=at)


def _first(version: Version) -> Slot:
    return slots(version.code)[0]


@contextmanager
def within_one_moment() -> Iterator[None]:
    """However slow the machine, all who come meanwhile come at the same time."""
    clock = SimpleNamespace(monotonic=mock.Mock(return_value=time.monotonic()))
    with (
        mock.patch.object(timezone, "now", return_value=timezone.now()),
        mock.patch.object(entering, "time", clock),
        mock.patch.object(crowd, "time", clock),
    ):
        yield


def pass_by_at_the_gate(seconds: float) -> None:
    """As if so many seconds had passed for those who queue."""
    gate = Gate.objects.get()
    gate.counted_at -= timedelta(seconds=seconds)
    gate.save()


def nothing_left_to_write() -> None:
    """What was refused before is written down now, and not at the end of a request whose questions are counted."""
    write_unmet()


def untrue_counters() -> list[str]:
    """Slots whose counters are not what their seats say: none, whatever was killed or raced."""
    held = Seat.objects.filter(released_at=None, hold__ended_at=None)
    taken = held.values_list("slot_id", "from_quota").annotate(n=Sum("places"))
    seats = {(slot, from_quota): n for slot, from_quota, n in taken.order_by()}
    wrong = []
    for slot in Slot.objects.all():
        public, desk = seats.get((slot.pk, False), 0), seats.get((slot.pk, True), 0)
        if (slot.capacity - slot.free, slot.quota - slot.quota_free) != (public, desk):
            wrong.append(f"{slot}: {slot.capacity - slot.free}≠{public} / {slot.quota - slot.quota_free}≠{desk}")
    return wrong


from madoguchi.engines.booking.counter import testing as counter  # noqa: E402  it builds on what stands above
from madoguchi.engines.booking.lottery import testing as lottery  # noqa: E402
