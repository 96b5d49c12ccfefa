"""What can be booked, what is free, and whose is what. Nothing here decides: the counters do, when somebody books."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, Min, Q, QuerySet, TextField

from madoguchi.city import public as city
from madoguchi.city.public import Version, without_text
from madoguchi.core.calendar.public import in_tokyo
from madoguchi.core.refused import NotFound
from madoguchi.engines.booking.definitions import Bookable, Purpose
from madoguchi.engines.booking.losing import near
from madoguchi.engines.booking.models import Hold, Reservation, Seat, Slot
from madoguchi.engines.booking.refusals import HoldGone, NoSuchSlot
from madoguchi.engines.booking.resources import busyness, choices_of, is_blocked
from madoguchi.engines.people.public import Actor, Owned, UnderProtection, is_protected, look, persons_of_accounts

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
    """What is free now of the same kind, the nearest in time first; then of what would do as well. Where many lose at once each is
    offered others of a wider neighbourhood.
    """
    found = near(slot, party=party, at=at, most=most)
    if len(found) < most and (others := equals_of(slot.bookable)):
        window = timedelta(days=14)
        rows = Slot.objects.free(party).filter(opens_at__lte=at, closes_at__gt=at, bookable__in=others)
        found += list(rows.filter(starts_at__gt=slot.starts_at - window).order_by("starts_at")[: most - len(found)])
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


def reservations_of(
    by: Actor, *, at: datetime, ahead: bool = True, after: tuple[datetime, UUID] | None = None
) -> QuerySet[Reservation]:
    """Those that the actor may see: to come in order (`after` the one of that beginning and key), or past the newest first."""
    rows = Reservation.objects.visible_to(by).select_related("version", "key").defer(*without_text())
    if ahead:
        rows = rows.in_force().filter(ends_at__gt=at)
        if after:
            rows = rows.filter(Q(starts_at__gt=after[0]) | Q(starts_at=after[0], pk__gt=after[1]))
        return rows.order_by("starts_at", "pk")
    return rows.filter(ends_at__lte=at).order_by("-starts_at")


def look_reservation(number: str, *, by: Actor, at: datetime, purpose: str = "") -> Reservation:
    """The reservation of a number, or NotFound; a look of staff is written down. Raises UnderProtection before that of a
    protected person opens, until staff were warned.
    """
    rows = Reservation.objects.select_related("version", "key", "hold").defer(*without_text())
    found = look(rows, by=by, at=at, purpose=purpose, number=number)
    if by.kind == "staff" and f"reservation:{found.number}" not in by.warned and is_protected(found.account_id):
        raise UnderProtection(number=found.number, kind="reservation", page="desk:booking-one")
    return found


def persons_of_reservations(ids: list[str]) -> dict[str, set[UUID]]:
    """Whose reservations these are, as far as the office has bound the accounts."""
    rows = Reservation.objects.filter(pk__in=ids, account__isnull=False).values_list("pk", "account")
    return persons_of_accounts({str(pk): account for pk, account in rows})


def own_reservations(account_id: Any, most: int = 500) -> dict[str, Owned]:
    """For `register_owned`: an account's own reservations, the latest, each with its number. One query."""
    rows = Reservation.objects.filter(account=account_id).order_by("-starts_at").values_list("pk", "number", "bookable")
    return {str(pk): Owned(number, bookable) for pk, number, bookable in rows[:most]}


def owners_of_reservations(ids: list[str]) -> set[UUID]:
    return set(Reservation.objects.filter(pk__in=ids, account__isnull=False).values_list("account", flat=True))


def day_of(moment: datetime) -> date:
    return in_tokyo(moment).date()


class OfAnAccount(NotFound):
    """As if there were none; only who holds the link of its mail may be told more."""


def by_number(number: str, *, by: Actor) -> Reservation:
    """What an account booked for that account (and its office); what nobody signed in for, for whoever knows the number,
    which nobody guesses. Raises NotFound; OfAnAccount where it belongs to an account that this is not.
    """
    rows = Reservation.objects.filter(number=number).select_related("version", "key", "hold").defer(*without_text())
    found = rows.first()
    if found is None:
        raise NotFound
    if found.account_id is not None and not Reservation.objects.visible_to(by).filter(pk=found.pk).exists():
        raise OfAnAccount
    return found


def is_known(asked: str) -> bool:
    """Whether what was asked under that key has been booked."""
    return bool(asked) and Reservation.objects.filter(asked=asked).exists()


def purpose_of(bookable: Bookable) -> Purpose | None:
    """What people come to it for, where the city has said so."""
    return next((one for one in city.all_defined(Purpose) if one.code == bookable.purpose), None)


def first_of_each(codes: Sequence[str], *, at: datetime, party: int = 1) -> dict[str, datetime]:
    """When each of these is free first: one query, whatever their number."""
    rows = Slot.objects.free(party).filter(bookable__in=codes, opens_at__lte=at, closes_at__gt=at)
    return dict(rows.values_list("bookable").annotate(first=Min("starts_at")).order_by())


def free_days(codes: Sequence[str], first: date, last: date, *, at: datetime, party: int = 1) -> dict[tuple[str, date], int]:
    """Slots that are free, by thing and day: one query, whatever their number. The index alone answers, with one row a thing: to
    take in one for each day of each thing would cost as much again.
    """
    rows = Slot.objects.free(party).filter(bookable__in=codes, day__gte=first, day__lte=last, opens_at__lte=at, closes_at__gt=at)
    as_day = cache(date.fromisoformat)
    return {
        (code, as_day(day)): count
        for code, days in rows.values_list("bookable").annotate(days=DaysTold("day")).order_by()
        for day, count in Counter(days.split(",")).items()
    }


class DaysTold(Aggregate):
    """The days of all rows of a group in one text, each as often as it has rows."""

    function, template, output_field = "GROUP_CONCAT", "%(function)s(%(expressions)s, ',')", TextField()

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        return self.as_sql(compiler, connection, function="STRING_AGG", template="%(function)s(%(expressions)s::text, ',')")


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
    """The ids of a slot and of those that follow on it without a gap, as many as there are up to `count`. One alone is not looked
    up: whoever takes it does. Raises NoSuchSlot.
    """
    try:
        wanted = UUID(str(slot_id))
    except ValueError:
        raise NoSuchSlot from None
    if count <= 1:
        return [wanted]
    first = Slot.objects.filter(pk=wanted).first()
    if first is None:
        raise NoSuchSlot
    found, end = [first.pk], first.ends_at
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
    slots = list(Slot.objects.filter(seats__hold=held).order_by("starts_at"))
    if not slots:
        raise HoldGone
    return held, slots, definition_of(slots)


def definition_of(slots: Sequence[Slot]) -> Bookable:
    """By what these slots were made; each is given its version."""
    for slot in slots:
        slot.version = city.version_by_key(slot.version_id)
    found = slots[0].version.definition
    assert isinstance(found, Bookable)
    return found


def reservation_on(held: Hold) -> Reservation | None:
    return Reservation.objects.filter(hold=held).first() if held.is_booked else None


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
    """Those of the last month and to come, cancelled ones too, so that a calendar takes them out. None of a person under
    protection: the address may have been given to a household's calendar long ago, which then forgets them.
    """
    if is_protected(account):
        return []
    rows = Reservation.objects.filter(account_id=account, ends_at__gt=at - timedelta(days=30)).order_by("starts_at")
    return list(rows.select_related("version").defer(*without_text())[:500])
