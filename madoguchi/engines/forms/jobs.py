"""What runs by itself: drafts whose time is over are erased, parked pages too."""

from datetime import datetime

from madoguchi.core.acting import SYSTEM
from madoguchi.core.calendar.public import today
from madoguchi.core.jobs.public import every
from madoguchi.core.zones import Zone
from madoguchi.engines.forms.actions.finish import expire
from madoguchi.engines.forms.models import Draft, Parked

AT_ONCE = 200


@every("forms.expire-drafts", seconds=900, zone=Zone.ALL)
def expire_drafts(at: datetime) -> int:
    """How many were erased this time."""
    Parked.objects.filter(expires_at__lte=at).delete()
    over = Draft.objects.filter(frozen_at=None, discarded_at=None, expires_on__lt=today(at)).order_by("expires_on")[:AT_ONCE]
    for draft in over.select_related("key"):
        expire(draft, by=SYSTEM, at=at)
    return len(over)
