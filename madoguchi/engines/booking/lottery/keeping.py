"""The places of a lottery: kept from its announcement on, handed to the winners, the rest given back."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from madoguchi.engines.booking.definitions import Bookable
from madoguchi.engines.booking.lottery.models import LotterySlot
from madoguchi.engines.booking.models import Hold, HoldEnd, Seat, Slot
from madoguchi.engines.booking.taking import give_back, take
from madoguchi.engines.people.public import SYSTEM

WHY = "lottery"


def keep_all(slots: Sequence[Slot], *, at: datetime) -> list[tuple[Slot, Hold]]:
    """Hold every free place of these slots until they begin. What needs a resource is held place by place, because each
    place then needs one of its own.
    """
    kept = []
    for slot in sorted(slots, key=lambda one: one.pk):
        bookable = slot.version.definition
        assert isinstance(bookable, Bookable)
        for places in [1] * slot.free if bookable.needed() else [slot.free]:
            held = Hold.objects.create(
                bookable=slot.bookable, holder=SYSTEM.code, party=places, why=WHY, made_at=at, expires_at=slot.starts_at
            )
            take(held, [slot], bookable, at=at, desk=True)
            kept.append((slot, held))
    return kept


def release(lottery_slots: Sequence[LotterySlot], places: int, *, at: datetime) -> int:
    """Give back so many places of one slot to its counter, inside the transaction that gives them to somebody; how many
    there were. The holds are locked in their order.
    """
    holds = Hold.objects.select_for_update().in_force().filter(pk__in=[one.hold_id for one in lottery_slots])
    released = 0
    for held in holds.order_by("pk"):
        if released == places:
            break
        seat = Seat.objects.get(hold=held, released_at=None)
        take_back = min(places - released, seat.places)
        if take_back == seat.places:
            Hold.objects.filter(pk=held.pk).update(ended_at=at, ended_by=HoldEnd.LEFT)
            give_back(held, at=at)
        else:
            Seat.objects.filter(pk=seat.pk).update(places=F("places") - take_back)
            Hold.objects.filter(pk=held.pk).update(party=F("party") - take_back)
            Slot.objects.filter(pk=seat.slot_id).update(free=F("free") + take_back)
        released += take_back
    return released


def release_rest(lottery_slots: Sequence[LotterySlot], *, at: datetime) -> int:
    """Give back everything that nobody won; how many holds."""
    done = 0
    for held in Hold.objects.select_for_update().in_force().filter(pk__in=[one.hold_id for one in lottery_slots]).order_by("pk"):
        Hold.objects.filter(pk=held.pk).update(ended_at=at, ended_by=HoldEnd.LEFT)
        give_back(held, at=at)
        done += 1
    return done
