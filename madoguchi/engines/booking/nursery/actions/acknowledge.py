"""園の確認: the nursery has read what the parent confirmed about allergies; the place is firm."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.booking.actions.cancel import AlreadyCancelled
from madoguchi.engines.booking.events import ReservationConfirmed
from madoguchi.engines.booking.locking import short_locks
from madoguchi.engines.booking.models import Hold, Reservation
from madoguchi.engines.booking.nursery.models import Stay
from madoguchi.engines.people.public import Actor, authorize


class ReadOldWords(Refused):
    code, message = "read-old-words", _("登録の内容が変わりました。新しい内容を読んでから確認してください。")


def acknowledge(stay: Stay, *, revision: int, by: Actor, at: datetime) -> Stay:
    """Once. `revision`: of the registration that was on the page. Raises NotPermitted, AlreadyCancelled, ReadOldWords."""
    row = Reservation.objects.get(pk=stay.reservation_id)
    authorize(by, "booking.manage", row)
    with short_locks():
        held = Hold.objects.select_for_update().in_force().filter(pk=row.hold_id).first()
        if held is None:
            raise AlreadyCancelled
        mine = Stay.objects.select_for_update().select_related("child").get(pk=stay.pk)
        if mine.child.revision != revision:
            raise ReadOldWords
        if mine.acknowledged_at is None or mine.revision != revision:
            mine.acknowledged_at, mine.acknowledged_by, mine.revision = at, by.code, revision
            mine.save(update_fields=["acknowledged_at", "acknowledged_by", "revision"])
        Hold.objects.filter(pk=held.pk).update(expires_at=None, why="booking")
        if Reservation.objects.filter(pk=row.pk, confirmed_at=None).update(confirmed_at=at):
            record(ReservationConfirmed(row.id, number=row.number, bookable=row.bookable, fee_yen=row.fee_yen), by=by, at=at)
    return mine
