"""What the waiting list does by itself."""

from datetime import datetime

from madoguchi.core.jobs.public import every
from madoguchi.core.zones import Zone
from madoguchi.engines.booking.waiting.offering import hand_out_all, lapse


@every("booking.waiting-list", seconds=20, zone=Zone.PUBLIC)
def work_the_line(at: datetime) -> int:
    """Offers that ran out lapse; what is free goes to who waits. Running it twice offers nothing twice."""
    return lapse(at) + hand_out_all(at)
