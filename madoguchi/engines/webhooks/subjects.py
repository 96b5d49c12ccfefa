"""What may be told of the things that events are about. The rooms that own them say it; of anything else only the kind is told.

Protection (支援措置) fails closed: an event that names anything of a protected person, as its subject or beside it, does not leave
the house.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from madoguchi.core.events.public import StoredEvent
from madoguchi.core.registry import Registry
from madoguchi.engines.people.public import Actor, Addressee, protected_accounts


class Told(NamedTuple):
    """The number by which people know a thing, and its path at the API."""

    number: str
    path: str


@dataclass(frozen=True, eq=False)
class Subject:
    """Of identifiers (as text): those of protected persons; and what this machine may be told of them."""

    protected: Callable[[Collection[str]], set[str]]
    told: Callable[[Actor, Collection[str]], dict[str, Told]]


PERSONS = {"principal": "account", "proxy": "account", "closed": "account"}
"""Under what other names events carry an account."""

SUBJECTS: Registry[Subject] = Registry("subjects of webhooks")


def nothing_told(by: Actor, ids: Collection[str]) -> dict[str, Told]:
    return {}


def protected_among(events: Iterable[StoredEvent]) -> set[Any]:
    """Identifiers of those events that must not leave the house. One question a kind of thing, however many events."""
    named: dict[str, dict[str, set[Any]]] = {}
    for event in events:
        for kind, found in references(event):
            named.setdefault(kind, {}).setdefault(found, set()).add(event.pk)
    silent: set[Any] = set()
    for kind, ids in named.items():
        for found in SUBJECTS.get(kind).protected(list(ids)):
            silent |= ids[found]
    return silent


def told_of(events: Collection[StoredEvent], by: Actor) -> dict[Any, Told]:
    """By event: number and path of its subject, where this machine may see it."""
    found: dict[Any, Told] = {}
    for kind in {event.subject_kind for event in events} & set(SUBJECTS.keys()):
        mine = [event for event in events if event.subject_kind == kind]
        known = SUBJECTS.get(kind).told(by, {event.subject_id for event in mine})
        found |= {event.pk: known[event.subject_id] for event in mine if event.subject_id in known}
    return found


def references(event: StoredEvent) -> Iterable[tuple[str, str]]:
    """All things that an event names and of which somebody can say whose they are."""
    data = event.data if isinstance(event.data, dict) else {}
    named: list[tuple[str, object]] = [
        (event.subject_kind, event.subject_id),
        ("account", event.by.partition(":")[2]),
        (str(data.get("about_kind", "")), data.get("about")),
        *((PERSONS.get(str(name), str(name)), one) for name, one in data.items()),
    ]
    for kind, found in named:
        if kind in SUBJECTS and isinstance(found, str) and found:
            yield kind, found


def _accounts(ids: Collection[str]) -> set[str]:
    rows = protected_accounts().filter(account_id__in=_uuids(ids)).values_list("account_id", flat=True)
    return {str(row) for row in rows}


def _addressees(ids: Collection[str]) -> set[str]:
    return {str(row) for row in Addressee.objects.filter(pk__in=_uuids(ids), suppressed=True).values_list("pk", flat=True)}


def _uuids(ids: Collection[str]) -> list[str]:
    found = []
    for one in ids:
        try:
            found.append(str(UUID(one)))
        except ValueError:
            continue
    return found


SUBJECTS.register("account", Subject(_accounts, nothing_told))
SUBJECTS.register("addressee", Subject(_addressees, nothing_told))
