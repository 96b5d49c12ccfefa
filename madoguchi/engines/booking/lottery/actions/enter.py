"""応募する、変える、取り下げる."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from madoguchi.core.calendar.public import format_instant
from madoguchi.core.events.public import record
from madoguchi.core.identifiers.public import new_receipt_number
from madoguchi.core.refused import NotPermitted
from madoguchi.core.text.public import clean
from madoguchi.engines.booking.lottery.commitments import Sealed, holder_tag, new_secret
from madoguchi.engines.booking.lottery.definitions import LotteryRules
from madoguchi.engines.booking.lottery.events import EntryChanged, EntryWithdrawn, LotteryEntered
from madoguchi.engines.booking.lottery.models import Award, Entry, Lottery, Stage
from madoguchi.engines.booking.lottery.refusals import (
    AlreadyEntered,
    BadParty,
    BadWishes,
    EntryOver,
    NameMissing,
    NoGroups,
    NotOpen,
    OnlyResidents,
    RestsAfterWin,
    WishTooSmall,
)
from madoguchi.engines.people.public import Account, Actor, authorize

MOST_IN_A_PARTY = 500


@dataclass(frozen=True)
class Wish:
    """What somebody enters with. `contact`: name, phone, mail for the reservation; `resident`: says to live in the city."""

    slots: Sequence[str]
    party: int = 1
    resident: bool = False
    contact: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def enter(lottery: Lottery, wish: Wish, *, by: Actor, at: datetime) -> Entry:
    """Enter, once as oneself and once for each group in whose account one acts: it is the account that counts, so that no
    group has two chances under two spellings of its name.

    Raises NotPermitted, NotOpen, BadWishes, BadParty, WishTooSmall, NoGroups, OnlyResidents, RestsAfterWin, AlreadyEntered.
    """
    authorize(by, "lottery.enter")
    if not by.acts_within("booking", lottery.rules):
        raise NotPermitted
    lottery = locked(lottery)
    check_open(lottery, at)
    said = check(lottery, wish)
    group = by.acting_for.name if by.acting_for and by.acting_for.is_group else ""
    if group and not said.groups:
        raise NoGroups
    account = Account.objects.get(pk=str(by.account_id))
    entry = Entry(lottery=lottery, account=account, number=new_receipt_number(), entered_at=at, is_group=bool(group))
    entry.holder = holder_tag(lottery.secrets["tags"], who(account))
    write(entry, wish, said, group=group, at=at)
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError:
        raise AlreadyEntered from None
    record(LotteryEntered(lottery.id, lottery.rules, entry=entry.id), by=by, at=at)
    return entry


@transaction.atomic
def change(entry: Entry, wish: Wish, *, by: Actor, at: datetime) -> Entry:
    """Other wishes, before entries close. The lots are made anew; the old receipt opens nothing any more.

    Raises what `enter` raises, and EntryOver.
    """
    entry = hold(entry, by)
    check_open(entry.lottery, at)
    said = check(entry.lottery, wish)
    write(entry, wish, said, group=entry.kept["group"], at=at)
    entry.save()
    record(EntryChanged(entry.lottery_id, entry.lottery.rules, entry=entry.id), by=by, at=at)
    return entry


@transaction.atomic
def withdraw(entry: Entry, *, by: Actor, at: datetime) -> Entry:
    """Take an entry back, before entries close. Raises NotPermitted, EntryOver, NotOpen."""
    entry = hold(entry, by)
    check_open(entry.lottery, at)
    entry.withdrawn_at = at
    entry.save(update_fields=["withdrawn_at"])
    record(EntryWithdrawn(entry.lottery_id, entry.lottery.rules, entry=entry.id), by=by, at=at)
    return entry


def locked(lottery: Lottery) -> Lottery:
    """The lottery as it is now. Its row is locked, so that no entry slips in while the list is being closed."""
    rows = Lottery.objects.light().select_for_update(of=("self",)).select_related("version", "key")
    return rows.get(pk=lottery.pk)


def hold(entry: Entry, by: Actor) -> Entry:
    """One's own entry, locked, as it is now."""
    authorize(by, "lottery.enter", entry)
    lottery = locked(entry.lottery)
    found = Entry.objects.select_for_update(of=("self",)).select_related("account").get(pk=entry.pk)
    found.lottery = lottery
    if found.withdrawn_at is not None or found.is_excluded:
        raise EntryOver
    return found


def check_open(lottery: Lottery, at: datetime) -> None:
    if lottery.stage(at) != Stage.OPEN:
        raise NotOpen(opens=format_instant(lottery.opens_at), closes=format_instant(lottery.closes_at))


def check(lottery: Lottery, wish: Wish) -> LotteryRules:
    """What no form of ours would send, too."""
    said = lottery.definition
    assert isinstance(said, LotteryRules)
    rooms: dict[str, int] = {}
    for pk, capacity in lottery.slots.values_list("slot_id", "capacity"):
        rooms[str(pk)] = rooms.get(str(pk), 0) + capacity
    wishes = [str(one) for one in wish.slots]
    if not 1 <= len(wishes) <= said.wishes or len(set(wishes)) != len(wishes) or set(wishes) - rooms.keys():
        raise BadWishes(most=said.wishes)
    if isinstance(wish.party, bool) or not isinstance(wish.party, int) or not 1 <= wish.party <= MOST_IN_A_PARTY:
        raise BadParty(most=MOST_IN_A_PARTY)
    if said.party_counts:
        for rank, slot in enumerate(wishes, 1):
            if wish.party > rooms[slot]:
                raise WishTooSmall(rank=rank, capacity=rooms[slot], party=wish.party)
    if not clean(wish.contact.get("name", "")).strip():
        raise NameMissing
    if said.residents_only and not wish.resident:
        raise OnlyResidents
    return said


def who(account: Account) -> str:
    """Whose an entry is: the account's, a person's or a group's, whoever speaks for it."""
    return f"account:{account.pk}"


def write(entry: Entry, wish: Wish, said: LotteryRules, *, group: str, at: datetime) -> None:
    entry.party, entry.wishes, entry.changed_at = wish.party, [str(one) for one in wish.slots], at
    entry.weight = weight_of(entry, said, who(entry.account))
    secret = new_secret()
    kept: dict[str, Any] = {"secret": secret, "places": said.wishes, "group": group}
    kept["contact"] = {key: value for key, value in dict(wish.contact).items() if value}
    kept["resident"] = wish.resident
    entry.keep(**kept)
    sealed = Sealed(secret, entry.holder, entry.party, tuple(entry.wishes), said.wishes)
    entry.lots = list(sealed.lots(entry.weight))


def weight_of(entry: Entry, said: LotteryRules, whose: str) -> int:
    """How many lots, from what the last published draw of the same rules gave to this person. Raises RestsAfterWin."""
    weight = said.chances.groups if entry.is_group else 1
    if said.chances.lost_last == 1 and not said.chances.rest_after_win:
        return weight
    ran = Lottery.objects.light().filter(rules=entry.lottery.rules, published_at__isnull=False).exclude(pk=entry.lottery.pk)
    last = ran.order_by("-published_at").first()
    if last is None:
        return weight
    tag = holder_tag(last.secrets["tags"], whose)
    before = Entry.objects.in_draw().filter(lottery=last, holder=tag).first()
    if before is None:
        return weight
    if Award.objects.filter(entry=before).exists():
        if said.chances.rest_after_win:
            raise RestsAfterWin
        return weight
    return max(weight, said.chances.lost_last)
