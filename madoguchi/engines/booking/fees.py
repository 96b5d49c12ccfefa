"""使用料: computed when a reservation is made. Pure."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal

from madoguchi.engines.booking.definitions import Bookable
from madoguchi.engines.booking.models import Slot


def fee_of(bookable: Bookable, slots: Sequence[Slot], party: int, *, resident: bool) -> int:
    """Whole yen. Hours are counted as begun; the percentage for others is rounded up to a whole yen."""
    fee = bookable.fee
    if fee is None:
        return 0
    minutes = sum(int((slot.ends_at - slot.starts_at).total_seconds()) // 60 for slot in slots)
    count = {"reservation": 1, "slot": len(slots), "person": party, "hour": -(-minutes // 60)}[fee.each]
    percent = 100 if resident else fee.non_residents_percent
    return int((Decimal(fee.yen * count * percent) / 100).to_integral_value(ROUND_CEILING))
