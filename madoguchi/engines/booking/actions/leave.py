"""手放す: give back what was held: by the person, by the clock."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from madoguchi.engines.booking.locking import short_locks
from madoguchi.engines.booking.models import TO_CONFIRM, Hold, HoldEnd
from madoguchi.engines.booking.refusals import Busy, HoldGone
from madoguchi.engines.booking.taking import give_back
from madoguchi.engines.people.public import Actor

AT_ONCE = 200


def leave(hold: Hold, *, by: Actor, at: datetime) -> None:
    """Give back one's own hold that is not booked yet. Doing it twice is no fault. Raises HoldGone for another's."""
    if hold.holder != by.code and by.kind not in {"system"}:
        raise HoldGone
    end(hold, HoldEnd.LEFT, at=at)


def leave_others(holder: str, bookable: str, *, at: datetime) -> bool:
    """A person who picks another slot lets go of the one before; whether there was one."""
    if holder.endswith(":") or not bookable:
        return False  # nobody, or nothing, in particular
    mine = list(Hold.objects.in_force().filter(holder=holder, expires_at__isnull=False, why="booking", bookable=bookable))
    for hold in mine:
        end(hold, HoldEnd.LEFT, at=at)
    return bool(mine)


def end(hold: Hold, how: HoldEnd, *, at: datetime) -> bool:
    """End a hold on which no reservation stands, once; whether it was this call that did."""
    with short_locks():
        rows = Hold.objects.in_force().filter(pk=hold.pk, expires_at__isnull=False).exclude(why=TO_CONFIRM)
        if how is HoldEnd.EXPIRED:
            rows = rows.filter(expires_at__lte=at)
        if not rows.update(ended_at=at, ended_by=how):
            return False
        give_back(hold, at=at)
    return True


def expire_due(at: datetime) -> int:
    """Sweep what has run out; how many. One that is locked by somebody is left for the next time."""
    due = Hold.objects.in_force().filter(expires_at__lte=at).order_by("expires_at")
    return _expire(list(due[:AT_ONCE]), at)


def expire_on(slots: Sequence[UUID], *, at: datetime) -> int:
    """Sweep what has run out on these slots, for somebody who wants them now."""
    due = Hold.objects.in_force().filter(expires_at__lte=at, seats__slot__in=slots, seats__released_at=None)
    return _expire(list(due.distinct()[:AT_ONCE]), at)


def _expire(due: Sequence[Hold], at: datetime) -> int:
    from madoguchi.engines.booking.actions.cancel import expire_unconfirmed

    ended = 0
    for hold in due:
        try:
            ended += end(hold, HoldEnd.EXPIRED, at=at) or expire_unconfirmed(hold, at=at)
        except Busy:
            continue
    return ended
