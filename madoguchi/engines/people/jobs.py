"""What runs by itself: sweeping out used links and ended sessions."""

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings

from madoguchi.core.calendar.public import today
from madoguchi.core.jobs.public import every
from madoguchi.engines.people.actions.delegate import expire
from madoguchi.engines.people.actor import SYSTEM
from madoguchi.engines.people.models.one_time_link import OneTimeLink

KEPT = timedelta(days=1)


@every("people.sweep", daily="03:20")
def sweep(at: datetime) -> int:
    """Links are kept a day after they expired, sessions until they expire. How many links went."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    gone, _models = OneTimeLink.objects.filter(expires_at__lt=at - KEPT).delete()
    return gone


@every("people.delegations-over", daily="00:05")
def delegations_over(at: datetime) -> int:
    """Delegations whose last day was yesterday."""
    return expire(today(at), by=SYSTEM, at=at)
