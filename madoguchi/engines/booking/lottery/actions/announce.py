"""抽選を予告する: promise the seed, keep the places, say the rules. Before the first entry."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q

from madoguchi.city.public import current
from madoguchi.core.calendar.public import TOKYO, format_date, format_time
from madoguchi.core.events.public import record
from madoguchi.core.refused import NotFound
from madoguchi.core.sealing.public import new_key
from madoguchi.engines.booking.counter.finding import InSection
from madoguchi.engines.booking.definitions import Bookable
from madoguchi.engines.booking.locking import short_locks
from madoguchi.engines.booking.lottery import record as papers
from madoguchi.engines.booking.lottery.commitments import new_secret, seed_digest
from madoguchi.engines.booking.lottery.definitions import LotteryRules
from madoguchi.engines.booking.lottery.drawing import Rules
from madoguchi.engines.booking.lottery.events import LotteryAnnounced
from madoguchi.engines.booking.lottery.keeping import keep_all
from madoguchi.engines.booking.lottery.models import Lottery, LotterySlot
from madoguchi.engines.booking.lottery.refusals import BadPeriod, NoSlots
from madoguchi.engines.booking.models import Slot
from madoguchi.engines.people.public import Actor, authorize


def announce(
    rules: str, *, first_on: date, last_on: date, opens_at: datetime, closes_at: datetime, by: Actor, at: datetime
) -> Lottery:
    """A lottery for the free places of the rules' bookables between two days. The lottery keeps those places from now on.

    Raises NotPermitted, NotFound, BadPeriod, NoSlots, Busy.
    """
    version = current("lottery", rules)
    said = version.definition if version else None
    if version is None or not isinstance(said, LotteryRules):
        raise NotFound
    authorize(by, "lottery.prepare", InSection(said.department))
    if not (at < closes_at and opens_at < closes_at and closes_at.astimezone(TOKYO).date() <= first_on <= last_on):
        raise BadPeriod
    with short_locks():
        slots = drawable(said, first_on, last_on, at)
        if not slots:
            raise NoSlots
        lottery = Lottery(
            rules=rules, version=version, section=said.department, first_on=first_on, last_on=last_on,
            opens_at=opens_at, closes_at=closes_at, announced_at=at, announced_by=by.code,
        )  # fmt: skip
        seed = new_secret()
        lottery.key = new_key("lottery", lottery.id)
        lottery.keep_secrets(seed=seed, tags=new_secret())
        capacities = {str(slot.pk): slot.free for slot in slots}
        lottery.record = papers.announced(
            str(lottery.id),
            said.title.ja,
            rules_from(said, capacities),
            seed=seed,
            opens=opens_at.isoformat(),
            closes=closes_at.isoformat(),
            entropy=said.entropy.ja if said.entropy else "",
            slots={str(slot.pk): slot_title(slot) for slot in slots},
        )
        lottery.save(force_insert=True)
        LotterySlot.objects.bulk_create(
            LotterySlot(lottery=lottery, slot=slot, capacity=held.party, hold=held) for slot, held in keep_all(slots, at=at)
        )
        said_event = LotteryAnnounced(lottery.id, rules, seed_digest=seed_digest(seed), slots=len(slots))
        record(said_event, by=by, at=at)
    return lottery


def drawable(said: LotteryRules, first_on: date, last_on: date, at: datetime) -> Sequence[Slot]:
    """Slots with free places on those days, held by nobody's lottery."""
    free = Q(free__gt=0, blocked=False, starts_at__gt=at)
    rows = Slot.objects.offered().filter(free, bookable__in=said.bookables, day__gte=first_on, day__lte=last_on)
    return list(rows.select_related("version").order_by("starts_at", "bookable", "track"))


def rules_from(said: LotteryRules, capacities: dict[str, int]) -> Rules:
    return Rules(
        capacities=capacities,
        wishes_most=said.wishes,
        wins_per_entry=said.wins.entry,
        wins_per_holder=said.wins.holder,
        party_counts=said.party_counts,
    )


def slot_title(slot: Slot) -> str:
    """As it stands in the public record: what and when."""
    bookable = slot.version.definition
    name = bookable.title.ja if isinstance(bookable, Bookable) else slot.bookable
    starts, ends = slot.starts_at.astimezone(TOKYO), slot.ends_at.astimezone(TOKYO)
    return f"{name} {format_date(starts.date())} {format_time(starts)}–{format_time(ends)}"
