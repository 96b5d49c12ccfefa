"""Losing: in a rush most who reach for a slot are too late. Whoever loses while many do is answered from what was read within
the last second, without a question to the database, and is offered other slots than the next one, so that they do not meet again.

What is remembered turns people away and offers; it gives nothing to anybody.
"""

import itertools
from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from madoguchi.engines.booking.models import Slot
from madoguchi.engines.booking.refusals import SlotFull
from madoguchi.engines.booking.rush.crowd import Crowd
from madoguchi.engines.booking.rush.momentary import Momentary
from madoguchi.engines.booking.unmet import note_unmet
from madoguchi.engines.people.public import Actor

MANY, WIDER, OF_A_KIND = 5, 4, 500
"""So many who lose within a second are many; how many slots the neighbourhood has for each of them; slots remembered of a kind."""

LOSERS = Crowd(MANY)
GONE = Momentary[Slot](most=2000)
FREE = Momentary[list[Slot]]()
TURNS = itertools.count()


def lost(slots: Sequence[Slot], refusal: object) -> None:
    """Somebody came too late for these, which were full."""
    LOSERS.joined()
    if isinstance(refusal, SlotFull) and len(slots) == 1:
        GONE.put(slots[0].pk, slots[0])


def refuse_gone(ids: Sequence[UUID | str], *, of: str, party: int, by: Actor, at: datetime) -> None:
    """Raises SlotFull where many lose just now and this one was full within the last second. The desk has places of its own."""
    if len(ids) != 1 or by.kind in {"staff", "system"} or LOSERS.size() < MANY:
        return
    try:
        slot = GONE.get(UUID(str(ids[0])))
    except ValueError:
        return
    if slot is not None and of in {"", slot.bookable}:
        LOSERS.joined()
        note_unmet(slot.bookable, slot.day, SlotFull.code, at=at)
        raise SlotFull(near(slot, party=party, at=at, most=6))


def near(slot: Slot, *, party: int, at: datetime, most: int) -> list[Slot]:
    """Free ones of its kind, some of the nearest. While many lose, others each time, from further away the more they are."""
    losers = LOSERS.size()
    if losers < MANY:
        found = around(slot, party, at, most)
    else:
        wide = free_of(slot, party, at)
        reach = max(losers, most) * WIDER
        first = max(bisect_left(wide, slot.starts_at, key=lambda one: one.starts_at) - reach // 2, 0)
        wide = [one for one in wide[first : first + reach + 1] if one.id != slot.id]
        step = max(len(wide) // most, 1)
        found = wide[next(TURNS) % step :: step]
    return sorted((one for one in found if one.id != slot.id), key=lambda one: abs(one.starts_at - slot.starts_at))[:most]


def around(slot: Slot, party: int, at: datetime, reach: int) -> list[Slot]:
    rows = Slot.objects.free(party).filter(opens_at__lte=at, closes_at__gt=at, bookable=slot.bookable, track=slot.track)
    after = rows.filter(starts_at__gte=slot.starts_at).order_by("starts_at")
    before = rows.filter(starts_at__lt=slot.starts_at).order_by("-starts_at")
    return [*after[: reach + 1], *before[:reach]]


def free_of(slot: Slot, party: int, at: datetime) -> list[Slot]:
    """All of its kind in order, as they were within the last second."""
    key = (slot.bookable, slot.track, party)
    found = FREE.get(key)
    if found is None:
        found = FREE.put(key, sorted(around(slot, party, at, OF_A_KIND), key=lambda one: one.starts_at))
    return found


def forget() -> None:
    """For tests: nobody has lost of late."""
    LOSERS.forget()
    GONE.forget()
    FREE.forget()
