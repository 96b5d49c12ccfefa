"""What others may use of temporary care: `from madoguchi.engines.booking.public import nursery`."""

from madoguchi.engines.booking.nursery.actions.acknowledge import ReadOldWords, acknowledge
from madoguchi.engines.booking.nursery.actions.register import change_child, record_interview, register_child
from madoguchi.engines.booking.nursery.models import Child, Interview, Stay
from madoguchi.engines.booking.nursery.queries import children_of, stays_on, stays_to_read
from madoguchi.engines.booking.nursery.refusals import (
    AllergiesNotConfirmed,
    BookAnew,
    ChildNeeded,
    InterviewNeeded,
    TooManyDays,
    WrongClass,
)
from madoguchi.engines.booking.nursery.rules import class_age, hindrance, met, track_for

__all__ = [
    "AllergiesNotConfirmed", "BookAnew", "Child", "ChildNeeded", "Interview", "InterviewNeeded", "ReadOldWords", "Stay",
    "TooManyDays", "WrongClass", "acknowledge", "change_child", "children_of", "class_age", "hindrance", "met", "record_interview",
    "register_child", "stays_on", "stays_to_read", "track_for",
]  # fmt: skip
