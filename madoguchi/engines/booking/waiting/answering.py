"""受ける、見送る: answer an offer. Whoever answers again is told what was answered."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from madoguchi.core.calendar.public import format_instant
from madoguchi.core.events.public import record
from madoguchi.engines.booking.actions.reserve import Request, reserve
from madoguchi.engines.booking.locking import short_locks
from madoguchi.engines.booking.models import Reservation, Way
from madoguchi.engines.booking.waiting.events import OfferAnswered
from madoguchi.engines.booking.waiting.joining import may_touch
from madoguchi.engines.booking.waiting.models import Answer, Ended, Offer, Waiting
from madoguchi.engines.booking.waiting.offering import answer_open
from madoguchi.engines.booking.waiting.refusals import NoOffer, OfferAccepted, OfferDeclined, OfferLapsed
from madoguchi.engines.people.public import Actor


def accept(
    waiting: Waiting, *, answers: Mapping[str, Any] | None = None, token: str = "", by: Actor, at: datetime
) -> Reservation:
    """Make the place that is kept a reservation, in the name of who waits. Pressed twice it is the same reservation.
    `answers`: to what the reservation asks. When the desk answers for who telephones, it is a reservation by telephone.

    Raises NotPermitted, NoOffer, OfferLapsed, OfferDeclined, and what `reserve` raises: then the offer stands as before.
    """
    may_touch(waiting, token, by)
    with short_locks():
        offer = latest(waiting)
        if offer.answer == Answer.ACCEPTED and offer.reservation is not None:
            return offer.reservation
        check_open(offer, at)
        owner = waiting.actor(at)
        way = Way.PHONE if by.kind == "staff" else Way.OFFER
        said = {**waiting.answers, **(answers or {})}
        wish = Request(contact=waiting.contact, answers=said, way=way, language=waiting.language)
        made = reserve(offer.hold, wish, by=owner, at=at)
        Offer.objects.filter(pk=offer.pk).update(answered_at=at, answer=Answer.ACCEPTED, reservation=made)
        Waiting.objects.filter(pk=waiting.pk).update(ended_at=at, ended_how=Ended.RESERVED)
        slot = waiting.slot
        record(OfferAnswered(waiting.id, slot.bookable, slot.starts_at, Answer.ACCEPTED.value), by=by, at=at)
    return made


def decline(waiting: Waiting, *, token: str = "", by: Actor, at: datetime) -> Waiting:
    """Let it go to the next in line. Raises NotPermitted, NoOffer, OfferLapsed, OfferDeclined, OfferAccepted."""
    may_touch(waiting, token, by)
    with short_locks():
        offer = latest(waiting)
        if offer.answer == Answer.ACCEPTED:
            raise OfferAccepted(number=offer.reservation.number if offer.reservation else "")
        check_open(offer, at)
        answer_open(offer, Answer.DECLINED, by=by, at=at)
    waiting.refresh_from_db()
    return waiting


def latest(waiting: Waiting) -> Offer:
    """The last offer, locked."""
    rows = Offer.objects.select_for_update(of=("self",)).filter(waiting=waiting).order_by("-offered_at")
    found = rows.select_related("hold", "reservation", "waiting__slot").first()
    if found is None:
        raise NoOffer
    return found


def check_open(offer: Offer, at: datetime) -> None:
    if offer.answer == Answer.DECLINED:
        raise OfferDeclined
    if offer.answer == Answer.LAPSED or offer.ends_at <= at:
        raise OfferLapsed(until=format_instant(offer.ends_at))
