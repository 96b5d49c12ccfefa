"""Rules: what of a batch of looks stands out. Pure reading; `observe` keeps what is found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import Q

from madoguchi.city import public as city
from madoguchi.core.audit import public as audit
from madoguchi.core.calendar.public import in_tokyo
from madoguchi.engines.people.public import Account, Membership, persons_behind
from madoguchi.engines.watch.definitions import Sort, WatchRule
from madoguchi.engines.watch.models import Flag, StaffPerson

STAFF = "staff:"


@dataclass(frozen=True)
class Look:
    """A sealed look of a member of staff."""

    account: UUID
    section: str
    kind: str
    subject: str
    at: datetime

    @property
    def day(self) -> date:
        return in_tokyo(self.at).date()


@dataclass(frozen=True)
class Found:
    """`key`: what is one anomaly, however many looks it comes from. `whole`: the count is not added to, it is the greatest."""

    rule: WatchRule
    account: UUID
    section: str
    day: date
    kind: str
    subject: str
    first_at: datetime
    last_at: datetime
    count: int = 1
    whole: bool = False

    @property
    def key(self) -> tuple[str, UUID, date, str, str]:
        return self.rule.code, self.account, self.day, self.kind, self.subject

    def with_another(self, other: "Found") -> "Found":
        count = max(self.count, other.count) if self.whole else self.count + other.count
        first, last = min(self.first_at, other.first_at), max(self.last_at, other.last_at)
        return replace(self, count=count, first_at=first, last_at=last)


@dataclass
class Batch:
    """Looks in the order of the chain, with what the rules need to know of them."""

    looks: list[Look]

    @cached_property
    def persons(self) -> dict[tuple[str, str], set[UUID]]:
        """Whose data was looked at."""
        kinds: dict[str, set[str]] = {}
        for one in self.looks:
            kinds.setdefault(one.kind, set()).add(one.subject)
        return {(kind, one): who for kind, ids in kinds.items() for one, who in persons_behind(kind, ids).items()}

    @cached_property
    def selves(self) -> dict[UUID, UUID]:
        rows = StaffPerson.objects.filter(account__in={one.account for one in self.looks}, ended_at=None)
        return dict(rows.values_list("account", "addressee"))

    def seen(self, one: Look) -> set[UUID]:
        return self.persons.get((one.kind, one.subject), set())


def looks_of(entries: Iterable[audit.Entry]) -> list[Look]:
    found = []
    for one in entries:
        if one.action == "looked" and one.by.startswith(STAFF):
            account = UUID(one.by.removeprefix(STAFF))
            found.append(Look(account, one.section, one.subject_kind, one.subject_id, one.at))
    known = set(Account.objects.filter(pk__in={one.account for one in found}).values_list("pk", flat=True))
    return [one for one in found if one.account in known]


def found_in(looks: list[Look]) -> list[Found]:
    """What stands out among these looks by the rules that held on their days."""
    batch = Batch(looks)
    found: dict[tuple[str, UUID, date, str, str], Found] = {}
    for rule in city.all_defined(WatchRule):
        for one in JUDGES[rule.looks_at](rule, batch):
            held = found.get(one.key)
            found[one.key] = one if held is None else held.with_another(one)
    return list(found.values())


def concerned(rule: WatchRule, batch: Batch) -> Iterator[Look]:
    return (one for one in batch.looks if rule.holds_on(one.day) and one.section not in rule.except_sections)


def own_family(rule: WatchRule, batch: Batch) -> Iterator[Found]:
    """Oneself, who lives in the same household, and who left it not long ago."""
    since = min((one.day for one in batch.looks), default=date.max) - timedelta(days=365 * rule.former_years)
    kin = {account: _kin(person, since) for account, person in batch.selves.items()}
    for one in concerned(rule, batch):
        if batch.seen(one) & kin.get(one.account, set()):
            yield _about(rule, one)


def flagged(rule: WatchRule, batch: Batch) -> Iterator[Found]:
    everyone = {person for who in batch.persons.values() for person in who}
    rows = list(Flag.objects.filter(addressee__in=everyone)) if everyone else []
    for one in concerned(rule, batch):
        on = {row.addressee_id for row in rows if row.from_on <= one.day and (row.until_on is None or one.day < row.until_on)}
        if batch.seen(one) & on:
            yield _about(rule, one)


def bulk(rule: WatchRule, batch: Batch) -> Iterator[Found]:
    """More than so many different records within the time, whether it crosses a full hour or not: once a day, the worst of it.

    Read back from the audit as far as the time reaches, so that a batch may end anywhere.
    """
    spans: dict[UUID, list[Look]] = {}
    for one in concerned(rule, batch):
        spans.setdefault(one.account, []).append(one)
    within = timedelta(minutes=rule.minutes)
    for account, mine in spans.items():
        first, last = min(one.at for one in mine), max(one.at for one in mine)
        rows = audit.looks_of(f"{STAFF}{account}", first - within, last)
        if len(rows) <= rule.persons:
            continue
        begin = 0
        for place, (at, _kind, _subject) in enumerate(rows):
            while at - rows[begin][0] > within:
                begin += 1
            if place - begin < rule.persons:
                continue
            different = len({row[1:] for row in rows[begin : place + 1]})
            if different > rule.persons:
                day = in_tokyo(at).date()
                yield Found(rule, account, mine[0].section, day, "", "", rows[begin][0], at, different, whole=True)


def closed(rule: WatchRule, batch: Batch) -> Iterator[Found]:
    """At night, or on a day on which the office is closed."""
    assert rule.hours is not None
    days = city.closed_days(rule.calendar)
    for one in concerned(rule, batch):
        if days.is_closed(one.day) or not rule.hours.contains(in_tokyo(one.at).time()):
            yield Found(rule, one.account, one.section, one.day, "", "", one.at, one.at)


JUDGES = {Sort.OWN_FAMILY: own_family, Sort.FLAGGED: flagged, Sort.BULK: bulk, Sort.CLOSED: closed}


def _about(rule: WatchRule, one: Look) -> Found:
    return Found(rule, one.account, one.section, one.day, one.kind, one.subject, one.at, one.at)


def _kin(person: UUID, since: date) -> set[UUID]:
    mine = Membership.objects.filter(addressee=person).filter(Q(until_on=None) | Q(until_on__gte=since))
    theirs = Membership.objects.filter(household__in=mine.values("household"))
    return {person, *theirs.filter(Q(until_on=None) | Q(until_on__gte=since)).values_list("addressee", flat=True)}
