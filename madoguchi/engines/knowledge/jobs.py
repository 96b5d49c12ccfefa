"""What knowledge does by itself: it forgets."""

from datetime import datetime

from madoguchi.core.calendar.public import today
from madoguchi.core.jobs.public import every
from madoguchi.core.zones import Zone
from madoguchi.engines.knowledge.actions.keep import forget_checklists
from madoguchi.engines.knowledge.actions.note import forget_searches


@every("knowledge.forget", daily="03:40", zone=Zone.ALL)
def forget(at: datetime) -> int:
    return forget_searches(today(at)) + forget_checklists(today(at))
