"""キャンセル待ちに入る、やめる."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from madoguchi.core.events.public import record
from madoguchi.core.sealing.public import new_key
from madoguchi.engines.booking.actions.hold import check_wish, chosen
from madoguchi.engines.booking.contact import NotAcceptable, clean_contact, further, who_of
from madoguchi.engines.booking.models import Slot
from madoguchi.engines.booking.waiting.events import WaitingJoined, WaitingLeft
from madoguchi.engines.booking.waiting.models import Ended, Offer, Waiting
from madoguchi.engines.booking.waiting.offering import answer_open
from madoguchi.engines.booking.waiting.refusals import (
    AlreadyWaiting,
    CannotReach,
    NoWaitingList,
    StillFree,
    WaitingClosed,
    WaitingOver,
)
from madoguchi.engines.people.public import Account, Actor, authorize


def join(slot: UUID | str, *, party: int = 1, contact: Mapping[str, Any], language: str = "ja", by: Actor, at: datetime) -> Waiting:
    """Wait for places of a full slot.

    Raises NotPermitted, NoSuchSlot, BadParty, NoWaitingList, StillFree, WaitingClosed, NotAcceptable, CannotReach,
    AlreadyWaiting.
    """
    authorize(by, "booking.reserve")
    found, bookable = chosen([slot])
    check_wish(bookable, found, party, ())
    place = found[0]
    if not bookable.waiting_hours or bookable.nursery:  # a child's place is asked for with the child
        raise NoWaitingList
    if not place.is_offered or place.closes_at <= at:
        raise WaitingClosed
    if (
        place.opens_at <= at
        and place.free >= party
        and not place.blocked
        and not Waiting.objects.in_line().filter(slot=place).exists()
    ):
        raise StillFree
    kept, problems = clean_contact(bookable.ask, contact)
    more, wrong = further(bookable, contact)
    if problems or wrong:
        raise NotAcceptable([*problems, *wrong])
    kept |= more
    if by.kind != "resident" and not kept.get("mail"):
        raise CannotReach
    account = Account.objects.get(pk=by.account_id) if by.kind == "resident" and by.account_id else None
    return write(place, party, kept, account=account, language=language, by=by, at=at)


def write(
    slot: Slot,
    party: int,
    contact: dict[str, Any],
    *,
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
            made.keep(contact)
            made.save(force_insert=True)
            record(WaitingJoined(made.id, slot.bookable, slot.starts_at), by=by, at=at)
    except IntegrityError:
        raise AlreadyWaiting from None
    return made


@transaction.atomic
def leave(waiting: Waiting, *, token: str = "", by: Actor, at: datetime) -> Waiting:
    """Wait no more; an open offer goes to the next. By the account, or by whoever holds the link.

    Raises NotPermitted, WaitingOver.
    """
    may_touch(waiting, token, by)
    if not Waiting.objects.filter(pk=waiting.pk, ended_at=None).update(ended_at=at, ended_how=Ended.LEFT):
        raise WaitingOver
    record(WaitingLeft(waiting.id, waiting.slot.bookable, waiting.slot.starts_at), by=by, at=at)
    if (offer := Offer.objects.filter(waiting=waiting, answered_at=None).first()) is not None:
        answer_open(offer, "declined", by=by, at=at)
    waiting.refresh_from_db()
    return waiting


def may_touch(waiting: Waiting, token: str, by: Actor) -> None:
    """The link opens what has no account; an account's own needs the account. Raises NotPermitted."""
    from madoguchi.core.refused import NotPermitted

    if by.kind == "system" or (by.account_id is not None and waiting.account_id == by.account_id):
        return
    if waiting.account_id is None and token and token == waiting.token:
        return
    raise NotPermitted
