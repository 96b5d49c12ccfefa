"""Which units a reservation would take, which are free then, and which slots are blocked by what is taken."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max, Min, Q

from madoguchi.city.public import all_defined
from madoguchi.engines.booking.definitions import Bookable, Need, Resource
from madoguchi.engines.booking.models import Occupation, Slot

Span = tuple[datetime, datetime]
LONGEST = timedelta(days=32)


@dataclass(frozen=True)
class Choice:
    """A need and its candidates: each a resource with the units that it is made of."""

    need: Need
    candidates: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def units(self) -> set[str]:
        return {unit for _code, units in self.candidates for unit in units}

    def span(self, starts_at: datetime, ends_at: datetime) -> Span:
        return starts_at - timedelta(minutes=self.need.before), ends_at + timedelta(minutes=self.need.after)

    def first_free(self, busy: "Busyness", starts_at: datetime, ends_at: datetime, but: Iterable[str] = ()) -> tuple[str, ...]:
        """The units of the first candidate that is free then; empty when none is."""
        span, taken = self.span(starts_at, ends_at), set(but)
        for _code, units in self.candidates:
            if not taken & set(units) and not any(busy.is_taken(unit, span) for unit in units):
                return units
        return ()


@dataclass
class Busyness:
    """When units are in somebody's hands."""

    spans: dict[str, list[Span]] = field(default_factory=dict)

    def is_taken(self, unit: str, span: Span) -> bool:
        return any(start < span[1] and span[0] < end for start, end in self.spans.get(unit, ()))


def busyness(units: Iterable[str], starts_at: datetime, ends_at: datetime) -> Busyness:
    """What is taken of these units within a window."""
    found = Busyness()
    codes = set(units)
    if codes:
        rows = Occupation.objects.in_force().filter(unit__in=codes, starts_at__lt=ends_at, ends_at__gt=starts_at)
        for unit, start, end in rows.values_list("unit_id", "starts_at", "ends_at"):
            found.spans.setdefault(unit, []).append((start, end))
    return found


def leaves(resources: Mapping[str, Resource], code: str, seen: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The units that a resource is made of, in order; itself where it has no parts."""
    found = resources.get(code)
    if found is None or not found.parts or code in seen:
        return (code,)
    return tuple(sorted({leaf for part in found.parts for leaf in leaves(resources, part, seen | {code})}))


def resources_in_force() -> dict[str, Resource]:
    return {one.code: one for one in all_defined(Resource)}


def choices_of(needs: Sequence[Need], resources: Mapping[str, Resource] | None = None) -> list[Choice]:
    """The needs with their units. Costs a query unless there are none."""
    if not needs:
        return []
    known = resources_in_force() if resources is None else resources
    return [Choice(need, tuple((code, leaves(known, code)) for code in need.any_of)) for need in needs]


def is_blocked(choices: Sequence[Choice], busy: Busyness, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether a reservation at that time could not have all it needs."""
    got: set[str] = set()
    for choice in choices:
        units = choice.first_free(busy, starts_at, ends_at, got)
        if not units:
            return True
        got.update(units)
    return False


def who_needs(units: set[str]) -> dict[str, list[Choice]]:
    """Bookables each of whose reservations takes one of these units, with their choices."""
    sharing = [one for one in all_defined(Bookable) if one.needed()]
    known = resources_in_force() if sharing else {}
    found = {one.code: choices_of(one.needed(), known) for one in sharing}
    return {code: choices for code, choices in found.items() if any(choice.units & units for choice in choices)}


def slots_touched(needing: Mapping[str, Sequence[Choice]], starts_at: datetime, ends_at: datetime) -> list[UUID]:
    """Slots at that time (with the longest margin) of bookables that need what is being taken or given back."""
    if not needing:
        return []
    margin = max(timedelta(minutes=c.need.before + c.need.after) for choices in needing.values() for c in choices)
    near = Q(starts_at__lt=ends_at + margin, starts_at__gt=starts_at - margin - LONGEST, ends_at__gt=starts_at - margin)
    rows = Slot.objects.filter(near, bookable__in=needing, withdrawn_at=None)
    return list(rows.values_list("pk", flat=True))


def mark_blocked(needing: Mapping[str, Sequence[Choice]], ids: Sequence[UUID]) -> None:
    """Write `blocked` of these slots anew. Under the locks of units and slots it is exact."""
    if not ids:
        return
    ends = Slot.objects.filter(pk__in=ids).aggregate(first=Min("starts_at"), last=Max("ends_at"))
    day = timedelta(days=1)
    units = {unit for choices in needing.values() for choice in choices for unit in choice.units}
    busy = busyness(units, ends["first"] - day, ends["last"] + day)
    wrong: dict[bool, list[UUID]] = {True: [], False: []}
    for slot in Slot.objects.filter(pk__in=ids).only("bookable", "starts_at", "ends_at", "blocked"):
        now = is_blocked(needing[slot.bookable], busy, slot.starts_at, slot.ends_at)
        if now != slot.blocked:
            wrong[now].append(slot.pk)
    for value, slots in wrong.items():
        if slots:
            Slot.objects.filter(pk__in=slots).update(blocked=value)
