"""Taking places and giving them back: the only writers of the counters, seats and occupations.

A place is given by one conditional UPDATE: `free = free - n WHERE free >= n`. The row is then locked until the end of the
transaction, a second taker waits and looks again, and a CHECK stands behind. Units are locked by their rows, looked at,
and occupied; an exclusion of overlapping times stands behind.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from madoguchi.core.calendar.public import format_instant
from madoguchi.core.zones import Zone, zone_here
from madoguchi.engines.booking import resources
from madoguchi.engines.booking.across import slots as across
from madoguchi.engines.booking.definitions import Bookable
from madoguchi.engines.booking.locking import lock_slots, lock_units
from madoguchi.engines.booking.models import Hold, Occupation, Seat, Slot
from madoguchi.engines.booking.refusals import (
    LineCut,
    NoSuchSlot,
    NotEnoughPlaces,
    NotFree,
    ResourceTaken,
    SlotClosed,
    SlotFull,
    SlotNotOpenYet,
    SlotPast,
)
from madoguchi.engines.booking.unmet import note_unmet

ON_RETURN: list[Callable[[Sequence[UUID], datetime], None]] = []
"""Told of slots to which places have gone back, in the same transaction: who waits for them comes before everybody."""


def take(hold: Hold, slots: Sequence[Slot], bookable: Bookable, *, at: datetime, desk: bool = False, quota: bool = False) -> None:
    """Places of these slots (one after the other in time) for the hold, and what it needs besides. All or nothing.

    `desk`: not bound to the times of booking on line. `quota`: from what is set aside for the desk.
    Raises NotFree; the transaction around must then be rolled back.
    """
    starts_at, ends_at = slots[0].starts_at, slots[-1].ends_at
    choices = resources.choices_of(bookable.needed(tuple(hold.extras)))
    units = {unit for choice in choices for unit in choice.units}
    needing: dict[str, list[resources.Choice]] = {}
    touched: list[UUID] = []
    if units:
        needing = resources.who_needs(units)  # all reading that needs no lock is done before
        touched = resources.slots_touched(needing, starts_at, ends_at)
        lock_units(units)
        lock_slots([*(slot.pk for slot in slots), *touched])
    for slot in sorted(slots, key=lambda slot: slot.pk):
        _one(slot, hold.party, at=at, desk=desk, quota=quota)
    Seat.objects.bulk_create(Seat(hold=hold, slot=slot, places=hold.party, from_quota=quota) for slot in slots)
    if units:
        try:
            _occupy(hold, choices, starts_at, ends_at)
        except ResourceTaken as refusal:
            counted(slots[0], refusal, at=at)
            raise
        resources.mark_blocked(needing, touched)
    across.tell_of([*(slot.pk for slot in slots), *touched], at)


def refuse_early(slots: Sequence[Slot], places: int, *, at: datetime, desk: bool, quota: bool) -> None:
    """Raises NotFree for what was full or over when it was just read, before anything is locked: in a rush most who come
    are too late, and must not stand in the way of those who are not.
    """
    for slot in slots:
        left = slot.quota_free if quota else slot.free
        over = slot.ends_at <= at if desk else not slot.opens_at <= at < slot.closes_at
        if left < places or over or not slot.is_offered:
            raise counted(slot, why_not(slot, places, at=at, desk=desk, quota=quota), at=at)


def is_ours(quota: bool) -> bool:
    """Whether this side writes that counter: of two sides that stand apart each has one."""
    here = zone_here()
    return here is Zone.ALL or quota is (here is Zone.OFFICE)


def _one(slot: Slot, places: int, *, at: datetime, desk: bool, quota: bool) -> None:
    if not is_ours(quota):
        raise LineCut
    rows = Slot.objects.offered().filter(pk=slot.pk)
    rows = rows.filter(ends_at__gt=at) if desk else rows.filter(opens_at__lte=at, closes_at__gt=at)
    counter = "quota_free" if quota else "free"
    if not rows.filter(**{f"{counter}__gte": places}).update(**{counter: F(counter) - places}):
        now = Slot.objects.filter(pk=slot.pk).first()
        raise counted(slot, why_not(now, places, at=at, desk=desk, quota=quota), at=at)


def counted(slot: Slot, refusal: NotFree | NoSuchSlot, *, at: datetime) -> NotFree | NoSuchSlot:
    """The refusal; that somebody wanted this slot in vain is remembered for the statistics."""
    note_unmet(slot.bookable, slot.day, refusal.code, at=at)
    return refusal


def why_not(slot: Slot | None, places: int, *, at: datetime, desk: bool, quota: bool) -> NotFree | NoSuchSlot:
    """The reason, from the slot as it was read after the fact."""
    if slot is None:
        return NoSuchSlot()
    if not slot.is_offered:
        return SlotClosed()
    if (slot.ends_at if desk else slot.closes_at) <= at:
        return SlotPast()
    if not desk and slot.opens_at > at:
        return SlotNotOpenYet(opens=format_instant(slot.opens_at))
    left = slot.quota_free if quota else slot.free
    return NotEnoughPlaces(free=left) if 0 < left < places else SlotFull()


def _occupy(hold: Hold, choices: Sequence[resources.Choice], starts_at: datetime, ends_at: datetime) -> None:
    got: set[str] = set()
    rows = []
    for choice in choices:
        span = choice.span(starts_at, ends_at)
        units = choice.first_free(resources.busyness(choice.units, *span), starts_at, ends_at, got)
        if not units:
            raise ResourceTaken
        got.update(units)
        rows += [
            Occupation(unit_id=unit, hold=hold, need=choice.need.code, starts_at=span[0], ends_at=span[1]) for unit in sorted(units)
        ]
    try:
        with transaction.atomic():
            Occupation.objects.bulk_create(rows)
    except IntegrityError:
        raise ResourceTaken from None


def give_back(hold: Hold, *, at: datetime) -> list[UUID]:
    """What the hold keeps goes back; the ids of its slots. The caller has just ended the hold (or moved it), alone."""
    seats = list(Seat.objects.filter(hold=hold, released_at=None).order_by("slot_id"))
    used = list(Occupation.objects.in_force().filter(hold=hold))
    needing: dict[str, list[resources.Choice]] = {}
    touched: list[UUID] = []
    if used:
        units = {row.unit_id for row in used}
        needing = resources.who_needs(units)
        touched = resources.slots_touched(needing, min(row.starts_at for row in used), max(row.ends_at for row in used))
        lock_units(units)
        lock_slots([*(seat.slot_id for seat in seats), *touched])
    free_seats(seats, at=at)
    if used:
        Occupation.objects.filter(pk__in=[row.pk for row in used]).update(released_at=at)
        resources.mark_blocked(needing, touched)
    returned = [seat.slot_id for seat in seats]
    across.tell_of([*returned, *touched], at)
    if zone_here() is not Zone.OFFICE:
        for told in ON_RETURN:
            told(returned, at)
    return returned


def free_seats(seats: Sequence[Seat], *, at: datetime) -> None:
    for seat in seats:
        counter = "quota_free" if seat.from_quota else "free"
        if is_ours(seat.from_quota):
            Slot.objects.filter(pk=seat.slot_id).update(**{counter: F(counter) + seat.places})
    Seat.objects.filter(pk__in=[seat.pk for seat in seats]).update(released_at=at)


def put_seats(hold: Hold, wanted: Sequence[tuple[UUID, int, bool]]) -> None:
    """Places that the other side says the hold keeps. Raises SlotFull where this side's counter cannot bear it."""
    for slot, places, quota in wanted:
        counter = "quota_free" if quota else "free"
        rows = Slot.objects.filter(pk=slot, **{f"{counter}__gte": places})
        if is_ours(quota) and not rows.update(**{counter: F(counter) - places}):
            raise SlotFull
    Seat.objects.bulk_create(Seat(hold=hold, slot_id=slot, places=places, from_quota=quota) for slot, places, quota in wanted)


def lock_for_move(hold: Hold, slots: Sequence[Slot], bookable: Bookable) -> None:
    """Everything that giving back and taking anew will touch, locked in the one order."""
    used = list(Occupation.objects.in_force().filter(hold=hold))
    choices = resources.choices_of(bookable.needed(tuple(hold.extras)))
    units = {row.unit_id for row in used} | {unit for choice in choices for unit in choice.units}
    ids = set(Seat.objects.filter(hold=hold, released_at=None).values_list("slot_id", flat=True)) | {slot.pk for slot in slots}
    if units:
        needing = resources.who_needs(units)
        lock_units(units)
        ids |= set(resources.slots_touched(needing, slots[0].starts_at, slots[-1].ends_at))
        if used:
            first, last = min(row.starts_at for row in used), max(row.ends_at for row in used)
            ids |= set(resources.slots_touched(needing, first, last))
    lock_slots(ids)
