"""After the publication: what was won becomes reservations, everybody is told, the rest goes to those who come first."""

from datetime import datetime
from uuid import UUID

from madoguchi.core.events.public import StoredEvent, subscribe
from madoguchi.core.jobs.public import Order, enqueue_all, moment, task
from madoguchi.core.zones import Zone
from madoguchi.engines.booking.actions.reserve import Ready, Request, write
from madoguchi.engines.booking.contact import who_of
from madoguchi.engines.booking.definitions import Bookable
from madoguchi.engines.booking.locking import short_locks
from madoguchi.engines.booking.lottery.events import LotteryPublished
from madoguchi.engines.booking.lottery.keeping import release, release_rest
from madoguchi.engines.booking.lottery.models import Award, Entry, Lottery, LotterySlot
from madoguchi.engines.booking.models import Hold, Reservation, Slot, Way
from madoguchi.engines.booking.refusals import NotFree
from madoguchi.engines.booking.taking import take
from madoguchi.engines.booking.waiting.joining import write as wait
from madoguchi.engines.booking.waiting.refusals import AlreadyWaiting
from madoguchi.engines.messages.public import tell
from madoguchi.engines.people.public import SYSTEM, actor_for

PER_JOB = 100


@subscribe(LotteryPublished, name="booking.lottery-fulfil", zone=Zone.PUBLIC)
def begin(event: LotteryPublished, stored: StoredEvent) -> None:
    """Awards first, in jobs of a hundred; then everybody is told; what is left opens when all awards are done."""
    lottery = UUID(str(event.subject))
    awards = [str(pk) for pk in Award.objects.filter(entry__lottery_id=lottery).order_by("pk").values_list("pk", flat=True)]
    entries = Entry.objects.in_draw().filter(lottery_id=lottery).order_by("pk").values_list("pk", flat=True)
    orders = [
        Order(fulfil, (awards[n : n + PER_JOB],), key=f"lottery-fulfil:{lottery}:{n}") for n in range(0, len(awards), PER_JOB)
    ]
    told = [str(pk) for pk in entries]
    orders += [
        Order(tell_entrants, (told[n : n + PER_JOB],), key=f"lottery-tell:{lottery}:{n}") for n in range(0, len(told), PER_JOB)
    ]
    orders.append(Order(open_rest, (str(lottery),), key=f"lottery-rest:{lottery}"))
    enqueue_all(orders)


@task
def fulfil(awards: list[str]) -> int:
    """Reservations of these awards. What was done before is not done again; one that can't be made says why."""
    return sum(reserve_award(int(pk), at=moment()) is not None for pk in awards)


def reserve_award(pk: int, *, at: datetime) -> Reservation | None:
    """The winner's reservation, on the places that the lottery kept for it."""
    try:
        with short_locks():
            return _reserve(pk, at=at)
    except NotFree as refusal:
        if refusal.code == "busy":
            raise
        Award.objects.filter(pk=pk, reservation=None).update(trouble=refusal.code)
        return None


def _reserve(pk: int, *, at: datetime) -> Reservation | None:
    award = Award.objects.select_for_update(of=("self",)).get(pk=pk)
    if award.reservation_id:
        return None
    entry = (
        Entry.objects.select_related("lottery__key", "lottery__version", "account").defer("lottery__record").get(pk=award.entry_id)
    )
    places = entry.party if entry.lottery.definition.party_counts else 1
    slot = award.slot
    bookable = slot.version.definition
    assert isinstance(bookable, Bookable)
    release(list(LotterySlot.objects.filter(lottery=entry.lottery, slot=slot)), places, at=at)
    by = actor_for(entry.account, at)
    held = Hold.objects.create(bookable=slot.bookable, holder=by.code, party=places, why="lottery", made_at=at)
    take(held, [slot], bookable, at=at, desk=True)
    contact = contact_of(entry)
    ready = Ready(contact, {}, who_of(contact, by), True, places)
    wish = Request(contact=contact, way=Way.LOTTERY, language=entry.account.language)
    made = write(held, bookable, [slot], ready, wish, by=by, at=at)
    Award.objects.filter(pk=award.pk).update(reservation=made, trouble="")
    return made


@task
def tell_entrants(entries: list[str]) -> int:
    """Each entrant is told once that there is a result; what it is stands on their page. Who may still win waits from now
    on for what they wished, in the order of the draw.
    """
    rows = Entry.objects.filter(pk__in=entries).select_related("account", "lottery__key", "lottery__version")
    for entry in rows.defer("lottery__record"):
        wait_in_turn(entry, at=moment())
        link = {"link": ["lottery-entry", entry.number]}
        section = entry.lottery.section
        tell(entry.account, "lottery-result", link, key=f"lottery-result:{entry.pk}", by=SYSTEM, at=moment(), section=section)
    return len(rows)


def wait_in_turn(entry: Entry, *, at: datetime) -> int:
    """Put an entry that may still win on the waiting list of each slot it wished for and did not get; how many."""
    won = set(Award.objects.filter(entry=entry).values_list("slot_id", flat=True))
    rules = entry.lottery.definition
    held = Award.objects.filter(entry__lottery=entry.lottery_id, entry__holder=entry.holder).count()
    if len(won) >= rules.wins.entry or held >= rules.wins.holder:
        return 0
    joined = 0
    by = actor_for(entry.account, at)
    party = entry.party if rules.party_counts else 1
    for slot in Slot.objects.filter(pk__in=entry.wishes, closes_at__gt=at).exclude(pk__in=won):
        try:
            wait(
                slot,
                party,
                contact_of(entry),
                account=entry.account,
                language=entry.account.language,
                by=by,
                at=at,
                turn=entry.place,
            )
            joined += 1
        except AlreadyWaiting:
            continue
    return joined


def contact_of(entry: Entry) -> dict[str, object]:
    """As booking keeps it."""
    kept = entry.kept
    return {
        **kept["contact"],
        **({"group": kept["group"]} if kept["group"] else {}),
        **({"resident": True} if kept["resident"] else {}),
    }


@task
def open_rest(lottery: str) -> int:
    """What nobody won goes back to everybody, once each award has its reservation or a reason why not."""
    waiting = Award.objects.filter(entry__lottery=UUID(lottery), reservation=None, trouble="")
    for pk in list(waiting.values_list("pk", flat=True)):
        reserve_award(pk, at=moment())
    with short_locks():
        rows = Lottery.objects.light().get(pk=lottery).slots.select_related("hold")
        return release_rest(list(rows), at=moment())
