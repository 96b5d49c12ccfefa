"""What runs by itself: sweeping out used links and ended sessions."""

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings

from madoguchi.core.calendar.public import today
from madoguchi.core.jobs.public import every
from madoguchi.core.zones import Zone
from madoguchi.engines.people.actions.delegate import expire
from madoguchi.engines.people.actions.moving_staff import close_who_left
from madoguchi.engines.people.actions.reorganise import apply_due
from madoguchi.engines.people.actor import SYSTEM
from madoguchi.engines.people.models.one_time_link import OneTimeLink

KEPT = timedelta(days=1)


@every("people.sweep", daily="03:20", zone=Zone.ALL)
def sweep(at: datetime) -> int:
    """Links are kept a day after they expired, sessions until they expire. How many links went."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    gone, _models = OneTimeLink.objects.filter(expires_at__lt=at - KEPT).delete()
    return gone


@every("people.delegations-over", daily="00:05", zone=Zone.OFFICE)
def delegations_over(at: datetime) -> int:
    """Delegations whose last day was yesterday. Only the office closes them, so that each ends once."""
    return expire(today(at), by=SYSTEM, at=at)


@every("people.staff-left", daily="00:06", zone=Zone.OFFICE)
def staff_left(at: datetime) -> int:
    """Accounts of staff whose last day was yesterday."""
    return close_who_left(today(at), by=SYSTEM, at=at)


@every("people.reorganise", seconds=60, zone=Zone.OFFICE)
def reorganise(at: datetime) -> int:
    """A reorganisation whose day has come: within a minute of midnight, and again where it was interrupted."""
    return apply_due(by=SYSTEM, at=at)
