"""案内する: hand what has come back to those who wait, in their order. The place is held before anybody is told."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from madoguchi.core.events.public import record
from madoguchi.engines.booking import taking
from madoguchi.engines.booking.definitions import Bookable
from madoguchi.engines.booking.locking import short_locks
from madoguchi.engines.booking.models import Hold, HoldEnd, Slot
from madoguchi.engines.booking.refusals import Busy, NotFree
from madoguchi.engines.booking.waiting.events import OfferAnswered, Offered
from madoguchi.engines.booking.waiting.models import Answer, Ended, Offer, Waiting
from madoguchi.engines.messages.public import Contact, tell
from madoguchi.engines.people.public import SYSTEM, Actor

WHY = "offer"
SHORTEST = timedelta(minutes=10)
log = logging.getLogger("madoguchi.booking")


def hand_out(slot_id: UUID, *, at: datetime) -> int:
    """Offer the free places of a slot to those in line, as long as there are any; how many offers. Who needs more places
    than there are is passed over until more come back. Inside a transaction.
    """
    slot = Slot.objects.select_related("version").select_for_update(of=("self",)).filter(pk=slot_id).first()
    if slot is None or not slot.is_offered or slot.free <= 0 or slot.blocked:
        return 0
    bookable = slot.version.definition
    assert isinstance(bookable, Bookable)
    ends_at = min(at + timedelta(hours=bookable.waiting_hours), slot.closes_at)
    if not bookable.waiting_hours or ends_at - at < SHORTEST:
        return 0
    made = 0
    line = Waiting.objects.in_line().filter(slot=slot).exclude(offers__answered_at=None, offers__isnull=False)
    for waiting in line.select_related("account"):
        slot.refresh_from_db(fields=["free", "blocked"])
        if slot.free <= 0 or slot.blocked:
            break
        if waiting.party <= slot.free:
            made += offer(waiting, slot, bookable, ends_at, at=at)
    return made


def offer(waiting: Waiting, slot: Slot, bookable: Bookable, ends_at: datetime, *, at: datetime) -> bool:
    """Hold the places in the person's name and tell them; whom the desk telephones stands on its list.
    False where they could not be held after all.
    """
    try:
        with transaction.atomic():
            held = Hold.objects.create(
                bookable=slot.bookable, holder=waiting.actor(at).code, party=waiting.party, why=WHY, made_at=at, expires_at=ends_at
            )
            taking.take(held, [slot], bookable, at=at, desk=True)
            made = Offer.objects.create(waiting=waiting, hold=held, offered_at=at, ends_at=ends_at)
            record(Offered(waiting.id, slot.bookable, slot.starts_at, ends_at), by=SYSTEM, at=at)
            if not waiting.is_called:
                link = {"link": ["waiting", waiting.token]}
                to = waiting.account or Contact(mail=str(waiting.contact["mail"]), language=waiting.language)
                tell(to, "waiting-offer", link, key=f"waiting-offer:{made.pk}", by=SYSTEM, at=at, section=slot.section)
    except NotFree:
        return False
    return True


def on_return(slots: Iterable[UUID], at: datetime) -> None:
    """Called by booking in the transaction that gives places back, under the locks of their slots. What needs a resource
    besides waits for `hand_out_all`, so that locks are taken in one order.
    """
    for pk in set(slots):
        if not Waiting.objects.in_line().filter(slot=pk).exists():
            continue
        definition = Slot.objects.select_related("version").get(pk=pk).version.definition
        if isinstance(definition, Bookable) and not definition.needed():
            hand_out(pk, at=at)


def hand_out_all(at: datetime) -> int:
    """Whatever is free while somebody waits for it, e.g. places that were added; how many offers."""
    made = 0
    waited_for = Waiting.objects.filter(ended_at=None, slot__free__gt=0, slot__closes_at__gt=at, slot__withdrawn_at=None)
    for pk in list(waited_for.order_by("slot_id").values_list("slot_id", flat=True).distinct()):
        try:
            with short_locks():
                made += hand_out(pk, at=at)
        except Busy:
            continue
    return made


def lapse(at: datetime) -> int:
    """Offers that nobody answered in time: the person leaves the line, the place goes on. How many."""
    lapsed = 0
    for due in list(Offer.objects.filter(answered_at=None, ends_at__lte=at).order_by("ends_at")[:200]):
        try:
            with short_locks():
                lapsed += answer_open(due, Answer.LAPSED, by=SYSTEM, at=at)
        except Busy:
            continue
    past = Waiting.objects.filter(ended_at=None, slot__closes_at__lte=at).exclude(offers__answered_at=None, offers__isnull=False)
    past.update(ended_at=at, ended_how=Ended.PAST)
    return lapsed


def answer_open(offer_: Offer, answer: str, *, by: Actor, at: datetime) -> bool:
    """End an open offer by a no; whether it was this call that did. The place goes to the next in line at once."""
    if not Offer.objects.filter(pk=offer_.pk, answered_at=None).update(answered_at=at, answer=answer):
        return False
    how = Ended.LAPSED if answer == Answer.LAPSED else Ended.LEFT
    Waiting.objects.filter(pk=offer_.waiting_id, ended_at=None).update(ended_at=at, ended_how=how)
    slot = offer_.waiting.slot
    record(OfferAnswered(offer_.waiting_id, slot.bookable, slot.starts_at, str(answer)), by=by, at=at)
    ended = HoldEnd.EXPIRED if answer == Answer.LAPSED else HoldEnd.LEFT
    if Hold.objects.in_force().filter(pk=offer_.hold_id, expires_at__isnull=False).update(ended_at=at, ended_by=ended):
        taking.give_back(Hold(pk=offer_.hold_id), at=at)
    return True
