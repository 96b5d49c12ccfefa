"""閲覧を渡す: what people may read of looks at their data goes to the public side, late and without what the law withholds.

The rules are applied at the office; what is withheld does not leave it. An account is told of as a whole, and only of its own.
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from madoguchi.core.audit import public as audit
from madoguchi.core.relay.public import Crossing, Gone, Said, Taken, Writing, crosses, note_crossing, values_of
from madoguchi.core.zones import Zone, zone_here
from madoguchi.engines.people.public import Account, Kind, owners_of
from madoguchi.engines.watch.definitions import Disclosure
from madoguchi.engines.watch.models import ToldLook, ToldUpTo
from madoguchi.engines.watch.queries import MOST, disclosure, own_looks

KIND = "watch.looks"
BEFORE = "looks:"
"""Before the account in the subject, so that nothing else about an account waits for its looks."""


@transaction.atomic
def tell(at: datetime) -> int:
    """Note whom to tell: everybody at whose data a look has become old enough since the last time. How many."""
    if zone_here() is not Zone.OFFICE:
        return 0
    rule = disclosure()
    rules = hashlib.sha256(rule.model_dump_json().encode()).hexdigest()
    told = ToldUpTo.objects.select_for_update().filter(pk=1).first()
    since = told.at if told and told.rules == rules else at - timedelta(days=rule.kept_days)
    accounts = {account for first, last in _newly_shown(rule, since, at) for account in _seen(first, last)}
    for account in sorted(accounts):
        note_crossing(KIND, f"{BEFORE}{account}", at=at)
    ToldUpTo.objects.update_or_create(pk=1, defaults={"at": at, "rules": rules})
    return len(accounts)


def _newly_shown(rule: Disclosure, since: datetime, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """A look is shown after the delay, or after the days of the rule that withholds it."""
    for days in {rule.delay_days, *(one.days for one in rule.withheld if one.days)}:
        yield since - timedelta(days=days), at - timedelta(days=days)


def _seen(first: datetime, last: datetime) -> set[UUID]:
    ids: dict[str, list[str]] = {}
    for kind, subject in audit.looked_at_between(first, last):
        ids.setdefault(kind, []).append(subject)
    return set().union(*(owners_of(kind, found) for kind, found in ids.items()))


def write(subject: str, item: str, writing: Writing) -> Said:
    account = subject.removeprefix(BEFORE)
    if not Account.objects.filter(pk=account, kind=Kind.RESIDENT).exists():
        raise Gone
    shown = own_looks(account, at=ToldUpTo.objects.get(pk=1).at).looks
    return {"looks": [{name: getattr(one, name) for name in ("day", "section", "purpose", "kind", "subject")} for one in shown]}


@transaction.atomic
def take(subject: str, said: Said, taken: Taken) -> None:
    account = Account.objects.filter(pk=subject.removeprefix(BEFORE)).first()
    if account is None:
        return
    ToldLook.objects.filter(account=account).delete()
    looks = [values_of(ToldLook, one) for one in said["looks"][:MOST]]
    ToldLook.objects.bulk_create(ToldLook(account=account, order=n, **one) for n, one in enumerate(looks))


crosses(Crossing(KIND, Zone.PUBLIC, write, take, whole=True))
