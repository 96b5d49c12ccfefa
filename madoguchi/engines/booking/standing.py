"""How a reservation stands, in a word for its person."""

from datetime import datetime
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.engines.booking.models import Reservation


class Standing(Enum):
    BOOKED = "booked"
    AWAITS_MAIL = "awaits-mail"
    AWAITS_NURSERY = "awaits-nursery"
    CANCELLED = "cancelled"
    PAST = "past"

    @property
    def words(self) -> str | Promise:
        return WORDS[self]


WORDS: dict[Standing, str | Promise] = {
    Standing.BOOKED: _("予約済み"),
    Standing.AWAITS_MAIL: _("メールの確認待ち"),
    Standing.AWAITS_NURSERY: _("園の確認待ち"),
    Standing.CANCELLED: _("取消し済み"),
    Standing.PAST: _("終わりました"),
}


def standing_of(row: Reservation, at: datetime) -> Standing:
    if row.cancelled_at is not None:
        return Standing.CANCELLED
    if row.confirmed_at is None:
        return Standing.AWAITS_NURSERY if row.definition.nursery else Standing.AWAITS_MAIL
    return Standing.PAST if row.ends_at <= at else Standing.BOOKED
