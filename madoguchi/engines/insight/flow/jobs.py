"""What runs by itself: the facts against the events, nightly."""

from datetime import datetime, timedelta

from madoguchi.core.calendar.public import today
from madoguchi.core.jobs.public import every
from madoguchi.core.zones import Zone
from madoguchi.engines.insight.flow.rebuilding import mend_recent

BACK = timedelta(days=3)


@every("insight.compare-flow", daily="03:00", compares=True, zone=Zone.OFFICE)
def compare_flow(at: datetime) -> int:
    """Cases that are open or ended in the last days."""
    return mend_recent(today(at) - BACK)
