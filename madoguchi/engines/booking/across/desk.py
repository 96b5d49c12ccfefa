"""窓口の予約を受ける: the public side does what the desk asks, and learns what the desk has done from its quota."""

from datetime import datetime

from django.db import transaction

from madoguchi.core.acting import Machine
from madoguchi.core.refused import NotFound
from madoguchi.core.relay.public import Crossing, Said, Taken, Writing, answers, crosses, is_unheard
from madoguchi.core.zones import Zone
from madoguchi.engines.booking.across.asking import CALL_OFF
from madoguchi.engines.booking.across.reservations import EVENTS, about, find, keep, say, write
from madoguchi.engines.booking.actions.cancel import undo
from madoguchi.engines.booking.actions.change import change
from madoguchi.engines.booking.actions.reserve import Request, book
from madoguchi.engines.booking.locking import lock_holder
from madoguchi.engines.booking.models import CancelledBy, HoldEnd, Holder, Reservation, Seat, Way
from madoguchi.engines.booking.refusals import LineBroke
from madoguchi.engines.people.public import SYSTEM

CALLED_OFF = "called-off"


@transaction.atomic
def answer_book(said: Said, at: datetime) -> Said:
    """As if the desk stood here: the same action, the same limits, the same counters. Twice the same is one reservation."""
    asked = said["asked"]
    lock_holder("asked", asked)
    if Holder.objects.filter(scope=CALLED_OFF, who=asked).exists():
        raise LineBroke
    wish = Request(contact=said["contact"], answers=said["answers"], way=Way(said["way"]), language=said["language"], asked=asked)
    return say(find(book(said["slots"], wish, party=said["party"], extras=said["extras"], by=SYSTEM, at=at).pk))


def answer_change(said: Said, at: datetime) -> Said:
    row = known(said)
    kept = set(Seat.objects.filter(hold=row.hold_id, released_at=None).values_list("slot_id", flat=True))
    if row.cancelled_at is not None or {str(one) for one in kept} != set(said["slots"]):
        change(row, said["slots"], by=SYSTEM, at=at)
    return say(find(row.pk))


def answer_cancel(said: Said, at: datetime) -> Said:
    row = known(said)
    with transaction.atomic():
        if Reservation.objects.select_for_update().get(pk=row.pk).cancelled_at is None:
            undo(row, CancelledBy(said["why"]), how=HoldEnd.CANCELLED, by=Machine("staff", said["section"]), at=at)
    return say(find(row.pk))


def known(said: Said) -> Reservation:
    try:
        return find(said["reservation"])
    except Reservation.DoesNotExist:
        raise NotFound from None


answers("booking.book", answer_book)
answers("booking.change", answer_change)
answers("booking.cancel", answer_cancel)


def take_desk(subject: str, said: Said, taken: Taken) -> None:
    """If the person has meanwhile done something here, that stands, but for the desk's cancellation; either way the office
    hears in return how things are.
    """
    row = Reservation.objects.select_related("hold", "version").filter(pk=subject).first()
    if row is None or not is_unheard(subject, said["heard"]):
        keep(said, at=taken.at)
    elif said["cancellation"] and row.cancelled_at is None:
        undo(row, CancelledBy(said["cancellation"]["why"]), how=HoldEnd.CANCELLED, by=Machine("staff", row.section), at=taken.at)


def write_call_off(subject: str, item: str, writing: Writing) -> Said:
    return {}


def take_call_off(subject: str, said: Said, taken: Taken) -> None:
    """The desk has had no answer: it is not done any more, and what was done is undone."""
    lock_holder("asked", subject)
    Holder.objects.get_or_create(scope=CALLED_OFF, who=subject)
    row = Reservation.objects.in_force().filter(asked=subject).first()
    if row is not None:
        undo(row, CancelledBy.OFFICE, how=HoldEnd.CANCELLED, by=Machine("staff", row.section), at=taken.at)


crosses(Crossing("booking.desk", Zone.PUBLIC, write, take_desk, on=EVENTS, about=about, whole=True, answer="booking.reservation"))
crosses(Crossing(CALL_OFF, Zone.PUBLIC, write_call_off, take_call_off))
