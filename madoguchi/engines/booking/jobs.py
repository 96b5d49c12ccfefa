"""What booking does by itself, where the places are."""

from datetime import datetime

from madoguchi.core.jobs.public import every
from madoguchi.core.zones import Zone
from madoguchi.engines.booking.actions.leave import expire_due
from madoguchi.engines.booking.actions.materialise import changed_since_laid, materialise_all
from madoguchi.engines.booking.actions.remind import remind_due


@every("booking.expire-holds", seconds=10, zone=Zone.PUBLIC)
def expire_holds(at: datetime) -> int:
    """Give back what was held and not made firm in time."""
    return expire_due(at)


@every("booking.materialise", seconds=1800, zone=Zone.PUBLIC)
def materialise(at: datetime) -> int:
    """Slots of the days to come."""
    return materialise_all(at)


@every("booking.follow-definitions", seconds=20, zone=Zone.PUBLIC)
def follow_definitions(at: datetime) -> int:
    """A definition that was published is met at once; one question when nothing was."""
    return materialise_all(at) if changed_since_laid() else 0


@every("booking.remind", seconds=300, zone=Zone.PUBLIC)
def remind(at: datetime) -> int:
    """Mails before the day, at the leads that the definition names."""
    return remind_due(at)
