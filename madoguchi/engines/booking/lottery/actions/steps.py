"""抽選の段階: close and publish the list, propose, draw by a second person, publish, call off. Each once, in order."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from madoguchi.core.calendar.public import format_instant
from madoguchi.core.events.public import record
from madoguchi.engines.booking.locking import short_locks
from madoguchi.engines.booking.lottery import drawing
from madoguchi.engines.booking.lottery import record as papers
from madoguchi.engines.booking.lottery.commitments import blanks
from madoguchi.engines.booking.lottery.drawing import Entered
from madoguchi.engines.booking.lottery.events import (
    DrawProposed,
    LotteryCalledOff,
    LotteryClosed,
    LotteryDrawn,
    LotteryPublished,
)
from madoguchi.engines.booking.lottery.keeping import release_rest
from madoguchi.engines.booking.lottery.models import Award, Entry, Lottery
from madoguchi.engines.booking.lottery.refusals import (
    AlreadyDone,
    EntropyMissing,
    NoEntries,
    NotClosedYet,
    NotYetThere,
    ReasonMissing,
    SamePerson,
    StillObjecting,
)
from madoguchi.engines.people.public import Actor, authorize

AT_ONCE = 2000


@contextmanager
def step(lottery: Lottery, permission: str, by: Actor) -> Iterator[Lottery]:
    """The lottery as it is now, locked for one step."""
    authorize(by, permission, lottery)
    with transaction.atomic():
        held = Lottery.objects.select_for_update(of=("self",)).select_related("version", "key").get(pk=lottery.pk)
        if held.called_off_at is not None:
            raise AlreadyDone
        yield held


def close(lottery: Lottery, *, by: Actor, at: datetime) -> Lottery:
    """締め切る: publish the list of all lots, among them blanks, with its digest. Raises NotClosedYet, AlreadyDone, NoEntries."""
    with step(lottery, "lottery.prepare", by) as held:
        if held.closed_at is not None:
            raise AlreadyDone
        if at < held.closes_at:
            raise NotClosedYet(closes=format_instant(held.closes_at))
        lots = [lot for mine in Entry.objects.in_draw().filter(lottery=held).values_list("lots", flat=True) for lot in mine]
        if not lots:
            raise NoEntries
        held.record = papers.closed(held.record, [*lots, *blanks(len(lots))])
        held.closed_at = at
        held.save(update_fields=["record", "closed_at"])
        record(LotteryClosed(held.id, held.rules, lots_digest=held.record["lots_digest"]), by=by, at=at)
    return held


def propose(lottery: Lottery, *, entropy: str = "", by: Actor, at: datetime) -> Lottery:
    """起案する: say that the time has come, with the public figure. Raises NotYetThere, StillObjecting, EntropyMissing."""
    with step(lottery, "lottery.propose", by) as held:
        if held.closed_at is None:
            raise NotYetThere
        if held.drawn_at is not None:
            raise AlreadyDone
        until = held.closed_at + timedelta(hours=held.definition.objection_hours)
        if at < until:
            raise StillObjecting(until=format_instant(until))
        source = held.record["announced"]["entropy_source"]
        if source and not entropy.strip():
            raise EntropyMissing(source=source)
        held.entropy = entropy.strip()[:200] if source else ""
        held.proposed_at, held.proposed_by = at, by.code
        held.save(update_fields=["entropy", "proposed_at", "proposed_by"])
        record(DrawProposed(held.id, held.rules), by=by, at=at)
    return held


def draw(lottery: Lottery, *, by: Actor, at: datetime) -> Lottery:
    """引く: by another person than the one who proposed. The result follows from what was published; here it is written
    down. Raises NotYetThere, AlreadyDone, SamePerson.
    """
    with step(lottery, "lottery.draw", by) as held:
        if held.drawn_at is not None:
            raise AlreadyDone
        if held.proposed_at is None:
            raise NotYetThere
        if held.proposed_by == by.code:
            raise SamePerson
        rows = Entry.objects.in_draw().filter(lottery=held).values_list("pk", "holder", "party", "wishes", "lots")
        entered = [Entered(str(pk), holder, party, tuple(wishes), tuple(lots)) for pk, holder, party, wishes, lots in rows]
        done = papers.run(held.record, entered, held.secrets["seed"], held.entropy)
        keep_places(done.place)
        Award.objects.bulk_create(
            (Award(entry_id=UUID(a.entry), slot_id=UUID(a.slot), lot=a.lot, rank=a.rank, round=a.round) for a in done.awards),
            batch_size=AT_ONCE,
        )
        held.drawn_at, held.drawn_by = at, by.code
        held.record = with_awards(held, done.awards)
        held.save(update_fields=["drawn_at", "drawn_by", "record"])
        record(LotteryDrawn(held.id, held.rules, entries=len(entered), awards=len(done.awards)), by=by, at=at)
    return held


def keep_places(places: Mapping[str, int]) -> None:
    """Write each entry's place in the order: one prepared statement, fifty thousand times."""
    key = Entry._meta.pk
    assert key is not None
    rows = [(place, key.get_db_prep_value(UUID(entry), connection)) for entry, place in places.items()]
    with connection.cursor() as cursor:
        cursor.executemany(f'UPDATE "{Entry._meta.db_table}" SET place = %s WHERE id = %s', rows)  # noqa: S608  our own table


def with_awards(lottery: Lottery, awards: tuple[drawing.Award, ...]) -> dict[str, object]:
    """The record with seed, figure and the opened parts of the winning lots."""
    winners = Entry.objects.filter(pk__in={award.entry for award in awards}) if len(awards) < AT_ONCE else lottery.entries.all()
    opened = {}
    wanted = {award.entry for award in awards}
    for row in winners.filter(lottery=lottery):
        if str(row.pk) in wanted:
            row.lottery = lottery
            opened[str(row.pk)] = (row.sealed_lots(), tuple(row.lots))
    return papers.drawn(lottery.record, awards, opened, seed=lottery.secrets["seed"], entropy=lottery.entropy)


def publish(lottery: Lottery, *, by: Actor, at: datetime) -> Lottery:
    """公開する: everybody sees the record; jobs make reservations of what was won. Raises NotYetThere, AlreadyDone."""
    with step(lottery, "lottery.prepare", by) as held:
        if held.published_at is not None:
            raise AlreadyDone
        if held.drawn_at is None:
            raise NotYetThere
        held.published_at = at
        held.save(update_fields=["published_at"])
        record(LotteryPublished(held.id, held.rules), by=by, at=at)
    return held


def call_off(lottery: Lottery, *, reason: str, by: Actor, at: datetime) -> Lottery:
    """中止する: before the draw; the places go back. Raises ReasonMissing, AlreadyDone."""
    if not reason.strip():
        raise ReasonMissing
    with step(lottery, "lottery.prepare", by) as held, short_locks():
        if held.drawn_at is not None:
            raise AlreadyDone
        held.called_off_at, held.called_off_why = at, reason.strip()[:200]
        held.save(update_fields=["called_off_at", "called_off_why"])
        release_rest(list(held.slots.all()), at=at)
        record(LotteryCalledOff(held.id, held.rules), by=by, at=at)
    return held
