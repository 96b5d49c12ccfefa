"""What there is to enter, what became of it, what is still free for those who lost."""

from datetime import datetime
from uuid import UUID

from django.db.models import Case, Count, QuerySet, When

from madoguchi.core.audit.public import listed
from madoguchi.core.refused import NotFound
from madoguchi.engines.booking.lottery import record as papers
from madoguchi.engines.booking.lottery.models import Award, Entry, Lottery
from madoguchi.engines.booking.models import Slot
from madoguchi.engines.people.public import Actor, look


def lotteries(at: datetime) -> list[Lottery]:
    """For residents: those announced, open, or with a result of the last weeks; those that still take entries first."""
    rows = list(Lottery.objects.light().filter(called_off_at=None).select_related("version").order_by("-closes_at")[:60])
    return sorted(rows, key=lambda one: (one.closes_at <= at, abs((one.closes_at - at).total_seconds())))


def lotteries_of(by: Actor) -> QuerySet[Lottery]:
    """For the desk: those of the actor's sections, the newest first, with the number of entries."""
    rows = Lottery.objects.light().of_section(by).select_related("version")
    return rows.annotate(entered=Count("entries")).order_by("-announced_at")


def lottery_of(pk: UUID | str) -> Lottery:
    """Raises NotFound."""
    found = Lottery.objects.select_related("version", "key").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def public_record(lottery: Lottery) -> dict[str, object]:
    """The record as far as it is published: before the publication neither seed nor awards."""
    if lottery.published_at is not None:
        return dict(lottery.record)
    return {key: value for key, value in lottery.record.items() if key not in {"seed", "entropy", "awards"}}


def entry_of(number: str, *, by: Actor, at: datetime) -> Entry:
    """One's own entry, or one of the section's; raises NotFound."""
    rows = Entry.objects.select_related("lottery__version", "lottery__key", "exclusion").defer("lottery__record")
    return look(rows, by=by, at=at, number=number)


def my_entries(lottery: Lottery, by: Actor) -> list[Entry]:
    if by.kind != "resident":
        return []
    return list(Entry.objects.visible_to(by).filter(lottery=lottery, withdrawn_at=None).select_related("exclusion"))


def entries_of_person(by: Actor) -> list[Entry]:
    """One's own in lotteries that are not over for long, the newest first."""
    if by.kind != "resident":
        return []
    rows = Entry.objects.visible_to(by).filter(withdrawn_at=None, lottery__called_off_at=None).defer("lottery__record", "sealed")
    return list(rows.select_related("lottery__version").order_by("-entered_at")[:20])


def entries_of(lottery: Lottery, *, by: Actor, at: datetime) -> list[Entry]:
    """For the desk; the list of people is written down as looked at."""
    rows = Entry.objects.visible_to(by).filter(lottery=lottery).select_related("exclusion").order_by("entered_at")
    found = list(rows[:500])
    for one in found:
        one.lottery = lottery
    listed(by, at, "lottery-entry", {"lottery": str(lottery.pk)}, [one.pk for one in found], "casework")
    return found


def receipt_of(entry: Entry) -> dict[str, object]:
    """The file by which its owner checks the draw."""
    return papers.receipt(entry.number, entry.sealed_lots(), entry.weight)


def awards_of(entry: Entry) -> list[Award]:
    return list(Award.objects.filter(entry=entry).select_related("slot__version", "reservation").order_by("round"))


def still_free(lottery: Lottery, at: datetime, most: int = 12) -> list[Slot]:
    """What one can book now of the things that were drawn for: on the days of the lottery first, then on others."""
    others = Case(When(day__range=(lottery.first_on, lottery.last_on), then=0), default=1)
    rows = Slot.objects.free().filter(
        bookable__in=lottery.definition.bookables, starts_at__gt=at, opens_at__lte=at, closes_at__gt=at
    )
    return list(rows.select_related("version").order_by(others, "starts_at", "bookable")[:most])


def whole_record(lottery: Lottery) -> dict[str, object]:
    """For the auditor: every receipt. With it the verifier follows each entry through the draw, which proves the whole."""
    rows = Entry.objects.in_draw().filter(lottery=lottery)
    receipts = []
    for row in rows.iterator(chunk_size=2000):
        row.lottery = lottery
        receipts.append(receipt_of(row))
    return {"receipts": receipts}
