"""Questions to the watch, and what a person reads of the looks at their own data."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from madoguchi.city import public as city
from madoguchi.core.audit import public as audit
from madoguchi.core.calendar.public import in_tokyo
from madoguchi.core.zones import Zone, zone_here
from madoguchi.engines.people.public import PURPOSES, Account, Actor, Kind, Owned, is_protected, owned_by
from madoguchi.engines.watch.definitions import Disclosure, WatchRule, Withheld
from madoguchi.engines.watch.models import Anomaly, StaffPerson, ToldLook

MOST = 200
REGISTER = "addressee"


def counts_by_state(*, by: Actor) -> Counter[str]:
    return Counter(Anomaly.objects.visible_to(by).values_list("state", flat=True)[:2000])


def title_of_rule(code: str) -> Any:
    try:
        return city.defined(WatchRule, code).title
    except city.NotDefined:
        return code


def linked_staff() -> list[StaffPerson]:
    return list(StaffPerson.objects.filter(ended_at=None).select_related("account", "addressee").order_by("-at")[:MOST])


def count_of_linked() -> tuple[int, int]:
    """Of the staff who can sign in: how many are linked to their person, and how many there are."""
    staff = Account.objects.filter(kind=Kind.STAFF, is_active=True)
    linked = StaffPerson.objects.filter(ended_at=None, account__in=staff)
    return linked.count(), staff.count()


@dataclass(frozen=True)
class ShownLook:
    """What a person reads of a look: the day, not the minute; the section, never who. `section` is empty where it would say
    where somebody lives or goes."""

    day: date
    section: str
    purpose: str
    kind: str
    subject: str
    number: str = ""

    @property
    def why(self) -> Any:
        return PURPOSES.get(self.purpose).label if self.purpose in PURPOSES else self.purpose


@dataclass(frozen=True)
class ShownLooks:
    looks: list[ShownLook]
    withheld: list[Withheld]
    """By which rules something may be missing; whether something is, is not said."""
    delay_days: int
    hidden: bool
    more: bool


def disclosure() -> Disclosure:
    """The city's own, or the house's: after a week, nothing withheld."""
    known = city.all_defined(Disclosure)
    return known[0] if known else Disclosure(code="disclosure", title="閲覧の記録の開示")  # type: ignore[arg-type]


def own_looks(account_id: Any, *, at: datetime, only: "Known | None" = None) -> ShownLooks:
    """The looks at what the house keeps under an account (or `only` at these of its records) as its own page shows them: late, by
    day, once a section, purpose, record and day. Of a person under protection no section is named. On the public side what the
    office has told of them.
    """
    rule, hidden = disclosure(), is_protected(account_id)
    owned = owned_by(account_id) if only is None else only
    here = _told if zone_here() is Zone.PUBLIC else _looked
    found: dict[ShownLook, None] = {}
    for look in here(account_id, owned, rule, at):
        found.setdefault(replace(look, section="") if hidden else look)
        if len(found) > MOST:
            break
    shown = list(found)
    return ShownLooks(shown[:MOST], list(rule.withheld), rule.delay_days, hidden, len(shown) > MOST)


Known = Mapping[str, Mapping[str, Owned]]


def _looked(_account_id: Any, owned: Known, rule: Disclosure, at: datetime) -> Iterator[ShownLook]:
    first, last = at - timedelta(days=rule.kept_days), at - timedelta(days=rule.delay_days)
    for one in audit.looks_at_any(owned, first, last).iterator():
        it = owned[one.subject_kind][one.subject_id]
        if not _is_withheld(one, it.code if one.subject_kind == "case" else "", rule, at):
            day = in_tokyo(one.at).date()
            yield ShownLook(day, one.section, one.purpose, one.subject_kind, one.subject_id, it.number)


def _told(account_id: Any, owned: Known, rule: Disclosure, at: datetime) -> Iterator[ShownLook]:
    """The registers are not on the public side; of the rest only what still belongs to the account here."""
    first, whole = in_tokyo(at - timedelta(days=rule.kept_days)).date(), REGISTER in owned
    rows = ToldLook.objects.filter(account=account_id, day__gte=first).order_by("order")
    for day, section, purpose, kind, subject in rows.values_list("day", "section", "purpose", "kind", "subject"):
        it = owned.get(kind, {}).get(subject)
        if kind == REGISTER and whole:
            it = Owned("")
        if it is not None:
            yield ShownLook(day, section, purpose, kind, subject, it.number)


def _is_withheld(entry: audit.Entry, procedure: str, rule: Disclosure, at: datetime) -> bool:
    """A rule meets a look in all that it names; what it names nothing of, it meets in any case."""
    for one in rule.withheld:
        named = ((one.purposes, entry.purpose), (one.sections, entry.section), (one.procedures, procedure))
        met = all(value in values for values, value in named if values)
        if met and (one.days is None or entry.at > at - timedelta(days=one.days)):
            return True
    return False
