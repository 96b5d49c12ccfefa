"""キャンセル待ちに入る、やめる."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from madoguchi.core.calendar.public import format_instant
from madoguchi.core.events.public import record
from madoguchi.core.refused import NotPermitted
from madoguchi.core.sealing.public import new_key
from madoguchi.core.zones import Zone, zone_here
from madoguchi.engines.booking.actions.hold import check_wish, chosen
from madoguchi.engines.booking.actions.reserve import OnlyResidents, SignInNeeded
from madoguchi.engines.booking.contact import RESIDENT, NotAcceptable, clean_contact, further, who_of
from madoguchi.engines.booking.definitions import Asking, Bookable
from madoguchi.engines.booking.locking import short_locks
from madoguchi.engines.booking.models import Slot
from madoguchi.engines.booking.refusals import SlotNotOpenYet
from madoguchi.engines.booking.waiting.events import WaitingJoined, WaitingLeft
from madoguchi.engines.booking.waiting.models import Ended, Offer, Waiting
from madoguchi.engines.booking.waiting.offering import answer_open
from madoguchi.engines.booking.waiting.refusals import (
    AlreadyWaiting,
    CannotCall,
    CannotReach,
    NoWaitingList,
    OnPublicSide,
    StillFree,
    WaitingClosed,
    WaitingOver,
)
from madoguchi.engines.people.public import Account, Actor, authorize


def join(
    slot: UUID | str,
    *,
    party: int = 1,
    contact: Mapping[str, Any],
    answers: Mapping[str, Any] | None = None,
    language: str = "ja",
    by: Actor,
    at: datetime,
) -> Waiting:
    """Wait for places of a full slot; the desk puts a caller in line. `answers`: what was said already of what an offer asks.

    Raises NotPermitted, NoSuchSlot, OnPublicSide, BadParty, NoWaitingList, WaitingClosed, SlotNotOpenYet, StillFree, SignInNeeded,
    NotAcceptable, OnlyResidents, CannotReach, CannotCall, AlreadyWaiting.
    """
    authorize(by, "booking.reserve")
    found, bookable = chosen([slot])
    place = found[0]
    if by.kind == "staff":
        authorize(by, "booking.take-call", place)
        if zone_here() is Zone.OFFICE:
            raise OnPublicSide
    check_wish(bookable, found, party, ())
    if not bookable.waiting_hours or bookable.nursery:  # a child's place is asked for with the child
        raise NoWaitingList
    if not place.is_offered or place.closes_at <= at:
        raise WaitingClosed
    if place.free >= party and not place.blocked and not Waiting.objects.in_line().filter(slot=place).exists():
        if place.opens_at > at and by.kind != "staff":
            raise SlotNotOpenYet(opens=format_instant(place.opens_at))
        raise StillFree
    if bookable.who.proof == "account" and by.kind == "anonymous":
        raise SignInNeeded
    kept, problems = clean_contact(asked_of(bookable, by), contact)
    more, wrong = further(bookable, contact)
    if problems or wrong:
        raise NotAcceptable([*problems, *wrong])
    kept |= more
    if bookable.who.residents_only and not kept.get(RESIDENT):
        raise OnlyResidents
    if by.kind == "staff" and not kept.get("mail") and not kept.get("phone"):
        raise CannotCall
    if by.kind not in {"resident", "staff"} and not kept.get("mail"):
        raise CannotReach
    account = Account.objects.get(pk=by.account_id) if by.kind == "resident" and by.account_id else None
    return write(place, party, kept, answers=answers, account=account, language=language, by=by, at=at)


def asked_of(bookable: Bookable, by: Actor) -> Asking:
    """What the reservation asks, and by which means one without an account is told of a place."""
    means = {"staff": ("mail", "phone"), "resident": ()}.get(by.kind, ("mail",))
    missing = [name for name in means if getattr(bookable.ask, name) == "none"]
    return bookable.ask.model_copy(update=dict.fromkeys(missing, "optional"))


def write(
    slot: Slot,
    party: int,
    contact: dict[str, Any],
    *,
    answers: Mapping[str, Any] | None = None,
    account: Account | None,
    language: str,
    by: Actor,
    at: datetime,
    turn: int | None = None,
) -> Waiting:
    """The row and its event. `turn`: the place that a lottery gave."""
    made = Waiting(
        slot=slot, section=slot.section, party=party, account=account, who=who_of(contact, by), language=language, joined_at=at
    )
    if turn is not None:
        made.turn = turn
    try:
        with transaction.atomic():
            made.key = new_key("waiting", made.id)
            made.keep(contact, dict(answers or {}))
            made.save(force_insert=True)
            record(WaitingJoined(made.id, slot.bookable, slot.starts_at), by=by, at=at)
    except IntegrityError:
        raise AlreadyWaiting from None
    return made


def leave(waiting: Waiting, *, token: str = "", by: Actor, at: datetime) -> Waiting:
    """Wait no more; an open offer goes to the next. By the account, by whoever holds the link, by the desk.

    Raises NotPermitted, WaitingOver.
    """
    may_touch(waiting, token, by)
    with short_locks():
        offer = Offer.objects.select_for_update(of=("self",)).filter(waiting=waiting, answered_at=None).first()
        if not Waiting.objects.filter(pk=waiting.pk, ended_at=None).update(ended_at=at, ended_how=Ended.LEFT):
            raise WaitingOver
        record(WaitingLeft(waiting.id, waiting.slot.bookable, waiting.slot.starts_at), by=by, at=at)
        if offer is not None:
            answer_open(offer, "declined", by=by, at=at)
    waiting.refresh_from_db()
    return waiting


def may_touch(waiting: Waiting, token: str, by: Actor) -> None:
    """The link opens what has no account; an account's own needs the account; the desk answers for who telephones, in its own
    section. Raises NotPermitted.
    """
    if by.kind == "staff":
        return authorize(by, "booking.take-call", waiting)
    if by.kind == "system" or (by.account_id is not None and waiting.account_id == by.account_id):
        return None
    if waiting.account_id is None and token and token == waiting.token:
        return None
    raise NotPermitted
