"""除外する: an entry that may not take part, with the reason, which the person reads."""

from datetime import datetime

from django.db import transaction

from madoguchi.core.events.public import record
from madoguchi.engines.booking.counter.finding import InSection
from madoguchi.engines.booking.lottery.events import EntryExcluded
from madoguchi.engines.booking.lottery.models import Entry, Exclusion
from madoguchi.engines.booking.lottery.refusals import AlreadyDone, EntryOver, ReasonMissing
from madoguchi.engines.people.public import Actor, authorize


@transaction.atomic
def exclude(entry: Entry, *, reason: str, by: Actor, at: datetime) -> Exclusion:
    """Before the list is published; afterwards an entry stays what it is. Raises NotPermitted, ReasonMissing,
    AlreadyDone, EntryOver.
    """
    authorize(by, "lottery.prepare", InSection(entry.lottery.section))
    if not reason.strip():
        raise ReasonMissing
    rows = Entry.objects.select_for_update(of=("self",)).select_related("lottery").defer("lottery__record")
    entry = rows.get(pk=entry.pk)
    if entry.lottery.closed_at is not None:
        raise AlreadyDone
    if entry.withdrawn_at is not None or entry.is_excluded:
        raise EntryOver
    made = Exclusion.objects.create(entry=entry, reason=reason.strip()[:200], by_code=by.code, at=at)
    record(EntryExcluded(entry.lottery_id, entry.lottery.rules, entry=entry.id), by=by, at=at)
    return made
