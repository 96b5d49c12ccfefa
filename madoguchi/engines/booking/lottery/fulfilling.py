"""After the publication: what was won becomes reservations, everybody is told, the rest goes to those who come first."""

from datetime import datetime
from uuid import UUID

from madoguchi.core.events.public import StoredEvent, subscribe
from madoguchi.core.jobs.public import Order, enqueue_all, moment, task
from madoguchi.engines.booking.actions.reserve import Ready, Request, write
from madoguchi.engines.booking.contact import who_of
from madoguchi.engines.booking.definitions import Bookable
from madoguchi.engines.booking.locking import short_locks
from madoguchi.engines.booking.lottery.events import LotteryPublished
from madoguchi.engines.booking.lottery.keeping import release, release_rest
from madoguchi.engines.booking.lottery.models import Award, Entry, Lottery, LotterySlot
from madoguchi.engines.booking.models import Hold, Reservation, Way
from madoguchi.engines.booking.refusals import NotFree
from madoguchi.engines.booking.taking import take
from madoguchi.engines.messages.public import tell
from madoguchi.engines.people.public import SYSTEM, actor_for

PER_JOB = 100


@subscribe(LotteryPublished, name="booking.lottery-fulfil")
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
    kept = entry.kept
    contact = {
        **kept["contact"],
        **({"group": kept["group"]} if kept["group"] else {}),
        **({"resident": True} if kept["resident"] else {}),
    }
    ready = Ready(contact, {}, who_of(contact, by), True, places)
    wish = Request(contact=contact, way=Way.LOTTERY, language=entry.account.language)
    made = write(held, bookable, [slot], ready, wish, by=by, at=at)
    Award.objects.filter(pk=award.pk).update(reservation=made, trouble="")
    return made


@task
def tell_entrants(entries: list[str]) -> int:
    """Each entrant is told once that there is a result; what it is stands on their page."""
    rows = Entry.objects.filter(pk__in=entries).select_related("account", "lottery").defer("lottery__record")
    for entry in rows:
        link = {"link": ["lottery-entry", entry.number]}
        section = entry.lottery.section
        tell(entry.account, "lottery-result", link, key=f"lottery-result:{entry.pk}", by=SYSTEM, at=moment(), section=section)
    return len(rows)


@task
def open_rest(lottery: str) -> int:
    """What nobody won goes back to everybody, once each award has its reservation or a reason why not."""
    waiting = Award.objects.filter(entry__lottery=UUID(lottery), reservation=None, trouble="")
    for pk in list(waiting.values_list("pk", flat=True)):
        reserve_award(pk, at=moment())
    with short_locks():
        rows = Lottery.objects.light().get(pk=lottery).slots.select_related("hold")
        return release_rest(list(rows), at=moment())
