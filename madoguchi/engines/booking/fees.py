"""使用料: computed when a reservation is made. Pure."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal

from madoguchi.engines.booking.definitions import Bookable
from madoguchi.engines.booking.models import Slot


def fee_of(bookable: Bookable, slots: Sequence[Slot], party: int, *, resident: bool, meal: bool = False) -> int:
    """Whole yen. Hours are counted as begun; the percentage for others is rounded up to a whole yen. A meal is one a day,
    whether the child stays for half of it or for the whole.
    """
    meals = bookable.nursery.meal_yen * len({slot.day for slot in slots}) if bookable.nursery and meal else 0
    fee = bookable.fee
    if fee is None:
        return meals
    minutes = sum(int((slot.ends_at - slot.starts_at).total_seconds()) // 60 for slot in slots)
    count = {"reservation": 1, "slot": len(slots), "person": party, "hour": -(-minutes // 60)}[fee.each]
    percent = 100 if resident else fee.non_residents_percent
    return meals + int((Decimal(fee.yen * count * percent) / 100).to_integral_value(ROUND_CEILING))
