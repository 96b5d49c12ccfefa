"""枠を作る: make the slots of the days to come, and follow a changed definition without moving what is booked."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Max, Min

from madoguchi.city import public as city
from madoguchi.city.public import Calendar, Publication, Version, current_all
from madoguchi.core.calendar.public import today
from madoguchi.engines.booking import resources
from madoguchi.engines.booking.across import slots as across
from madoguchi.engines.booking.definitions import Bookable, Resource
from madoguchi.engines.booking.models import Closure, Laying, Slot, Unit
from madoguchi.engines.booking.planning import Planned, horizon, plan

DAY = timedelta(days=1)
KINDS = ("bookable", "calendar", "resource")
MOMENTS = ("opens_at", "closes_at")


def materialise_all(at: datetime) -> int:
    """Every bookable in force; slots of those no longer in force are withdrawn. How many slots were made."""
    with transaction.atomic():  # what is in force now, not two seconds ago
        make_units()
        versions = current_all("bookable")
    made = sum(materialise(version, at=at) for version in versions)
    known = [version.code for version in versions]
    for row in Laying.objects.exclude(bookable__in=known).exclude(mark=""):
        withdraw(Slot.objects.filter(bookable=row.bookable, starts_at__gt=at, withdrawn_at=None), at=at)
        Laying.objects.filter(pk=row.pk).update(mark="", until_on=None)
    Laying.objects.update(laid_at=at)
    return made


def changed_since_laid() -> bool:
    """Whether a definition from which slots are made was published or retired after the last laying."""
    news = Publication.objects.filter(kind__in=KINDS).aggregate(since=Max("since"), retired=Max("retired_at"))
    latest = max((moment for moment in news.values() if moment), default=None)
    laid = Laying.objects.aggregate(laid=Min("laid_at"))["laid"]
    return latest is not None and (laid is None or latest >= laid)


@transaction.atomic
def make_units() -> None:
    """A row for each unit that a definition names."""
    known = resources.resources_in_force()
    units = {leaf for code in known for leaf in resources.leaves(known, code)}
    there = set(Unit.objects.filter(code__in=units).values_list("code", flat=True))
    Unit.objects.bulk_create([Unit(code=code) for code in sorted(units - there)], ignore_conflicts=True)


@transaction.atomic
def materialise(version: Version, *, at: datetime) -> int:
    """Slots of one bookable from today until its horizon. Costs two queries when nothing is to be done."""
    bookable = version.definition
    assert isinstance(bookable, Bookable)
    mark, is_closed = digest(version, bookable), closed_by(bookable)
    last = horizon(bookable.lead, today(at))
    Laying.objects.get_or_create(bookable=bookable.code)
    row = Laying.objects.select_for_update().get(bookable=bookable.code)
    if row.mark == mark and row.until_on and row.until_on >= last:
        return 0
    first = row.until_on + DAY if row.mark == mark and row.until_on else today(at)
    made = lay(version, bookable, plan(bookable, first, last, is_closed), first, at=at)
    Laying.objects.filter(pk=row.pk).update(mark=mark, until_on=last, laid_at=at)
    return made


def lay(version: Version, bookable: Bookable, planned: list[Planned], first: date, *, at: datetime) -> int:
    wanted = {(one.track, one.starts_at): one for one in planned if one.starts_at > at}
    there = list(Slot.objects.filter(bookable=bookable.code, day__gte=first, starts_at__gt=at, withdrawn_at=None))
    days = {one.day for one in wanted.values()} | {slot.day for slot in there}
    across.tell_of_days([(bookable.code, day) for day in days], at)
    kept: set[tuple[str, datetime]] = set()
    gone = []
    for slot in there:
        one = wanted.get((slot.track, slot.starts_at))
        if one is None or one.ends_at != slot.ends_at:
            gone.append(slot.pk)
            continue
        kept.add((slot.track, slot.starts_at))
        follow(slot, one, version, bookable)
    withdraw(Slot.objects.filter(pk__in=gone), at=at)
    return create(version, bookable, [one for key, one in wanted.items() if key not in kept], at=at)


def create(version: Version, bookable: Bookable, planned: list[Planned], *, at: datetime) -> int:
    """New slots. Where a withdrawn one that is booked overlaps, its people count against the new one's places."""
    if not planned:
        return 0
    window = {"ends_at__gt": planned[0].starts_at, "starts_at__lt": max(one.ends_at for one in planned)}
    left = Slot.objects.filter(bookable=bookable.code, withdrawn_at__isnull=False, free__lt=F("capacity"), **window)
    staying = list(left)
    closures = list(Closure.objects.filter(bookable=bookable.code, lifted_at=None, until_at__gt=planned[0].starts_at))
    choices = resources.choices_of(bookable.needed())
    units = {unit for choice in choices for unit in choice.units}
    busy = resources.busyness(units, planned[0].starts_at - DAY, max(one.ends_at for one in planned) + DAY)
    rows = []
    for one in planned:
        closed = any(c.from_at <= one.starts_at < c.until_at for c in closures)
        booked = sum(s.taken for s in staying if s.track == one.track and s.starts_at < one.ends_at and one.starts_at < s.ends_at)
        capacity = max(one.capacity - booked, 0)
        rows.append(
            Slot(
                bookable=bookable.code, track=one.track, version=version, section=bookable.department, day=one.day,
                starts_at=one.starts_at, ends_at=one.ends_at, opens_at=one.opens_at, closes_at=one.closes_at,
                capacity=capacity, free=capacity, quota=one.quota, quota_free=one.quota,
                closed_at=at if closed else None,
                blocked=resources.is_blocked(choices, busy, one.starts_at, one.ends_at),
            )
        )  # fmt: skip
    Slot.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    return len(rows)


def follow(slot: Slot, one: Planned, version: Version, bookable: Bookable) -> None:
    """A slot that stays: capacity and times of booking as the definition now says, never below what is booked."""
    row = Slot.objects.filter(pk=slot.pk)
    if one.capacity != slot.capacity:
        more = one.capacity - slot.capacity
        if not row.filter(free__gte=-more).update(capacity=F("capacity") + more, free=F("free") + more):
            row.update(capacity=F("capacity") - F("free"), free=0)
    if one.quota != slot.quota:
        more = one.quota - slot.quota
        if not row.filter(quota_free__gte=-more).update(quota=F("quota") + more, quota_free=F("quota_free") + more):
            row.update(quota=F("quota") - F("quota_free"), quota_free=0)
    changed = {name: getattr(one, name) for name in MOMENTS if getattr(one, name) != getattr(slot, name)}
    if slot.version_id != version.pk:
        changed |= {"version": version, "section": bookable.department}
    if changed:
        row.update(**changed)


def withdraw(rows: Iterable[Slot], *, at: datetime) -> None:
    """No more bookings; who is booked stays booked, at the time that was promised."""
    ids = [row.pk for row in rows]
    if ids:
        across.tell_of(ids, at)
        Slot.objects.filter(pk__in=ids, withdrawn_at=None).update(withdrawn_at=at)


def closed_by(bookable: Bookable) -> Callable[[date], bool]:
    """Whether the calendar says that the department's counter is closed on a day."""
    try:
        calendar = city.defined(Calendar, bookable.calendar)
    except city.NotDefined:
        return lambda day: False
    return lambda day: calendar.hours_on(day, bookable.department) is None


def digest(version: Version, bookable: Bookable) -> str:
    """What slots are made from: the definition, its calendar, the resources."""
    calendar = city.current("calendar", bookable.calendar)
    parts = [version.sha256, calendar.sha256 if calendar else ""]
    if bookable.needs:
        parts += [one.code + "/".join(one.parts) for one in city.all_defined(Resource)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
