"""休止する: take slots off offer for a time, and see to those who are booked; lift it again."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import without_text
from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.booking.across import slots as across
from madoguchi.engines.booking.actions.cancel import cancel
from madoguchi.engines.booking.actions.change import change
from madoguchi.engines.booking.events import SlotsClosed, SlotsReopened
from madoguchi.engines.booking.locking import lock_slots
from madoguchi.engines.booking.models import CancelledBy, Closure, Reservation, Slot
from madoguchi.engines.booking.queries import alternatives, version_of
from madoguchi.engines.people.public import Actor, authorize


class ClosureNeedsReason(Refused):
    code, message = "closure-needs-reason", _("休止の理由を書いてください。予約した方への説明に使います。")


class ClosureBackwards(Refused):
    code, message = "closure-backwards", _("休止の終わりは、始まりより後にしてください。")


class NothingNear(Refused):
    code, message = "nothing-near", _("移せる空きが近くにありません。")


@transaction.atomic
def close(code: str, from_at: datetime, until_at: datetime, *, reason: str, by: Actor, at: datetime) -> Closure:
    """No more bookings for slots that begin within. Who is booked stays booked: see `affected`.

    Raises NotPermitted, NotFound, ClosureNeedsReason, ClosureBackwards.
    """
    _version, bookable = version_of(code)
    closure = Closure(
        bookable=code, section=bookable.department, from_at=from_at, until_at=until_at, reason=reason.strip()[:200],
        by_code=by.code, at=at,
    )  # fmt: skip
    authorize(by, "booking.manage", closure)
    if not closure.reason:
        raise ClosureNeedsReason
    if until_at <= from_at:
        raise ClosureBackwards
    closure.save(force_insert=True)
    closed = close_slots(closure, at=at)
    booked = affected(closure).count()
    record(SlotsClosed(closure.id, bookable=code, from_at=from_at, until_at=until_at, slots=closed, booked=booked), by=by, at=at)
    return closure


@transaction.atomic
def reopen(closure: Closure, *, by: Actor, at: datetime) -> int:
    """Lift it; how many slots are offered again. Those within another closure stay closed. Raises NotPermitted."""
    authorize(by, "booking.manage", closure)
    if not Closure.objects.filter(pk=closure.pk, lifted_at=None).update(lifted_at=at):
        return 0
    opened = open_slots(closure, at=at)
    record(SlotsReopened(closure.id, bookable=closure.bookable, slots=opened), by=by, at=at)
    return opened


def close_slots(closure: Closure, *, at: datetime) -> int:
    rows = Slot.objects.offered().filter(bookable=closure.bookable, starts_at__gte=closure.from_at, starts_at__lt=closure.until_at)
    ids = list(rows.values_list("pk", flat=True))
    lock_slots(ids)
    across.tell_of(ids, at)
    return Slot.objects.filter(pk__in=ids, closed_at=None).update(closed_at=at)


def open_slots(closure: Closure, *, at: datetime) -> int:
    """But for those within another closure."""
    others = list(Closure.objects.filter(bookable=closure.bookable, lifted_at=None))
    rows = Slot.objects.filter(
        bookable=closure.bookable, withdrawn_at=None, closed_at__isnull=False,
        starts_at__gte=closure.from_at, starts_at__lt=closure.until_at,
    )  # fmt: skip
    free = [s.pk for s in rows if not any(c.from_at <= s.starts_at < c.until_at for c in others)]
    across.tell_of(free, at)
    return Slot.objects.filter(pk__in=free).update(closed_at=None)


def affected(closure: Closure) -> QuerySet[Reservation]:
    """Reservations that still stand in a closed time: each waits to be moved or called off."""
    rows = Reservation.objects.in_force().filter(bookable=closure.bookable, starts_at__gte=closure.from_at)
    rows = rows.filter(starts_at__lt=closure.until_at).select_related("version", "key", "account")
    return rows.defer(*without_text()).order_by("starts_at", "number")


def move_to_nearest(row: Reservation, *, by: Actor, at: datetime) -> Reservation:
    """To the free slot that is nearest in time; the person is told. Raises NothingNear and what `change` raises."""
    seat = Slot.objects.filter(seats__hold_id=row.hold_id, seats__released_at=None).order_by("starts_at").first()
    if seat is None:
        raise NothingNear
    near = [slot for slot in alternatives(seat, party=row.party, at=at) if slot.bookable == row.bookable]
    for slot in sorted(near, key=lambda slot: slot.starts_at < seat.starts_at):  # later before earlier: people have plans
        try:
            return change(row, [slot.pk], by=by, at=at)
        except Refused:
            continue
    raise NothingNear


def call_off(rows: Sequence[Reservation], *, by: Actor, at: datetime) -> int:
    """Cancel because of the closure: each is told, with a page on which to choose another time. How many."""
    done = 0
    for row in rows:
        try:
            cancel(row, why=CancelledBy.CLOSURE, by=by, at=at)
        except Refused:
            continue
        done += 1
    return done
