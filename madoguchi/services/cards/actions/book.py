"""予約する: from the link of a notice, one of the free times of the places where it can be renewed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from madoguchi.core.calendar.public import format_date, today
from madoguchi.core.events.public import record
from madoguchi.engines.booking import public as booking
from madoguchi.engines.people.public import SYSTEM, Actor
from madoguchi.services.cards.events import RenewalBooked
from madoguchi.services.cards.models import Invitation, Renewal
from madoguchi.services.cards.queries import places_of
from madoguchi.services.cards.refusals import AlreadyRenewed, NotYet


@transaction.atomic
def book(
    invitation: Invitation, slot: str, *, contact: Mapping[str, Any], language: str = "ja", by: Actor, at: datetime
) -> booking.Reservation:
    """Book a slot of one of the places. What the person had booked from this link before is cancelled with it.

    Raises AlreadyRenewed, NotYet, NoSuchSlot, NotFree, NotAcceptable.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.over_on is not None:
        raise AlreadyRenewed
    found = booking.Slot.objects.filter(pk=slot, bookable__in=[one.code for one in places_of(invitation.what)]).first()
    if found is None:
        raise booking.NoSuchSlot
    if found.day < invitation.opens_on:
        raise NotYet(when=format_date(invitation.opens_on))
    before = (
        booking.Reservation.objects.filter(number=invitation.reserved, cancelled_at=None).first() if invitation.reserved else None
    )
    made = booking.book([found.pk], booking.Request(contact=contact, language=language), by=by, at=at)
    if before is not None and before.starts_at > at:
        booking.cancel(before, by=SYSTEM, at=at)
    Invitation.objects.filter(pk=invitation.pk).update(reserved=made.number)
    Renewal.objects.filter(pk=invitation.renewal).update(reserved=made.number)
    record(RenewalBooked(invitation.renewal, invitation.what, made.number), by=by, at=at)
    return made


def came(number: str, *, at: datetime) -> int:
    """The person of a reservation made from a notice has come."""
    return Renewal.objects.filter(reserved=number, came_on=None).update(came_on=today(at))


def fell_through(number: str) -> int:
    """A reservation made from a notice was cancelled: the person is again among those who have not come."""
    Invitation.objects.filter(reserved=number).update(reserved="")
    return Renewal.objects.filter(reserved=number, came_on=None).update(reserved="")
