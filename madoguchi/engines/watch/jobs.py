"""What runs by itself: judging what was sealed."""

from datetime import datetime

from madoguchi.core.jobs.public import every
from madoguchi.core.zones import Zone
from madoguchi.engines.watch.actions.observe import observe
from madoguchi.engines.watch.crossing import tell

TURNS = 20


@every("watch.observe", seconds=60, zone=Zone.OFFICE)
def observe_looks(at: datetime) -> int:
    """What stands out among the looks of the last minute; more where much has gathered. How many are new."""
    new = 0
    for _turn in range(TURNS):
        read, found = observe(at)
        new += found
        if not read:
            break
    return new


@every("watch.tell", seconds=3600, zone=Zone.OFFICE)
def tell_looks(at: datetime) -> int:
    """In a split city: what people may read by now of looks at their data goes to the public side. Of how many people."""
    return tell(at)
