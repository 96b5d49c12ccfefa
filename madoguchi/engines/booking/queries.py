"""What can be booked, what is free, and whose is what. Nothing here decides: the counters do, when somebody books."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from madoguchi.city import public as city
from madoguchi.city.public import Version, without_text
from madoguchi.core.calendar.public import in_tokyo
from madoguchi.core.refused import NotFound
from madoguchi.engines.booking.definitions import Bookable
from madoguchi.engines.booking.models import Hold, Reservation, Slot
from madoguchi.engines.booking.refusals import HoldGone, NoSuchSlot
from madoguchi.engines.people.public import Actor, look

NEAR = 6


def bookables() -> list[Bookable]:
    """All that can be booked, by code."""
    return city.all_defined(Bookable)


def bookable(code: str) -> Bookable:
    """Raises NotFound."""
    return version_of(code)[1]


def version_of(code: str) -> tuple[Version, Bookable]:
    """The definition in force. Raises NotFound."""
    found = city.current("bookable", code)
    if found is None or not isinstance(found.definition, Bookable):
        raise NotFound
    return found, found.definition


def slots_of(code: str, first: date, last: date) -> QuerySet[Slot]:
    """Slots of these days, full ones and closed ones too, in order."""
    return Slot.objects.filter(bookable=code, withdrawn_at=None, day__gte=first, day__lte=last).order_by("starts_at", "track")


def first_free(codes: Sequence[str], *, at: datetime, party: int = 1, track: str = "") -> Slot | None:
    """The first slot that is free of any of these: one query."""
    rows = Slot.objects.free(party).filter(bookable__in=codes, opens_at__lte=at, closes_at__gt=at, starts_at__gt=at)
    if track:
        rows = rows.filter(track=track)
    return rows.order_by("starts_at", "bookable").first()


def alternatives(slot: Slot, *, at: datetime, party: int = 1, most: int = NEAR) -> list[Slot]:
    """What is free now of the same kind, the nearest in time first; then of what would do as well."""
    rows = Slot.objects.free(party).filter(opens_at__lte=at, closes_at__gt=at).exclude(pk=slot.pk)
    own = rows.filter(bookable=slot.bookable, track=slot.track)
    after = list(own.filter(starts_at__gte=slot.starts_at).order_by("starts_at")[:most])
    before = list(own.filter(starts_at__lt=slot.starts_at).order_by("-starts_at")[:most])
    found = sorted([*after, *before], key=lambda one: abs(one.starts_at - slot.starts_at))[:most]
    if len(found) < most and (others := equals_of(slot.bookable)):
        window = timedelta(days=14)
        near = rows.filter(bookable__in=others, starts_at__gt=slot.starts_at - window).order_by("starts_at")
        found += list(near[: most - len(found)])
    return found


def equals_of(code: str) -> list[str]:
    """Codes of those with the same purpose."""
    known = {one.code: one for one in bookables()}
    mine = known.get(code)
    if mine is None or mine.purpose is None:
        return []
    return [one.code for one in known.values() if one.purpose == mine.purpose and one.code != code]


def look_hold(hold_id: UUID | str, *, by: Actor) -> Hold:
    """One's own hold. Raises HoldGone for what is not there or another's: the same sentence."""
    try:
        found = Hold.objects.filter(pk=UUID(str(hold_id)), holder=by.code).first()
    except ValueError:
        found = None
    if found is None:
        raise HoldGone
    return found


def reservations_of(by: Actor, *, at: datetime, ahead: bool = True) -> QuerySet[Reservation]:
    """Those that the actor may see: to come in order, or past the newest first."""
    rows = Reservation.objects.visible_to(by).select_related("version", "key").defer(*without_text())
    if ahead:
        return rows.in_force().filter(ends_at__gt=at).order_by("starts_at")
    return rows.filter(ends_at__lte=at).order_by("-starts_at")


def look_reservation(number: str, *, by: Actor, at: datetime, purpose: str = "") -> Reservation:
    """The reservation of a number, or NotFound; a look of staff is written down."""
    rows = Reservation.objects.select_related("version", "key", "hold").defer(*without_text())
    return look(rows, by=by, at=at, purpose=purpose, number=number)


def day_of(moment: datetime) -> date:
    return in_tokyo(moment).date()


def by_number(number: str, *, by: Actor) -> Reservation:
    """What an account booked for that account (and its office); what nobody signed in for, for whoever knows the number,
    which nobody guesses. Raises NotFound.
    """
    rows = Reservation.objects.filter(number=number).select_related("version", "key", "hold").defer(*without_text())
    found = rows.first()
    if found is None:
        raise NotFound
    if found.account_id is not None and not Reservation.objects.visible_to(by).filter(pk=found.pk).exists():
        raise NotFound
    return found


def only_of(code: str, slots: Sequence[UUID | str]) -> None:
    """Raises NoSuchSlot where one of these is of another thing."""
    try:
        wanted = {UUID(str(one)) for one in slots}
    except ValueError:
        raise NoSuchSlot from None
    if not wanted or Slot.objects.filter(pk__in=wanted, bookable=code).count() != len(wanted):
        raise NoSuchSlot
