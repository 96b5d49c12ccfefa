"""What runs by itself: the facts follow the events, and are compared with them at night."""

from datetime import datetime

from madoguchi.core.jobs.public import every
from madoguchi.core.zones import Zone
from madoguchi.engines.insight.counting.comparing import compare
from madoguchi.engines.insight.counting.feeding import feed_facts


@every("insight.feed", seconds=15, zone=Zone.OFFICE)
def feed(at: datetime) -> bool:
    """Whether everything is counted; what is left is taken up the next time."""
    return feed_facts(at)


@every("insight.compare", daily="03:50", compares=True, zone=Zone.OFFICE)
def compare_facts(at: datetime) -> list[str]:
    return compare(at)
