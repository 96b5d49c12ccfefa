"""What can be booked, what is free, and whose is what. Nothing here decides: the counters do, when somebody books."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Min, QuerySet

from madoguchi.city import public as city
from madoguchi.city.public import Version, without_text
from madoguchi.core.calendar.public import in_tokyo
from madoguchi.core.refused import NotFound
from madoguchi.engines.booking.definitions import Bookable
from madoguchi.engines.booking.models import Hold, Reservation, Seat, Slot
from madoguchi.engines.booking.refusals import HoldGone, NoSuchSlot
from madoguchi.engines.booking.resources import busyness, choices_of, is_blocked
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


def free_slots_of(code: str, first: date, last: date, *, at: datetime, party: int = 1) -> QuerySet[Slot]:
    """Those of these days that can be booked on line now, in order."""
    rows = Slot.objects.free(party).filter(opens_at__lte=at, closes_at__gt=at)
    return rows.filter(bookable=code, day__gte=first, day__lte=last).order_by("starts_at", "track")


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


def first_of_each(codes: Sequence[str], *, at: datetime, party: int = 1) -> dict[str, datetime]:
    """When each of these is free first: one query, whatever their number."""
    rows = Slot.objects.free(party).filter(bookable__in=codes, opens_at__lte=at, closes_at__gt=at)
    return dict(rows.values_list("bookable").annotate(first=Min("starts_at")).order_by())


def free_days(codes: Sequence[str], first: date, last: date, *, at: datetime, party: int = 1) -> dict[tuple[str, date], int]:
    """Slots that are free, by thing and day: one query, whatever their number."""
    rows = Slot.objects.free(party).filter(bookable__in=codes, day__gte=first, day__lte=last, opens_at__lte=at, closes_at__gt=at)
    found = rows.values_list("bookable", "day").annotate(count=Count("*")).order_by()  # the index alone answers
    return {(code, day): count for code, day, count in found}


def with_extras(slots: Sequence[Slot], bookable: Bookable, extras: Sequence[str]) -> set[UUID]:
    """Those of these slots at which the chosen resources are free as well: three queries at most."""
    choices = choices_of(bookable.needed(tuple(extras)))
    if not slots or not choices:
        return {slot.pk for slot in slots}
    day = timedelta(days=1)
    units = {unit for choice in choices for unit in choice.units}
    busy = busyness(units, slots[0].starts_at - day, max(slot.ends_at for slot in slots) + day)
    return {slot.pk for slot in slots if not is_blocked(choices, busy, slot.starts_at, slot.ends_at)}


def in_a_row(slot_id: UUID | str, count: int) -> list[UUID]:
    """The ids of a slot and of those that follow on it without a gap, as many as there are up to `count`."""
    try:
        first = Slot.objects.filter(pk=UUID(str(slot_id))).first()
    except ValueError:
        first = None
    if first is None:
        raise NoSuchSlot
    found, end = [first.pk], first.ends_at
    if count > 1:
        rows = Slot.objects.filter(bookable=first.bookable, track=first.track, withdrawn_at=None, starts_at__gte=end)
        for slot in rows.order_by("starts_at")[: count - 1]:
            if slot.starts_at != end:
                break
            found.append(slot.pk)
            end = slot.ends_at
    return found


def held_slots(hold_id: UUID | str, *, by: Actor) -> tuple[Hold, list[Slot], Bookable]:
    """One's own hold with its slots in order, and by what they were made. Raises HoldGone."""
    held = look_hold(hold_id, by=by)
    ids = Seat.objects.filter(hold=held).values_list("slot_id", flat=True)
    slots = list(Slot.objects.filter(pk__in=ids).select_related("version").defer(*without_text()).order_by("starts_at"))
    if not slots:
        raise HoldGone
    found = slots[0].version.definition
    assert isinstance(found, Bookable)
    return held, slots, found


def reservation_on(held: Hold) -> Reservation | None:
    return Reservation.objects.filter(hold=held).first()


def holds_slot(slot_id: UUID | str, *, by: Actor) -> bool:
    """Whether an account has a reservation on that slot already."""
    if by.kind != "resident" or by.account_id is None:
        return False
    mine = Reservation.objects.in_force().filter(account_id=by.account_id)
    return mine.filter(hold__seats__slot_id=slot_id, hold__seats__released_at=None).exists()


def slots_held(row: Reservation) -> list[UUID]:
    """Ids of the slots that a reservation stands on now, in order."""
    seats = Seat.objects.filter(hold_id=row.hold_id, released_at=None).order_by("slot__starts_at")
    return list(seats.values_list("slot_id", flat=True))


def may_still_change(row: Reservation, at: datetime) -> bool:
    """Whether its person may still cancel or change it on line."""
    return row.is_in_force and at < row.starts_at - timedelta(minutes=row.definition.cancel_until)


def reservations_for_feed(account: UUID, *, at: datetime) -> list[Reservation]:
    """Those of the last month and to come, cancelled ones too, so that a calendar takes them out."""
    rows = Reservation.objects.filter(account_id=account, ends_at__gt=at - timedelta(days=30)).order_by("starts_at")
    return list(rows.select_related("version").defer(*without_text())[:500])
