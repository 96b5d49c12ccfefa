"""確保: keep places for somebody for some minutes."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from madoguchi.core.refused import NotPermitted
from madoguchi.engines.booking import line
from madoguchi.engines.booking.actions.leave import expire_on, leave_others
from madoguchi.engines.booking.definitions import Bookable
from madoguchi.engines.booking.locking import short_locks
from madoguchi.engines.booking.losing import lost, refuse_gone
from madoguchi.engines.booking.models import Hold, Slot
from madoguchi.engines.booking.queries import alternatives, definition_of
from madoguchi.engines.booking.refusals import AloneOnly, BadParty, BadSelection, NoSuchSlot, NotFree
from madoguchi.engines.booking.taking import refuse_early, take
from madoguchi.engines.people.public import Actor, authorize


def hold(
    slots: Sequence[UUID | str],
    *,
    party: int = 1,
    extras: Sequence[str] = (),
    why: str = "booking",
    lasts: timedelta | None = None,
    quota: bool = False,
    of: str = "",
    by: Actor,
    at: datetime,
) -> Hold:
    """Keep places of these slots, those of the definition's minutes or as long as said. What this person held of the
    same thing before, without booking it, is given back first. `of`: the thing that the slots must be of.

    Raises NotPermitted, NoSuchSlot, BadParty, BadSelection, NotFree (with alternatives).
    """
    authorize(by, "booking.reserve")
    if why == "booking" and not leave_others(by.code, of, at=at):
        refuse_gone(slots, of=of, party=party, by=by, at=at)
    found, bookable = chosen(slots, of=of)
    within_scope(bookable, by)
    check_wish(bookable, found, party, extras)
    quota = line.from_quota(bookable, tuple(extras), asked=quota, desk=by.kind in {"staff", "system"})
    if why == "booking" and not of:
        leave_others(by.code, bookable.code, at=at)
    until = at + (lasts or bookable.hold_lasts)
    try:
        return with_sweep(found, lambda: _keep(found, bookable, party, extras, why, until, quota, by=by, at=at), at=at)
    except NotFree as refusal:
        lost(found, refusal)
        refusal.alternatives = alternatives(found[0], party=party, at=at)
        raise


def _keep(
    slots: Sequence[Slot], bookable: Bookable, party: int, extras: Sequence[str], why: str, until: datetime, quota: bool,
    *, by: Actor, at: datetime,
) -> Hold:  # fmt: skip
    desk = by.kind in {"staff", "system"}
    refuse_early(slots, party, at=at, desk=desk, quota=quota)
    with short_locks():
        kept = Hold.objects.create(
            bookable=bookable.code, holder=by.code, party=party, extras=list(extras), why=why, made_at=at, expires_at=until
        )
        take(kept, slots, bookable, at=at, desk=desk, quota=quota)
    return kept


def with_sweep(slots: Sequence[Slot], keep: Callable[[], Hold], *, at: datetime) -> Hold:
    """Try; where it failed and a hold on these slots has run out unswept, sweep it and try once more."""
    try:
        return keep()
    except NotFree:
        if not expire_on([slot.pk for slot in slots], at=at):
            raise
    for slot in slots:
        slot.refresh_from_db()
    return keep()


def within_scope(bookable: Bookable, by: Actor) -> None:
    """Whoever acts for another books what that person has let them book. Raises NotPermitted."""
    if not by.acts_within("booking", bookable.code):
        raise NotPermitted


def chosen(ids: Sequence[UUID | str], *, of: str = "") -> tuple[list[Slot], Bookable]:
    """The slots in their order, and the definition by which they were made. Raises NoSuchSlot."""
    try:
        wanted = {UUID(str(one)) for one in ids}
    except ValueError:
        raise NoSuchSlot from None
    found = sorted(Slot.objects.filter(pk__in=wanted), key=lambda slot: slot.starts_at)
    if not wanted or len(found) != len(wanted) or len(ids) != len(wanted) or (of and any(slot.bookable != of for slot in found)):
        raise NoSuchSlot
    return found, definition_of(found)


def check_wish(bookable: Bookable, slots: Sequence[Slot], party: int, extras: Sequence[str]) -> None:
    """What no form would send."""
    most = bookable.limits.party
    if isinstance(party, bool) or not isinstance(party, int) or not 1 <= party <= most:
        raise BadParty(most=most) if most > 1 else AloneOnly
    in_a_row = all(a.ends_at == b.starts_at and (a.bookable, a.track) == (b.bookable, b.track) for a, b in pairwise(slots))
    if len(slots) > bookable.limits.in_a_row or not in_a_row:
        raise BadSelection(most=bookable.limits.in_a_row)
    optional = {need.code for need in bookable.needs if need.optional}
    if set(extras) - optional:
        raise BadSelection(most=bookable.limits.in_a_row)
