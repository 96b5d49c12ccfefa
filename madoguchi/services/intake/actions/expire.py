"""期限で消す: what lies here without having become an application does not lie for ever."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.engines.people.public import SYSTEM
from madoguchi.services.intake.actions.take import forget
from madoguchi.services.intake.channels import channels
from madoguchi.services.intake.definitions import Channel
from madoguchi.services.intake.events import ParcelExpired
from madoguchi.services.intake.models import Parcel, ParcelState

ENDING = (ParcelState.ASIDE, ParcelState.DISMISSED, ParcelState.REPLACED, ParcelState.SPLIT)
"""States in which a parcel holds what somebody sent, and no case does."""
WARNED = timedelta(days=14)
"""So long before it is removed, the desk says so in so many words."""
DEFAULT_DAYS: int = Channel.model_fields["keep_aside_days"].default
AT_ONCE = 500


def days_kept() -> dict[str, int]:
    return {one.code: one.keep_aside_days for one in channels()}


def last_day(parcel: Parcel, kept: dict[str, int]) -> date | None:
    """On which it is still there; None where it stays with its case, or is gone."""
    if parcel.state not in ENDING or parcel.settled_at is None:
        return None
    return today(parcel.settled_at) + timedelta(days=kept.get(parcel.channel, DEFAULT_DAYS))


def expire_due(at: datetime) -> int:
    """Remove what has lain long enough. How many there were."""
    kept = days_kept()
    shortest = min([DEFAULT_DAYS, *kept.values()])
    rows = Parcel.objects.filter(state__in=ENDING, settled_at__lt=at - timedelta(days=shortest)).order_by("settled_at")
    due = [one.pk for one in rows.iterator() if (end := last_day(one, kept)) and end < today(at)]
    for pk in due[:AT_ONCE]:
        expire(pk, at=at)
    return len(due[:AT_ONCE])


@transaction.atomic
def expire(pk: UUID, *, at: datetime) -> None:
    """File and key are gone for good; that something came, when and why it was not taken in stays. The same may come again."""
    parcel = Parcel.objects.select_for_update(of=("self",)).select_related("file", "key").get(pk=pk)
    if parcel.state not in ENDING:
        return
    was, file = parcel.state, parcel.file
    parcel.state, parcel.file, parcel.digest = ParcelState.EXPIRED, None, f"expired:{parcel.pk}"
    parcel.settled_at, parcel.settled_by = at, SYSTEM.code
    parcel.save()
    forget(file, parcel.key, at=at)
    said = ParcelExpired(subject=parcel.id, channel=parcel.channel, was=was)
    record(said, by=SYSTEM, at=at, section=parcel.section)
